import type { AgentKind } from '@troupe/contract'
import { expect, it } from 'vitest'
import { ALL_CREATORS, firstCreator, leadAgentDraft, leadAgentSchema, triggersAfter, type LeadAgent } from './lead-agent.ts'

const kind = (name: string, eventType: string) => ({ name, triggers: [{ eventType, filter: null }] }) as unknown as AgentKind
const FILLED: LeadAgent = { creatorId: ALL_CREATORS, name: ' ', brain: { kind: 'rules', rules: 'sales' }, triggers: [{ eventType: 'page_view', filter: '' }], start: true }

it('is of all leads where somebody chose so, and of nobody’s until somebody chooses', () => {
  expect(['', 'a', ALL_CREATORS]).toEqual([firstCreator([{ id: 'a' }, { id: 'b' }]), firstCreator([{ id: 'a' }]), firstCreator([])])
  expect(leadAgentSchema.safeParse(leadAgentDraft({ ...FILLED, creatorId: '' })).error?.issues).toMatchObject([{ path: ['creatorId'] }])
})

it('takes what is filled in, and refuses a filter that is none', () => {
  expect(leadAgentSchema.parse(leadAgentDraft(FILLED))).toEqual({ platform: 'messaging', creatorId: null, brain: { kind: 'rules', rules: 'sales' }, triggers: [{ eventType: 'page_view', filter: null }], start: true })
  expect(leadAgentSchema.safeParse(leadAgentDraft({ ...FILLED, triggers: [{ eventType: 'x', filter: '{"eval": 1}' }] })).error?.issues[0]?.path).toEqual(['triggers', 0, 'filter'])
})

it('takes over the triggers of a kind until somebody writes their own', () => {
  expect(triggersAfter([{ eventType: 'a', filter: '' }], kind('one', 'a'), kind('two', 'b'))).toEqual([{ eventType: 'b', filter: '' }])
  expect(triggersAfter([{ eventType: 'mine', filter: '' }], kind('one', 'a'), kind('two', 'b'))).toEqual([{ eventType: 'mine', filter: '' }])
  expect(triggersAfter([], undefined, null)).toEqual([])
})
