import type { Random } from '../../base/random.ts'

const FIRST_MS = 30_000
const LONGEST_MS = 2 * 3_600_000

/** Before the next try after `tries` have failed: twice as long each time, and half of it by chance, so that what failed together does not come back together. */
export function retryDelayMs(tries: number, random: Random): number {
  const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, tries - 1))
  return Math.round(ms / 2 + random.between(0, ms / 2))
}
