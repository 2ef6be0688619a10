/** A seeded sample of numbers, and the words by which a result says what it looked at. */
import type { Random } from '../../base/random.ts'

export interface Sampled {
  /** How many there were, and how many of them were looked at. */
  readonly of: number
  readonly taken: number
  /** What one of them is: `members`, `texts`. */
  readonly unit: string
}

/**
 * `most` of the numbers below `count`, ascending, each set equally likely; all of them where there are no more.
 * Selection sampling (Knuth 3.4.2, algorithm S) would draw once a number; Floyd's draws once a number *taken*.
 */
export function sampleOf(count: number, most: number, random: Random): Int32Array {
  if (count <= most) return Int32Array.from({ length: count }, (_, index) => index)
  const taken = new Set<number>()
  for (let bound = count - most; bound < count; bound++) {
    const drawn = random.below(bound + 1)
    taken.add(taken.has(drawn) ? bound : drawn)
  }
  return Int32Array.from(taken).sort()
}
