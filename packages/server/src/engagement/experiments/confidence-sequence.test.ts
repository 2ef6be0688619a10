import { expect, it } from 'vitest'
import { seeded, type Random } from '../../base/random.ts'
import { differenceInterval, differs, shareInterval, type Outcomes } from './confidence-sequence.ts'

const ALPHA = 0.05
const LOOKS = 250
const RUNS = 400

/** Somebody looks after each lead of both groups, and stops as soon as the test says that they differ. */
function everCalled(random: Random, [p, q]: readonly [number, number], says: (one: Outcomes, other: Outcomes) => boolean): boolean {
  const one = { leads: 0, conversions: 0 }
  const other = { leads: 0, conversions: 0 }
  for (let look = 0; look < LOOKS; look++) {
    one.leads++
    other.leads++
    if (random.chance(p)) one.conversions++
    if (random.chance(q)) other.conversions++
    if (says(one, other)) return true
  }
  return false
}

function share(rates: readonly [number, number], says: (one: Outcomes, other: Outcomes) => boolean): number {
  const random = seeded(`peeking ${rates.join()}`)
  return Array.from({ length: RUNS }, () => everCalled(random, rates, says)).filter(Boolean).length / RUNS
}

/** What everybody learns at school, looked at again and again. */
function usual(one: Outcomes, other: Outcomes): boolean {
  const common = (one.conversions + other.conversions) / (one.leads + other.leads)
  const error = Math.sqrt(common * (1 - common) * (1 / one.leads + 1 / other.leads))
  return one.leads > 20 && error > 0 && Math.abs(one.conversions / one.leads - other.conversions / other.leads) / error > 1.96
}

it('calls two equal groups different less often than promised, however often somebody looks', () => {
  for (const rate of [0.05, 0.3]) {
    expect(share([rate, rate], (one, other) => differs(one, other, ALPHA))).toBeLessThanOrEqual(ALPHA)
    // So does this test see what it is to see: the usual interval fails it by far.
    expect(share([rate, rate], usual)).toBeGreaterThan(3 * ALPHA)
  }
})

it('finds a difference that is there', () => {
  expect(share([0.1, 0.35], (one, other) => differs(one, other, ALPHA))).toBeGreaterThan(0.9)
})

it('leaves out the true share in few sequences at any time', () => {
  const random = seeded('shares')
  const missed = Array.from({ length: 100 }, () => {
    const seen = { leads: 0, conversions: 0 }
    return Array.from({ length: 100 }).some(() => {
      seen.leads++
      if (random.chance(0.2)) seen.conversions++
      const { low, high } = shareInterval(seen, ALPHA)
      return low > 0.2 || high < 0.2
    })
  }).filter(Boolean).length
  expect(missed / 100).toBeLessThanOrEqual(ALPHA)
})

it('narrows with what is seen, holds the share itself, and says nothing of nobody', () => {
  expect(shareInterval({ leads: 0, conversions: 0 }, ALPHA)).toEqual({ low: 0, high: 1 })
  expect(differenceInterval({ leads: 0, conversions: 0 }, { leads: 0, conversions: 0 }, ALPHA)).toEqual({ low: expect.closeTo(-1, 5), high: expect.closeTo(1, 5) })
  const widths = [10, 100, 1000, 10_000].map((leads) => shareInterval({ leads, conversions: leads / 10 }, ALPHA)).map(({ low, high }) => {
    expect(low).toBeLessThan(0.1)
    expect(high).toBeGreaterThan(0.1)
    return high - low
  })
  expect(widths).toEqual(widths.toSorted((a, b) => b - a))
  expect(shareInterval({ leads: 50, conversions: 0 }, ALPHA).low).toBe(0)
  expect(shareInterval({ leads: 50, conversions: 50 }, ALPHA).high).toBe(1)
})

it('gives differences that agree with the test, and turn round', () => {
  const random = seeded('differences')
  for (let at = 0; at < 30; at++) {
    const [one, other] = [0, 1].map(() => {
      const leads = 5 + random.below(400)
      return { leads, conversions: random.below(leads + 1) }
    }) as [Outcomes, Outcomes]
    const { low, high } = differenceInterval(one, other, ALPHA)
    expect(low > 1e-9 || high < -1e-9).toBe(differs(one, other, ALPHA))
    const turned = differenceInterval(other, one, ALPHA)
    expect([-turned.high, -turned.low]).toEqual([expect.closeTo(low, 6), expect.closeTo(high, 6)])
    const difference = one.conversions / one.leads - other.conversions / other.leads
    expect(low).toBeLessThanOrEqual(difference + 1e-9)
    expect(high).toBeGreaterThanOrEqual(difference - 1e-9)
  }
})
