import { afterEach, expect, test, vi } from 'vitest'
import { SystemClock } from './clock.ts'

afterEach(() => vi.restoreAllMocks())

const HOUR_MS = 3_600_000

test.each([['back', -HOUR_MS], ['forward', HOUR_MS]])('a wall clock set %s makes nobody wait longer or shorter', async (_which, byMs) => {
  const clock = new SystemClock()
  const beganMs = performance.now()
  const waiting = clock.until(clock.now() + 60)
  const wall = Date.now.bind(Date)
  vi.spyOn(Date, 'now').mockImplementation(() => wall() + byMs)
  await waiting
  const tookMs = performance.now() - beganMs
  expect(tookMs).toBeGreaterThanOrEqual(59)
  expect(tookMs).toBeLessThan(20_000)
})

test('what is past is not waited for, and giving up ends a wait', async () => {
  const clock = new SystemClock()
  await clock.until(clock.now() - 1)
  const stop = new AbortController()
  const waiting = clock.until(clock.now() + HOUR_MS, stop.signal)
  stop.abort()
  await expect(waiting).rejects.toThrow(/abort/i)
})
