import { describe, expect, it } from 'vitest'
import { exactTime, minuteTime, monthAndYear, shortAge } from './relative-time.ts'

const NOW = Date.parse('2026-11-21T12:00:00.000Z')

describe('relative time', () => {
  it.each([
    ['2026-11-21T11:59:31.000Z', 'now'],
    ['2026-11-21T11:56:00.000Z', '4m'],
    ['2026-11-21T09:00:00.000Z', '3h'],
    ['2026-11-15T11:00:00.000Z', '6d'],
    ['2026-11-12T12:00:00.000Z', '12 Nov'],
    ['2024-11-12T12:00:00.000Z', '12 Nov 2024'],
    ['2026-11-21T12:00:20.000Z', 'now'],
    ['2026-11-21T14:00:00.000Z', 'in 2h'],
  ])('%s is %s', (instant, words) => {
    expect(shortAge(instant, NOW)).toBe(words)
  })

  it('says the exact time with its zone', () => {
    expect(exactTime('2026-11-21T14:05:09.000Z', 'UTC')).toBe('21 November 2026 at 14:05:09 UTC')
    expect(minuteTime('2026-11-21T14:05:09.000Z', 'UTC')).toBe('21 November 2026 at 14:05 UTC')
    expect(monthAndYear('2026-11-30T23:59:59.000Z')).toBe('November 2026')
  })
})
