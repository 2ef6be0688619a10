/**
 * Could the values have come from the fitted power law? Worlds of the same size are drawn from it (below xmin from what was
 * counted), each is fitted anew, and p is the share that lies further from its own fit than the counted values from theirs
 * (Clauset, Shalizi and Newman 2009, section 4). p ≤ 0.1 speaks against a power law; a large p only fails to.
 */
import type { Random } from '../../../base/random.ts'
import { fitPowerLaw, type PowerLaw } from './power-law.ts'
import { tailCounts, type TailCounts } from './tail-counts.ts'
import { hurwitzZeta } from './zeta.ts'

/** Values whose chances are tabled; beyond them the continuous law is as good as the discrete one. */
const TABLED = 4096

export function plausibilityOf(counts: TailCounts, law: PowerLaw, rounds: number, random: Random): number {
  const body: number[] = []
  for (let i = 0; (counts.values[i] as number) < law.xmin; i++) for (let k = 0; k < (counts.counts[i] as number); k++) body.push(counts.values[i] as number)
  const total = body.length + law.tail
  const draw = powerLawDraw(law)
  let further = 0
  for (let round = 0; round < rounds; round++) {
    const histogram = new Map<number, number>()
    for (let i = 0; i < total; i++) {
      const value = random.below(total) < law.tail ? draw(random) : body[random.below(body.length)] as number
      histogram.set(value, (histogram.get(value) ?? 0) + 1)
    }
    const drawn = fitPowerLaw(tailCounts(histogram))
    if (drawn !== null && drawn.distance >= law.distance) further += 1
  }
  return further / rounds
}

/** Whole values of a law by the inverse of its distribution. */
export function powerLawDraw({ alpha, xmin }: Pick<PowerLaw, 'alpha' | 'xmin'>): (random: Random) => number {
  const whole = hurwitzZeta(alpha, xmin)
  const above = new Float64Array(TABLED)
  let left = whole
  for (let i = 0; i < TABLED; i++) {
    left -= (xmin + i) ** -alpha
    above[i] = left / whole
  }
  const last = above[TABLED - 1] as number
  return (random) => {
    const share = 1 - random.next()
    if (share <= last) return Math.floor((xmin + TABLED - 0.5) * (last / share) ** (1 / (alpha - 1)) + 0.5)
    // The first value with no more than `share` above it.
    let low = 0
    let high = TABLED - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((above[middle] as number) < share) high = middle
      else low = middle + 1
    }
    return xmin + low
  }
}
