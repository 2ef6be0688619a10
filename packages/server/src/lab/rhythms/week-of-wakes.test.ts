import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../persona/pack/load-packs.ts'
import { weekOfWakes } from './week-of-wakes.ts'

const FOLDER = join(import.meta.dirname, '../../../../../archetypes')
const packs = await loadPacks(readdirSync(FOLDER).map((name) => join(FOLDER, name)))
const WEEK = { people: 40, monday: '2026-11-16', seed: 'week' }

describe.each(packs)('a week of the pack $pack.id', ({ archetypes }) => {
  test.each(archetypes.map((archetype) => [archetype.id, archetype] as const))('hour by hour goes by the rhythm: %s', (_id, { rhythm }) => {
    const week = weekOfWakes(rhythm, WEEK)
    // An hour has some hundreds of wakes at least: 2 % is well above chance, and an hour at the wrong rate would show.
    expect(week.displacedShare).toBeLessThan(0.02)
    // The 0.999 quantile for 168 hours is 229; waiting drawn between 60 and 600 s spreads a quarter as much as a Poisson's.
    expect(week.chiSquare).toBeLessThan(week.hoursCompared)
    for (const [hour, due] of week.expected.entries()) if (due === 0) expect(week.counted[hour], `dormant hour ${hour}`).toBe(0)
  })
})

test('the measure sees an hour that is shifted', () => {
  const rhythm = packs[0]?.archetypes[0]?.rhythm
  if (rhythm === undefined) throw new Error('no pack')
  const { counted, expected } = weekOfWakes(rhythm, WEEK)
  const moved = counted.map((_, hour) => counted[(hour + 167) % 168] as number)
  const displaced = moved.reduce((sum, wakes, hour) => sum + Math.abs(wakes - (expected[hour] as number)), 0) / 2 / counted.reduce((sum, wakes) => sum + wakes, 0)
  expect(displaced).toBeGreaterThan(0.02)
})

test('only a whole week that starts on a Monday is counted', () => {
  const rhythm = packs[0]?.archetypes[0]?.rhythm
  if (rhythm === undefined) throw new Error('no pack')
  expect(() => weekOfWakes({ ...rhythm, timezone: 'Europe/London' }, { ...WEEK, monday: '2026-03-23' })).toThrow()
  expect(() => weekOfWakes(rhythm, { ...WEEK, monday: '2026-11-17' })).toThrow()
})
