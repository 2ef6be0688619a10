import { describe, expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import { persona } from '../agent/testing/situation.ts'
import { nextWakeFor } from './waking.ts'

const MINUTE_MS = 60_000
const NOON = Date.UTC(2026, 9, 1, 12)

describe('by the cycle', () => {
  test.each([[30, NOON, 30], [30, NOON + 1, 30], [30, NOON + 29 * MINUTE_MS, 1], [7, NOON, 7 - (NOON / MINUTE_MS) % 7]])('every %i minutes, from %i, wakes in %i minutes', (minutes, nowMs, inMinutes) => {
    const at = nextWakeFor({ kind: 'cycle', minutes }, persona().rhythm, nowMs, seeded('any')) ?? 0
    expect(Math.ceil((at - nowMs) / MINUTE_MS)).toBe(inMinutes)
    expect(at % (minutes * MINUTE_MS)).toBe(0)
  })

  test('all agents, whatever their chance and rhythm, wake at once', () => {
    const at = ['a', 'b', 'c'].map((seed) => nextWakeFor({ kind: 'cycle', minutes: 5 }, null, NOON + 12_345, seeded(seed)))
    expect(new Set(at).size).toBe(1)
  })
})

describe('by the rhythm', () => {
  test('without one, in one to ten minutes', () => {
    for (let n = 0; n < 200; n++) {
      const waitMs = (nextWakeFor({ kind: 'rhythm' }, null, NOON, seeded(n)) ?? 0) - NOON
      expect(waitMs).toBeGreaterThanOrEqual(MINUTE_MS)
      expect(waitMs).toBeLessThanOrEqual(10 * MINUTE_MS)
    }
  })

  test('always dormant, never', () => {
    const dormant = { ...persona().rhythm, activeMultiplier: 0, offPeakMultiplier: 0 }
    expect(nextWakeFor({ kind: 'rhythm' }, dormant, NOON, seeded('x'))).toBeNull()
  })
})
