import { expect, test } from 'vitest'
import { daysOf, momentOf, RAMP_DAY_MS } from './ramp-days.ts'

const DAYS = [{ agents: 2, actsPerDay: 5 }, { agents: 4, actsPerDay: 10 }]
const START = 1_000_000

test('a day begins at the start and every 24 hours after it, and a pause stops time', () => {
  const at = (ms: number, pausedMs: number | null = null) => momentOf({ days: DAYS, startsMs: START, pausedMs }, ms)
  expect(at(START - 1)).toEqual({ kind: 'waiting' })
  expect(at(START)).toEqual({ kind: 'day', day: 1, allows: DAYS[0] })
  expect(at(START + RAMP_DAY_MS - 1)).toMatchObject({ day: 1 })
  expect(at(START + RAMP_DAY_MS)).toMatchObject({ day: 2, allows: DAYS[1] })
  expect(at(START + 2 * RAMP_DAY_MS)).toEqual({ kind: 'over' })
  expect(at(START + 9 * RAMP_DAY_MS, START + 1)).toMatchObject({ day: 1 })
  expect(momentOf({ days: DAYS, startsMs: null, pausedMs: null }, START)).toEqual({ kind: 'waiting' })
})

test('curves end where they were told to and never fall', () => {
  expect(daysOf({ kind: 'linear', days: 4, agents: 10, actsPerDay: 20 })).toEqual([{ agents: 3, actsPerDay: 5 }, { agents: 5, actsPerDay: 10 }, { agents: 8, actsPerDay: 15 }, { agents: 10, actsPerDay: 20 }])
  expect(daysOf({ kind: 'doubling', days: 5, agents: 12, actsPerDay: 5 }).map(({ agents }) => agents)).toEqual([1, 2, 3, 6, 12])
})
