import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import { sampleOf } from './sample.ts'
import { summaryOf } from './summary.ts'
import { histogramOf, tailOf } from './tail.ts'

test('a sample has the size asked for, no number twice, in order, the same for the same seed', () => {
  fc.assert(fc.property(fc.nat({ max: 200 }), fc.nat({ max: 60 }), fc.nat(), (count, most, seed) => {
    const taken = sampleOf(count, most, seeded(seed))
    expect(taken).toHaveLength(Math.min(count, most))
    expect([...new Set(taken)].sort((a, b) => a - b)).toEqual([...taken])
    for (const number of taken) expect(number).toBeLessThan(count)
    expect(sampleOf(count, most, seeded(seed))).toEqual(taken)
  }))
})

test('each number is drawn about equally often', () => {
  const random = seeded(1)
  const drawn = new Int32Array(10)
  for (let round = 0; round < 5000; round++) for (const number of sampleOf(10, 3, random)) drawn[number] = (drawn[number] as number) + 1
  for (const times of drawn) expect(Math.abs(times - 1500)).toBeLessThan(150)
})

test('one to five in a few numbers', () => {
  expect(summaryOf([5, 1, 4, 2, 3])).toEqual({ count: 5, mean: 3, median: 3, p90: 4.6, p99: 4.96, most: 5 })
  expect(summaryOf([])).toBeNull()
})

test('the curve of shares at or above leaves out 0 and keeps its ends when thinned', () => {
  expect(tailOf(histogramOf([0, 1, 1, 2]))).toEqual([{ value: 1, share: 0.75 }, { value: 2, share: 0.25 }])
  const long = tailOf(histogramOf(Array.from({ length: 5000 }, (_, index) => index + 1)))
  expect(long.length).toBeLessThanOrEqual(170)
  expect([long[0], long.at(-1)]).toEqual([{ value: 1, share: 1 }, { value: 5000, share: 1 / 5000 }])
})
