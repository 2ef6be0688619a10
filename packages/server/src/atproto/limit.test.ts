import { describe, expect, test } from 'vitest'
import { XRPC_WIRE } from './limit.ts'

const NOW_MS = Date.parse('2026-11-21T12:00:00Z')
const told = (headers: Record<string, string>, body: unknown = null) => XRPC_WIRE.limitTold({ status: 429, headers: new Headers(headers), body, nowMs: NOW_MS })
const inSeconds = (seconds: number): string => String(NOW_MS / 1_000 + seconds)

describe('a limit', () => {
  test.each([
    ['until the reset', { 'ratelimit-reset': inSeconds(90) }, 90_000],
    ['as Retry-After says, where there is no reset', { 'retry-after': '45' }, 45_000],
    ['by the reset, where there are both', { 'ratelimit-reset': inSeconds(90), 'retry-after': '45' }, 90_000],
    ['an hour, where a reset is past', { 'ratelimit-reset': inSeconds(-5) }, 3_600_000],
    ['an hour, where it is nonsense', { 'ratelimit-reset': 'soon', 'retry-after': 'later' }, 3_600_000],
    ['an hour, where nothing is said', {}, 3_600_000],
    ['never over a day', { 'ratelimit-reset': inSeconds(1_000_000) }, 86_400_000],
  ])('is slept on %s', (_, headers, ms) => {
    expect(told(headers as Record<string, string>).untilMs).toBe(NOW_MS + ms)
  })

  test('tells what was used', () => {
    expect(told({ 'ratelimit-limit': '30', 'ratelimit-remaining': '0', 'ratelimit-reset': inSeconds(60) })).toMatchObject({ usage: { used: 30, limit: 30 }, reason: 'the server asks for a pause: 30 of 30 used' })
    for (const limit of ['0', '-3', 'many']) expect(told({ 'ratelimit-limit': limit, 'ratelimit-remaining': '0' }).usage).toBeNull()
  })
})

test('a complaint is named and said', () => {
  expect(XRPC_WIRE.complaintOf({ error: 'InvalidSwap', message: 'Record was at null' })).toBe('InvalidSwap, Record was at null')
  for (const nothing of [null, 'text', {}, { error: 5 }, []]) expect(XRPC_WIRE.complaintOf(nothing)).toBeNull()
})
