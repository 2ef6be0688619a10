import type { AgentTestResult } from '@troupe/contract'
import { expect, it } from 'vitest'
import { resultLine } from './result-line.ts'

const planned = (...kinds: (string | null)[]) => kinds.map((kind) => ({ verdict: kind === null ? null : { kind, until: kind === 'hold' ? '2026-11-23T07:00:00.000Z' : null } })) as AgentTestResult['planned']
const line = (...kinds: (string | null)[]) => resultLine({ matched: true, failed: null, planned: planned(...kinds) })

it('says what a try comes to', () => {
  expect(resultLine({ matched: false, failed: null, planned: [] })).toBe('It would sleep on')
  expect(resultLine({ matched: true, failed: 'timed out', planned: [] })).toBe('It would wake, and fail')
  expect(line(null)).toBe('It would wake, and do 1 thing without a message')
  expect(line('allow', null)).toBe('It would plan 1 message, which the gate lets through')
  expect(line('ask')).toBe('It would plan 1 message, which waits for a person’s yes')
  expect(line('hold')).toMatch(/^It would plan 1 message, which waits until .+ by your clock$/)
  expect(line('hold', 'allow')).toBe('It would plan 2 messages, of which the gate lets 1 through as they stand')
})
