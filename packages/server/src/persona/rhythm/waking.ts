/**
 * When an agent wakes (SPEC A5, DESIGN "Waking"). A drawn interval is spent at the rate of the rhythm's multiplier: 600 s
 * drawn in a peak of 2 last 300 s, and where the peak ends on the way, the rest goes on at the ordinary rate. What
 * counts is what a clock on the wall there shows, so an hour that a clock change repeats has the same rate both times
 * and a skipped one has none.
 *
 * Invariants: a wake is at least `WAKE_SOONEST_MS` after `fromMs`, and never in dormant time.
 */
import type { Rhythm } from '@troupe/contract/rhythm'
import { compiledRhythm, type CompiledRhythm } from './compiled-rhythm.ts'
import type { Random } from '../../base/random.ts'
import { DAY_MS, WEEK_MS } from './week-table.ts'
import type { OffsetSpan } from './zone-offsets.ts'

/** No agent wakes twice within this, however high its multiplier. */
export const WAKE_SOONEST_MS = 5000

/** A wake further off than this is none: a rate of 0.000001 is dormancy by another name. */
const HORIZON_MS = 100 * 365 * DAY_MS

/** 1970-01-01 was a Thursday; weeks here start on Monday. */
const MONDAY_MS = 3 * DAY_MS

/** The rate at which waiting is spent at an instant; 0 is dormant. */
export function multiplierAt(rhythm: Rhythm, atMs: number): number {
  const { week, zone } = compiledRhythm(rhythm)
  return week.rateAt(positionIn(zone.at(atMs), atMs))
}

/** Milliseconds of waiting, uniform between the rhythm's shortest and longest interval. */
export function drawInterval(rhythm: Rhythm, random: Random): number {
  return Math.round(random.between(rhythm.minimumIntervalS, rhythm.maximumIntervalS) * 1000)
}

/** The instant, in whole ms, at which `drawnIntervalMs` has been spent; null when the rhythm is dormant for ever. */
export function nextWake(rhythm: Rhythm, fromMs: number, drawnIntervalMs: number): number | null {
  const compiled = compiledRhythm(rhythm)
  const spent = spend(compiled, fromMs, drawnIntervalMs)
  if (spent === null) return null
  const wakeMs = Math.max(Math.round(spent), fromMs + WAKE_SOONEST_MS)
  const rate = compiled.week.rateAt(positionIn(compiled.zone.at(wakeMs), wakeMs))
  // The five seconds or the rounding may have carried it over the edge of dormancy.
  return rate > 0 ? wakeMs : spend(compiled, wakeMs, 0)
}

/** How much waiting is spent between two instants, in ms; the integral of the multiplier. */
export function spentBetween(rhythm: Rhythm, fromMs: number, toMs: number): number {
  const { week, zone } = compiledRhythm(rhythm)
  let spent = 0
  for (let atMs = fromMs; atMs < toMs; ) {
    const span = zone.at(atMs)
    const endMs = Math.min(span.toMs, toMs)
    spent += week.spentOver(positionIn(span, atMs), endMs - atMs)
    atMs = endMs
  }
  return spent
}

function spend({ week, zone }: CompiledRhythm, fromMs: number, need: number): number | null {
  if (week.total === 0) return null
  let left = need
  for (let atMs = fromMs; atMs - fromMs < HORIZON_MS; ) {
    const span = zone.at(atMs)
    const position = positionIn(span, atMs)
    const wakeMs = atMs + week.lengthOf(position, left)
    if (wakeMs < span.toMs) return wakeMs - fromMs < HORIZON_MS ? wakeMs : null
    left = Math.max(0, left - week.spentOver(position, span.toMs - atMs))
    atMs = span.toMs
  }
  return null
}

/** Milliseconds of local time since Monday 00:00. */
export function positionIn(span: OffsetSpan, atMs: number): number {
  const position = (atMs + span.offsetMs + MONDAY_MS) % WEEK_MS
  return position < 0 ? position + WEEK_MS : position
}
