import { expect, test } from 'vitest'
import { activityByHour } from './activity.ts'
import { madeWorld } from './testing/made-world.ts'

const HOUR = 3_600_000
const evenings = (atMs: number): number => (atMs % (24 * HOUR) >= 20 * HOUR && atMs % (24 * HOUR) < 22 * HOUR ? 1 : 0)

test('acts in the hours of the rhythm: nothing is displaced', () => {
  const activity = activityByHour(madeWorld({
    members: 1, rhythms: [evenings], rhythmOf: [0], acts: [[0, 20 * HOUR], [0, 20 * HOUR + 5], [0, 21 * HOUR], [0, 45 * HOUR]], toMs: 48 * HOUR,
  }))
  expect(activity).toMatchObject({ acts: 4, comparedActs: 4, displacedShare: 0, busiestHour: 20, eveningShare: 1, countedFrom: 'every act' })
  expect(activity.expected?.slice(19, 23)).toEqual([0, 2, 2, 0])
})

test('one of two acts at another hour is half displaced, and counts by rhythm', () => {
  const activity = activityByHour(madeWorld({
    members: 3, rhythms: [evenings, () => 1], rhythmOf: [0, 1], acts: [[0, 20 * HOUR], [0, 3 * HOUR], [2, 5 * HOUR]],
  }))
  // One act in each evening hour was expected; one came at 20 and one at 3.
  expect(activity.displacedShare).toBe(0.5)
  expect(activity).toMatchObject({ acts: 3, comparedActs: 2 })
})

test('rates that change within the hour are weighed by their minutes', () => {
  const firstQuarter = (atMs: number): number => (atMs % HOUR < HOUR / 4 ? 1 : 0)
  const { expected } = activityByHour(madeWorld({ members: 1, rhythms: [(atMs) => (atMs < HOUR ? firstQuarter(atMs) : atMs < 2 * HOUR ? 0.75 : 0)], rhythmOf: [0], acts: [[0, 0], [0, 0], [0, 0], [0, 0]] }))
  expect(expected?.slice(0, 3)).toEqual([1, 3, 0])
})

test('without a list of acts, what was made is counted and the gaps are told', () => {
  const activity = activityByHour(madeWorld({ members: 2, posts: [{ by: 0, atMs: HOUR }], comments: [{ by: 1, on: 0, atMs: 2 * HOUR }], follows: [[0, 1]] }))
  expect(activity).toMatchObject({ acts: 2, countedFrom: 'what was made', expected: null, displacedShare: null, notes: ['follows are not counted: their times were not kept'] })
})

test('a silent world', () => {
  expect(activityByHour(madeWorld({ members: 1 }))).toMatchObject({ acts: 0, busiestHour: null, eveningShare: null })
})
