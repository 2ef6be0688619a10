import { expect, test } from 'vitest'
import { seeded } from '../../../base/random.ts'
import { histogramOf } from '../tail.ts'
import { degreeDistribution } from './degree-distribution.ts'
import { erfc, normalQuantile, upperTail } from './normal.ts'
import { powerLawDraw } from './plausibility.ts'
import { fitPowerLaw } from './power-law.ts'
import { tailCounts } from './tail-counts.ts'
import { hurwitzZeta } from './zeta.ts'

const OPTIONS = { rounds: 60, sampleMost: 5000 }

test('zeta by known values', () => {
  expect(hurwitzZeta(2, 1)).toBeCloseTo(Math.PI ** 2 / 6, 12)
  expect(hurwitzZeta(4, 1)).toBeCloseTo(Math.PI ** 4 / 90, 12)
  expect(hurwitzZeta(2, 3)).toBeCloseTo(Math.PI ** 2 / 6 - 1 - 1 / 4, 12)
  expect(hurwitzZeta(1.5, 1)).toBeCloseTo(2.612375348685488, 11)
})

test('the normal tail by known values, near and far', () => {
  expect(upperTail(1.959963984540054)).toBeCloseTo(0.025, 12)
  expect(erfc(0.5)).toBeCloseTo(0.4795001221869535, 12)
  expect(erfc(5) / 1.537459794428035e-12).toBeCloseTo(1, 9)
  expect(erfc(-1)).toBeCloseTo(2 - 0.15729920705028513, 12)
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 9)
})

test('drawn from a power law, the law is found again and is plausible', () => {
  const draw = powerLawDraw({ alpha: 2.5, xmin: 3 })
  const random = seeded('draws')
  const degrees = Int32Array.from({ length: 4000 }, () => draw(random))
  const distribution = degreeDistribution(degrees, 'followers a member', OPTIONS, seeded('fit'))
  expect(distribution.powerLaw?.alpha).toBeCloseTo(2.5, 1)
  expect(distribution.powerLaw?.verdict).toBe('plausible')
  expect(distribution.answer).toContain('is plausible')
})

test('drawn numbers follow the law: a third value as often as it says', () => {
  const draw = powerLawDraw({ alpha: 2.2, xmin: 1 })
  const random = seeded('law')
  const histogram = histogramOf(Array.from({ length: 40_000 }, () => draw(random)))
  for (const value of [1, 2, 3, 4]) expect((histogram.get(value) ?? 0) / 40_000).toBeCloseTo(value ** -2.2 / hurwitzZeta(2.2, 1), 2)
})

test('bell-shaped degrees are no power law, and it is said plainly', () => {
  const random = seeded('bell')
  const degrees = Int32Array.from({ length: 4000 }, () => Array.from({ length: 40 }, () => random.next()).filter((share) => share < 0.5).length)
  const { powerLaw, answer } = degreeDistribution(degrees, 'followers a member', { ...OPTIONS, sampleMost: 4000 }, seeded('fit'))
  expect(powerLaw?.verdict).not.toBe('plausible')
  expect(answer).toMatch(/isn't plausible|log-normal fits better|too few/)
})

test('log-normal degrees: the log-normal is preferred on the same tail', () => {
  const random = seeded('log-normal')
  const degrees = Int32Array.from({ length: 6000 }, () => Math.round(Math.exp(2 + 0.7 * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()))))
  const { powerLaw } = degreeDistribution(degrees, 'followers a member', OPTIONS, seeded('fit'))
  expect(powerLaw?.logNormal?.favours).not.toBe('power law')
})

test('the fit is exact on a tail counted by hand', () => {
  // xmin 1 alone leaves ten members; α is where -ζ'(α)/ζ(α) equals the mean logarithm, 0.1 ln 2 + 0.1 ln 4 = 0.3 ln 2.
  const law = fitPowerLaw(tailCounts(new Map([[1, 8], [2, 1], [4, 1]])))
  const slope = (alpha: number): number => (Math.log(hurwitzZeta(alpha - 1e-5, 1)) - Math.log(hurwitzZeta(alpha + 1e-5, 1))) / 2e-5
  expect(law).toMatchObject({ xmin: 1, tail: 10 })
  expect(slope(law?.alpha as number)).toBeCloseTo(0.3 * Math.LN2, 4)
})

test('few members, and none, are told apart from an answer', () => {
  expect(degreeDistribution(Int32Array.of(1, 1, 1), 'followers a member', OPTIONS, seeded(1))).toMatchObject({ powerLaw: null, answer: 'There is nothing to fit a power law to.' })
  const few = Int32Array.from({ length: 30 }, (_, index) => (index % 5) + 1)
  expect(degreeDistribution(few, 'followers a member', OPTIONS, seeded(1)).powerLaw).toMatchObject({ verdict: 'too few to say', p: null, rounds: 0 })
  expect(degreeDistribution(new Int32Array(), 'followers a member', OPTIONS, seeded(1))).toMatchObject({ summary: null, noneShare: 0, curve: [] })
})
