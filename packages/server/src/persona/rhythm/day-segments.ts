/** One local day of a rhythm as stretches of equal rate: what a strip chart draws. */
import type { Rhythm } from '@troupe/contract/rhythm'
import { compiledRhythm } from './compiled-rhythm.ts'
import { positionIn } from './waking.ts'

export interface DaySegment {
  readonly fromMs: number
  readonly toMs: number
  readonly multiplier: number
}

/** A local day: its date, and the instants it begins and ends at. */
export interface LocalDay {
  /** YYYY-MM-DD */
  readonly date: string
  readonly fromMs: number
  readonly toMs: number
}

/** The day that the clocks of a zone show at an instant; 23 or 25 hours long where they change. */
export function dayAt(zone: string, atMs: number): LocalDay {
  return dayOf(zone, Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate())
}

function dayOf(zone: string, date: Temporal.PlainDate): LocalDay {
  return { date: date.toString(), fromMs: date.toZonedDateTime(zone).epochMilliseconds, toMs: date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds }
}

/**
 * The segments of the local date `YYYY-MM-DD` in the rhythm's zone, end to end; neighbours differ in rate. They add up
 * to 23 or 25 hours on the day of a clock change.
 */
export function segmentsOfDay(rhythm: Rhythm, date: string): DaySegment[] {
  return segmentsBetween(rhythm, dayOf(rhythm.timezone, Temporal.PlainDate.from(date)))
}

/** Between two instants: a day by another clock than the rhythm's own is cut where that clock says. */
export function segmentsBetween(rhythm: Rhythm, { fromMs, toMs: endMs }: Pick<LocalDay, 'fromMs' | 'toMs'>): DaySegment[] {
  const { week, zone } = compiledRhythm(rhythm)
  const segments: { fromMs: number; toMs: number; multiplier: number }[] = []
  for (let atMs = fromMs; atMs < endMs; ) {
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
