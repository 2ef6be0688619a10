import type { AgentTestResult } from '@troupe/contract'
import { expect, it } from 'vitest'
import { resultLine } from './result-line.ts'

const planned = (...kinds: (string | null)[]) => kinds.map((kind) => ({ verdict: kind === null ? null : { kind } })) as AgentTestResult['planned']

it('says what a try comes to', () => {
  expect(resultLine({ matched: false, failed: null, planned: [] })).toBe('It would sleep on')
  expect(resultLine({ matched: true, failed: 'timed out', planned: [] })).toBe('It would wake, and fail')
  expect(resultLine({ matched: true, failed: null, planned: planned(null) })).toBe('It would wake, and do 1 thing without a message')
  expect(resultLine({ matched: true, failed: null, planned: planned('allow', null) })).toBe('It would plan 1 message: the gate lets it through')
  expect(resultLine({ matched: true, failed: null, planned: planned('hold', 'allow') })).toBe('It would plan 2 messages: the gate lets 1 through as they stand')
})
