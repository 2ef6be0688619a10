/** One local day of a rhythm as stretches of equal rate: what a strip chart draws. */
import type { Rhythm } from '@troupe/contract/rhythm'
import { compiledRhythm } from './compiled-rhythm.ts'
import { positionIn } from './waking.ts'

export interface DaySegment {
  readonly fromMs: number
  readonly toMs: number
  readonly multiplier: number
}

/**
 * The segments of the local date `YYYY-MM-DD` in the rhythm's zone, end to end; neighbours differ in rate. They add up
 * to 23 or 25 hours on the day of a clock change.
 */
export function segmentsOfDay(rhythm: Rhythm, date: string): DaySegment[] {
  const { week, zone } = compiledRhythm(rhythm)
  const day = Temporal.PlainDate.from(date)
  const startMs = day.toZonedDateTime(rhythm.timezone).epochMilliseconds
  const endMs = day.add({ days: 1 }).toZonedDateTime(rhythm.timezone).epochMilliseconds
  const segments: { fromMs: number; toMs: number; multiplier: number }[] = []
  for (let atMs = startMs; atMs < endMs; ) {
    const span = zone.at(atMs)
    const position = positionIn(span, atMs)
    const toMs = Math.min(endMs, span.toMs, atMs + week.edgeAfter(position) - position)
    const multiplier = week.rateAt(position)
    const before = segments.at(-1)
    if (before?.multiplier === multiplier) before.toMs = toMs
    else segments.push({ fromMs: atMs, toMs, multiplier })
    atMs = toMs
  }
  return segments
}
