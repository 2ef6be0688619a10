import { expect, test } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import { isId, seededIds } from '../../base/ids.ts'
import { seeded } from '../../base/random.ts'
import { RowIds } from './row-ids.ts'

const START_MS = Date.UTC(2026, 0, 5, 8)

function rows(seed: string, times: readonly number[]): string[] {
  const ids = new RowIds(seededIds(new VirtualClock(START_MS), seeded(seed)))
  for (const atMs of times) ids.add(atMs)
  return times.map((_, row) => ids.of(row))
}

test('ids sort as their rows do, and tell the moment', () => {
  const times = [START_MS, START_MS, START_MS + 1, START_MS + 70_000, START_MS + 70_000, Date.UTC(2033, 5, 1)]
  const made = rows('a', times)
  expect(made.every(isId)).toBe(true)
  expect(made.toSorted()).toEqual(made)
  expect(made.map((id) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))).toEqual(times)
})

test('more than fit a millisecond borrow the next one, and so do those of a time that is past or far away', () => {
  const made = rows('b', [...Array.from({ length: 10_000 }, () => START_MS), START_MS - 5_000, ...Array.from({ length: 5_000 }, () => Date.UTC(2120, 0, 1))])
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(15_001)
})

test('another publication has others', () => {
  expect(rows('c', [START_MS])).not.toEqual(rows('d', [START_MS]))
})
