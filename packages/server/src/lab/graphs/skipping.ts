/**
 * Independent trials without trying each: the distance to the next success is geometric, so a sparse graph costs what its
 * edges cost and not what its pairs would (Batagelj and Brandes, "Efficient generation of large random networks", Physical
 * Review E 71, 036113, 2005).
 */
import type { Random } from '../../base/random.ts'

/** Calls `hit` with each place in [0, places) that succeeds, in rising order. `places` may be up to 2^53. */
export function forEachSuccess(places: number, probability: number, random: Random, hit: (place: number) => void): void {
  if (probability <= 0) return
  if (probability >= 1) {
    for (let place = 0; place < places; place++) hit(place)
    return
  }
  const logFailure = Math.log1p(-probability)
  for (let place = skip(logFailure, random); place < places; place += 1 + skip(logFailure, random)) hit(place)
}

function skip(logFailure: number, random: Random): number {
  return Math.floor(Math.log1p(-fine(random)) / logFailure)
}

/** Uniform in [0, 1) with 53 bits: the 32 of one draw would leave gaps between the distances a small probability gives. */
function fine(random: Random): number {
  return (random.below(2 ** 21) + random.next()) / 2 ** 21
}

/** Mean of a binomial count and five deviations more: room that is nearly never outgrown. */
export function roomFor(places: number, probability: number): number {
  const mean = places * probability
  return Math.min(places, Math.ceil(mean + 5 * Math.sqrt(mean * (1 - probability)) + 16))
}
