/** What a virtual machine's host kept for others. Linux tells it; a figure by the clock, taken while much was stolen, says little. */
import { readFileSync } from 'node:fs'

const STEAL = 7

interface Ticks {
  readonly all: number
  readonly stolen: number
}

/** Since the machine started; null where nobody tells. */
export function ticks(): Ticks | null {
  try {
    const [, ...counts] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/)
    // Guests' time is in the first two already.
    const own = counts.slice(0, STEAL + 1).map(Number)
    return { all: own.reduce((sum, count) => sum + count, 0), stolen: own[STEAL] ?? 0 }
  } catch {
    return null
  }
}

/** In words, between two moments. */
export function stolen(before: Ticks | null, after: Ticks | null): string {
  if (before === null || after === null || after.all === before.all) return 'not known here'
  return `${(100 * (after.stolen - before.stolen) / (after.all - before.all)).toFixed(0)} % of the processors' time`
}
