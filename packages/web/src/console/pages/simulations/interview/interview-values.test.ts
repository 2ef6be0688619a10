import { simulationInterviewSchema } from '@troupe/contract'
import { expect, test } from 'vitest'
import { NO_INTERVIEW, requestOf } from './interview-values.ts'

const run = { from: '2026-01-05T00:00:00Z' }
const asked = { ...NO_INTERVIEW, questions: [{ ...NO_INTERVIEW.questions[0]!, question: 'How are you?' }] }

test('the request is one that the contract takes', () => {
  expect(simulationInterviewSchema.parse(requestOf(run, asked))).toMatchObject({ at: null, audience: { kind: 'everybody', sample: 5 }, questions: [{ ask: 'How are you?', form: { kind: 'free' } }] })
  expect(simulationInterviewSchema.parse(requestOf(run, { ...asked, whom: 'named', who: ['ada'], when: 'moment', atHours: 6 }))).toMatchObject({ at: '2026-01-05T06:00:00.000Z', audience: { kind: 'named', who: ['ada'] } })
})

test('nobody to ask and nothing asked are faults', () => {
  expect(simulationInterviewSchema.safeParse(requestOf(run, { ...asked, whom: 'named' })).success).toBe(false)
  expect(simulationInterviewSchema.safeParse(requestOf(run, NO_INTERVIEW)).success).toBe(false)
})
