import { describe, expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import { BACKOFF_LONGEST_MS, backoffMs, momentOf, retryAfterMs, SLEEP_LONGEST_MS, SLEEP_UNTOLD_MS, sleepUntil } from './retry.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Fri, 20 Nov 2026 12:00:12 GMT' }, 12_000],
  [{ 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '' }, null],
  [{}, null],
  [undefined, null],
])('Retry-After of %o is %s', (headers, ms) => {
  expect(retryAfterMs(headers as Record<string, string> | undefined, NOW)).toBe(ms)
})

test.each([
  ['2026-11-21T00:00:00Z', 12 * 3_600_000],
  [Math.floor(NOW / 1_000) + 60, 60_000],
  [NOW + 5, 5],
  [90, 90_000],
  ['90', 90_000],
  ['34s', 34_000],
  ['1.2s', 1_200],
  ['6m0s', 360_000],
  ['1h2m3s', 3_723_000],
  ['20ms', 20],
  ['2d', 172_800_000],
])('a reset of %s is %s ms away', (value, ms) => {
  expect(momentOf(value, NOW)).toBe(NOW + ms)
})

test.each(['later', '', null, undefined, {}, Number.NaN])('a reset of %s is none', (value) => {
  expect(momentOf(value, NOW)).toBeNull()
})

describe('backoffMs', () => {
  test('doubles, is bounded, and draws the upper half', () => {
    const low = { ...seeded(1), next: () => 0 }
    const high = { ...seeded(1), next: () => 0.999_999 }
    expect([1, 2, 3, 4, 9].map((n) => backoffMs(n, low))).toEqual([250, 500, 1_000, 2_000, 4_000])
    expect([1, 2, 3, 4, 9].map((n) => backoffMs(n, high))).toEqual([500, 1_000, 2_000, 4_000, BACKOFF_LONGEST_MS])
  })
})

test('nobody sleeps past a day, nor into the past, nor for ever untold', () => {
  expect(sleepUntil(NOW, NOW + 60_000)).toBe(NOW + 60_000)
  expect(sleepUntil(NOW, NOW + 9 * 24 * 3_600_000)).toBe(NOW + SLEEP_LONGEST_MS)
  expect(sleepUntil(NOW, NOW - 5)).toBe(NOW + 1_000)
  expect(sleepUntil(NOW, null)).toBe(NOW + SLEEP_UNTOLD_MS)
})
