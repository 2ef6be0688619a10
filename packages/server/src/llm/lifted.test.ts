import type { LlmConfig } from '@troupe/contract'
import { expect, test } from 'vitest'
import { liftedBy } from './lifted.ts'

const BEFORE: LlmConfig = {
  standard: { provider: 'openai', model: 'a' }, purposes: { post: { provider: 'openai', model: 'b', temperature: 1 } },
  budget: { costMicrosPerDay: 100, tokensPerDay: null, costMicrosPerProject: 50, costMicrosPerAgent: null },
}

const budget = (change: Partial<LlmConfig['budget']>): LlmConfig => ({ ...BEFORE, budget: { ...BEFORE.budget, ...change } })

test.each<[string, LlmConfig]>([
  ['the daily budget is raised', budget({ costMicrosPerDay: 101 })],
  ['one limit is raised and another lowered', budget({ costMicrosPerDay: 10, costMicrosPerProject: 51 })],
  ['a limit is taken away', budget({ costMicrosPerProject: null })],
  ['another model is the standard', { ...BEFORE, standard: { provider: 'rehearsal', model: 'rehearsal' } }],
  ['a purpose gets another model', { ...BEFORE, purposes: {} }],
])('lifts when %s', (_what, after) => expect(liftedBy(BEFORE, after)).toBe(true))

test.each<[string, LlmConfig]>([
  ['nothing changes', { ...BEFORE, standard: { model: 'a', provider: 'openai' } }],
  ['a limit is lowered', budget({ costMicrosPerDay: 99 })],
  ['a limit is set where there was none', budget({ tokensPerDay: 1_000_000 })],
])('does not when %s', (_what, after) => expect(liftedBy(BEFORE, after)).toBe(false))
