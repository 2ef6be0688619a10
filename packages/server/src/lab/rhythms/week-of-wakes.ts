/**
 * A week of an archetype's people, woken as both runners wake them, counted by the hour of their own week: what they did
 * beside what their rhythm says they would. Nobody acts here; only when they wake is looked at.
 */
import type { Rhythm } from '@troupe/contract/rhythm'
import { assert } from '../../base/errors.ts'
import { seeded } from '../../base/random.ts'
import { spentBetween } from '../../persona/rhythm/waking.ts'
import { WakeQueue } from '../../runtime/wake-queue.ts'
import { nextWakeFor } from '../../runtime/waking.ts'

export const WEEK_HOURS = 168
const HOUR_MS = 3_600_000
/** All are started at one moment; what that does to the first wakes has washed out by then. */
const BEFORE_MS = 12 * HOUR_MS

export interface WeekOfWakes {
  readonly people: number
  /** From Monday 00:00 where they live: wakes in each hour. */
  readonly counted: readonly number[]
  /** The same number of wakes spread by the rhythm's multiplier. */
  readonly expected: readonly number[]
  /** Share of the wakes that would have to move to another hour to meet the expectation, 0 to 1 (total variation). */
  readonly displacedShare: number
  /** Pearson's sum over the hours that expect any; waiting is more even than a Poisson's, so it stays below their number. */
  readonly chiSquare: number
  readonly hoursCompared: number
}

/** `monday` is a local date, such as `2026-11-16`, of a week in which no clock changes. */
export function weekOfWakes(rhythm: Rhythm, { people, monday, seed }: { people: number; monday: string; seed: string }): WeekOfWakes {
  const start = Temporal.PlainDate.from(monday).toZonedDateTime(rhythm.timezone)
  const fromMs = start.epochMilliseconds
  const toMs = start.add({ days: 7 }).epochMilliseconds
  assert(start.dayOfWeek === 1 && toMs - fromMs === WEEK_HOURS * HOUR_MS, 'a week of 168 hours that starts on a Monday')
  const random = Array.from({ length: people }, (_, person) => seeded(`week/${seed}/${person}`))
  const counted = Array.from({ length: WEEK_HOURS }, () => 0)
  const queue = new WakeQueue()
  const wakeAgain = (person: number, nowMs: number): void => {
    const wakeMs = nextWakeFor({ kind: 'rhythm' }, rhythm, nowMs, random[person] as (typeof random)[number])
    if (wakeMs !== null && wakeMs < toMs) queue.push(wakeMs, person)
  }
  for (let person = 0; person < people; person++) wakeAgain(person, fromMs - BEFORE_MS)
  for (let next = queue.peek(); next !== null; next = queue.peek()) {
    queue.pop()
    if (next.atMs >= fromMs) (counted[Math.floor((next.atMs - fromMs) / HOUR_MS)] as number) += 1
    wakeAgain(next.place, next.atMs)
  }
  return compared(rhythm, people, fromMs, counted)
}

function compared(rhythm: Rhythm, people: number, fromMs: number, counted: readonly number[]): WeekOfWakes {
  const spent = counted.map((_, hour) => spentBetween(rhythm, fromMs + hour * HOUR_MS, fromMs + (hour + 1) * HOUR_MS))
  const total = counted.reduce((sum, wakes) => sum + wakes, 0)
  const whole = spent.reduce((sum, ms) => sum + ms, 0)
  const expected = spent.map((ms) => whole === 0 ? 0 : total * ms / whole)
  let displaced = 0
  let chiSquare = 0
  for (const [hour, wakes] of counted.entries()) {
    const due = expected[hour] as number
    displaced += Math.abs(wakes - due)
    if (due > 0) chiSquare += (wakes - due) ** 2 / due
  }
  return {
    people, counted, expected, displacedShare: total === 0 ? 0 : displaced / 2 / total, chiSquare, hoursCompared: expected.filter((due) => due > 0).length,
  }
}
