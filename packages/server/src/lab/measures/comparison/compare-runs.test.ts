import { expect, test } from 'vitest'
import { seeded } from '../../../base/random.ts'
import { measureAll, type Measures } from '../measure-all.ts'
import { grownWorld } from '../testing/grown-world.ts'
import { differenceInterval } from './bootstrap.ts'
import { compareRuns, type Branch, type Difference } from './compare-runs.ts'
import { upperStudent } from './student.ts'

const world = grownWorld({ members: 60, groups: 3, postsEach: 1, followsEach: 2, seed: 1 })
const plain = measureAll(world, { seed: 'a', degrees: { rounds: 5, sampleMost: 100 }, diversity: { textsMost: 50, selfBleuMost: 20 } })

function withSentiment(mean: number | null): Measures {
  return { ...plain, sentiment: { ...plain.sentiment, mean } }
}

function branch(name: string, means: readonly (number | null)[], firstSeed = 0): Branch {
  return { name, runs: means.map((mean, index) => ({ seed: `${firstSeed + index}`, measures: withSentiment(mean) })) }
}

function sentiment(branches: readonly Branch[]): Difference {
  const metric = compareRuns(branches, 'x').metrics.find(({ key }) => key === 'sentiment')
  return metric?.branches[1]?.difference as Difference
}

test('a plain difference: the interval excludes 0 and the sentence says which is higher', () => {
  const difference = sentiment([branch('base', [0.1, 0.2, 0.15, 0.12, 0.18]), branch('other', [0.5, 0.6, 0.55, 0.52, 0.58], 10)])
  expect(difference.mean).toBeCloseTo(0.4, 12)
  expect(difference.paired).toBe(false)
  expect(difference.interval?.low).toBeGreaterThan(0.3)
  expect(difference.interval?.high).toBeLessThan(0.5)
  // Both vary by √(0.0068 / 4) = 0.0412; g = 0.4 / 0.0412 · (1 − 3/31).
  expect(difference.effect).toBeCloseTo(0.4 / Math.sqrt(0.0068 / 4) * (1 - 3 / 31), 6)
  expect(difference.answer).toContain('Sentiment: other is higher than base by 0.4')
})

test('no difference beyond chance is said in so many words', () => {
  const difference = sentiment([branch('base', [0.1, 0.5, 0.3, 0.2, 0.4]), branch('other', [0.3, 0.4, 0.2, 0.5, 0.15], 10)])
  expect(difference.interval?.low).toBeLessThan(0)
  expect(difference.interval?.high).toBeGreaterThan(0)
  expect(difference.answer).toContain('the interval includes 0')
})

test('runs that share their seeds are compared in pairs, which takes out the seeds', () => {
  const base = [0.1, 0.5, 0.3, 0.2, 0.4]
  const paired = sentiment([branch('base', base), branch('other', base.map((mean, index) => mean + 0.05 + index * 0.001))])
  expect(paired.paired).toBe(true)
  expect(paired.interval?.low).toBeGreaterThan(0.04)
  const apart = sentiment([branch('base', base), branch('other', base.map((mean, index) => mean + 0.05 + index * 0.001), 10)])
  expect(apart.interval?.low).toBeLessThan(0)
})

test('one run a branch gives a difference without an interval; a missing number gives none', () => {
  expect(sentiment([branch('base', [0.1]), branch('other', [0.2])])).toMatchObject({ interval: null, effect: null })
  expect(sentiment([branch('base', [0.1]), branch('other', [0.2])]).answer).toContain('too few runs')
  expect(sentiment([branch('base', [0.1, 0.2]), branch('other', [null, null])])).toBeNull()
  expect(sentiment([branch('base', [0.1, 0.2]), branch('other', [0.1, 0.2])]).answer).toContain('equal in every run')
})

test('the same seed gives the same comparison; notes warn of many looks and few runs', () => {
  const branches = [branch('base', [0.1, 0.2]), branch('other', [0.2, 0.4])]
  expect(compareRuns(branches, 'x')).toEqual(compareRuns(branches, 'x'))
  const { notes, metrics } = compareRuns(branches, 'x')
  expect(notes[0]).toContain(`${metrics.length} differences`)
  expect(notes[1]).toContain('fewer than 5 seeds')
  expect(metrics.map(({ key }) => key)).toContain('eiIndex/communities')
  expect(() => compareRuns([{ name: 'base', runs: [] }], 'x')).toThrow('at least one run')
})

test('a study that asks about one measure gets that one, with its values and the interval of each mean; a slip is told', () => {
  const branches = [branch('base', [0.1, 0.2, 0.3]), branch('other', [0.2, 0.4, 0.6])]
  const { metrics, notes } = compareRuns(branches, 'x', ['sentiment'])
  expect(metrics.map(({ key }) => key)).toEqual(['sentiment'])
  expect(metrics[0]?.branches[1]).toMatchObject({ values: [0.2, 0.4, 0.6], seeds: ['0', '1', '2'] })
  expect(metrics[0]?.branches[0]?.interval?.low).toBeLessThan(0.2)
  expect(metrics[0]?.branches[0]?.interval?.high).toBeGreaterThan(0.2)
  expect(notes.some((note) => note.includes('differences are looked at'))).toBe(false)
  expect(() => compareRuns(branches, 'x', ['sentimant'])).toThrow('did you mean sentiment?')
})

test("student's quantiles by the tables", () => {
  expect(upperStudent(0.025, 1)).toBeCloseTo(12.7062, 3)
  expect(upperStudent(0.025, 2)).toBeCloseTo(4.30265, 4)
  expect(upperStudent(0.025, 5)).toBeCloseTo(2.57058, 4)
  expect(upperStudent(0.05, 10)).toBeCloseTo(1.81246, 4)
})

test('intervals hold what they promise: about 95 of 100 contain a true difference of 0', () => {
  const random = seeded('coverage')
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  let held = 0
  for (let round = 0; round < 150; round++) {
    const [a, b] = [Array.from({ length: 8 }, normal), Array.from({ length: 8 }, normal)]
    const { low, high } = differenceInterval(a, b, random)
    if (low <= 0 && high >= 0) held += 1
  }
  expect(held / 150).toBeGreaterThan(0.9)
})
