import { expect, test } from 'vitest'
import { Windows } from './request-pace.ts'

test('a window ends a minute after it began, also when the clock is set back meanwhile', () => {
  let nowMs = 10_000_000
  const windows = new Windows({ now: () => nowMs, until: async () => {} })
  const count = () => windows.count('somebody', 2)?.retryAfterMs
  expect([count(), count(), count()]).toEqual([undefined, undefined, 60_000])
  nowMs += 59_000
  expect(count()).toBe(1_000)
  nowMs += 1_000
  expect(count()).toBeUndefined()
  nowMs -= 3_600_000
  expect([count(), count(), count()]).toEqual([undefined, undefined, 60_000])
})
