import { expect, test } from 'vitest'
import { daysOf, momentOf, outlookOf, RAMP_DAY_MS } from './ramp-days.ts'

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

test('those who run go on and keep to the acts; new ones start only where the day has room', () => {
  const busy = outlookOf(DAYS, { running: 18, ready: 3 }, 1)
  expect(busy.map(({ starts, running, actsMost }) => [starts, running, actsMost])).toEqual([[0, 18, 90], [0, 18, 180]])
  const fresh = outlookOf(DAYS, { running: 1, ready: 2 }, 1)
  expect(fresh.map(({ starts, running, actsMost }) => [starts, running, actsMost])).toEqual([[1, 2, 10], [1, 3, 30]])
  expect(outlookOf(DAYS, { running: 2, ready: 9 }, 2)).toEqual([
    { agents: 2, actsPerDay: 5, day: 1, starts: null, running: null, actsMost: null },
    { agents: 4, actsPerDay: 10, day: 2, starts: 2, running: 4, actsMost: 40 },
  ])
})
