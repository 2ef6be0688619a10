import { agentStateSchema, agentVerbSchema } from '@troupe/contract'
import { expect, it } from 'vitest'
import { isPossible, notPossible, stateAfter } from './lifecycle.ts'

it('leaves a way on from every state', () => {
  for (const state of agentStateSchema.options) expect(agentVerbSchema.options.some((verb) => isPossible(verb, state)), state).toBe(true)
})

it('never does a thing twice', () => {
  for (const verb of agentVerbSchema.options) for (const held of [true, false]) expect(isPossible(verb, stateAfter(verb, held)), verb).toBe(false)
})

it('says what is possible instead', () => {
  expect(notPossible('resume', 'ready')).toBe('An agent that is ready cannot resume; it can start.')
  expect(notPossible('start', 'idle')).toBe('An agent that is idle cannot start; it can pause or stop.')
})
