/**
 * A rhythm's rules painted onto one week of local time: where the rate changes, what it is there, and how much waiting
 * has been spent since Monday 00:00. Knows nothing of zones. A range is painted on the day it starts on and runs over
 * midnight, Sunday's into Monday's, so that nothing has to look at "yesterday" later.
 */
import { daySchema, type Rhythm } from '@troupe/contract/rhythm'
import { must } from '../../base/errors.ts'

export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
export const WEEK_MS = 7 * DAY_MS

const DAY_MINUTES = 1440
const WEEK_MINUTES = 7 * DAY_MINUTES

type WeekRules = Pick<Rhythm, 'rules' | 'activeMultiplier' | 'offPeakMultiplier'>

export class WeekTable {
  /** Starts of the stretches of equal rate, ms since Monday 00:00; the first is 0. */
  readonly #edges: Float64Array
  readonly #rates: Float64Array
  /** Waiting spent from Monday 00:00 to each edge. */
  readonly #spent: Float64Array
  /** Waiting spent in a whole week; 0 is dormant for ever. */
  readonly total: number

  constructor(rules: WeekRules) {
    const painted = strokes(rules)
    const edges = [...new Set(painted.flatMap(({ from, to }) => [from, to]))].filter((minute) => minute < WEEK_MINUTES)
    const starts: number[] = []
    const rates: number[] = []
    for (const minute of edges.sort((a, b) => a - b)) {
      const { rate } = must(painted.findLast(({ from, to }) => from <= minute && minute < to), 'a rate for every minute')
      if (rate === rates.at(-1)) continue
      starts.push(minute * MINUTE_MS)
      rates.push(rate)
    }
    this.#edges = Float64Array.from(starts)
    this.#rates = Float64Array.from(rates)
    this.#spent = new Float64Array(starts.length)
    let spent = 0
    for (let i = 0; i < starts.length; i++) {
      this.#spent[i] = spent
      spent += (this.#rates[i] as number) * ((this.#edges[i + 1] ?? WEEK_MS) - (this.#edges[i] as number))
    }
    this.total = spent
  }

  rateAt(positionMs: number): number {
    return this.#rates[last(this.#edges, positionMs)] as number
  }

  /** The next edge after the position, `WEEK_MS` at the latest. */
  edgeAfter(positionMs: number): number {
    return this.#edges[last(this.#edges, positionMs) + 1] ?? WEEK_MS
  }

  /** Waiting spent from one position over a length of even local time. */
  spentOver(positionMs: number, lengthMs: number): number {
    const end = positionMs + lengthMs
    const weeks = Math.floor(end / WEEK_MS)
    return weeks * this.total + this.#spentAt(end - weeks * WEEK_MS) - this.#spentAt(positionMs)
  }

  /**
   * How long it takes from a position until `need` is spent. Where the waiting ends just as dormancy begins, dormancy is
   * sat through: the answer always lies on a positive rate. `need` 0 asks for the next waking moment.
   */
  lengthOf(positionMs: number, need: number): number {
    const target = this.#spentAt(positionMs) + need
    let weeks = Math.floor(target / this.total)
    let rest = target - weeks * this.total
    // The division rounds: a whole week's spending is the next Monday, never a rest outside the week.
    if (rest >= this.total) weeks += 1
    if (rest < 0 || rest >= this.total) rest = 0
    // The last edge not above `rest` starts a stretch in which something is spent: dormant ones end where they start.
    const i = last(this.#spent, rest)
    const into = (rest - (this.#spent[i] as number)) / (this.#rates[i] as number)
    return weeks * WEEK_MS + (this.#edges[i] as number) + into - positionMs
  }

  #spentAt(positionMs: number): number {
    const i = last(this.#edges, positionMs)
    return (this.#spent[i] as number) + (this.#rates[i] as number) * (positionMs - (this.#edges[i] as number))
  }
}

/** Minutes of the week from one up to another, and the rate there. */
interface Stroke {
  readonly from: number
  readonly to: number
  readonly rate: number
}

/** What is painted on the week, in order: the later stroke covers the earlier. */
function strokes(rules: WeekRules): Stroke[] {
  const days = daySchema.options
  const named = new Set(rules.rules.filter((rule) => rule.multiplier > 0).flatMap((rule) => rule.days))
  const painted: Stroke[] = days.map((day, index) => ({
    from: index * DAY_MINUTES,
    to: (index + 1) * DAY_MINUTES,
    // Rules that only say when to sleep name no active day; every day is then an ordinary one.
    rate: named.size === 0 || named.has(day) ? rules.activeMultiplier : rules.offPeakMultiplier,
  }))
  for (const rule of rules.rules) {
    for (const day of rule.days) {
      for (const range of rule.ranges) {
        const shown = minuteOf(range.from)
        const until = minuteOf(range.to)
        const length = until > shown ? until - shown : until + DAY_MINUTES - shown
        const from = (days.indexOf(day) * DAY_MINUTES + shown) % WEEK_MINUTES
        const over = from + length - WEEK_MINUTES
        painted.push({ from, to: Math.min(from + length, WEEK_MINUTES), rate: rule.multiplier })
        if (over > 0) painted.push({ from: 0, to: over, rate: rule.multiplier })
      }
    }
  }
  return painted
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(must(hours, 'hours')) * 60 + Number(must(minutes, 'minutes'))
}

/** Index of the last value not above `bound`; the first value is 0 and `bound` never below it. */
function last(ascending: Float64Array, bound: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((ascending[middle] as number) <= bound) low = middle
    else high = middle - 1
  }
  return low
}
