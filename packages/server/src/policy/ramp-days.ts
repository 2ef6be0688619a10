/** The arithmetic of a ramp-up plan: which day it is, what that day allows, what becomes of the days to come, and a plan from a few numbers. */
import type { RampCrew, RampCurve, RampDay, RampOutlookDay } from '@troupe/contract'

export const RAMP_DAY_MS = 86_400_000

export interface RampTime {
  readonly days: readonly RampDay[]
  readonly startsMs: number | null
  /** Time stands still since then. */
  readonly pausedMs: number | null
}

/** `waiting` until day 1 begins; `over` after the last day. `day` counts from 1. */
export type RampMoment = { readonly kind: 'waiting' } | { readonly kind: 'day'; readonly day: number; readonly allows: RampDay } | { readonly kind: 'over' }

export function momentOf({ days, startsMs, pausedMs }: RampTime, nowMs: number): RampMoment {
  const atMs = pausedMs ?? nowMs
  if (startsMs === null || atMs < startsMs) return { kind: 'waiting' }
  const place = Math.floor((atMs - startsMs) / RAMP_DAY_MS)
  const allows = days[place]
  return allows === undefined ? { kind: 'over' } : { kind: 'day', day: place + 1, allows }
}

/** Agents rise evenly, or double back from the last day; acts rise evenly. Everybody has at least one. */
export function daysOf({ kind, days, agents, actsPerDay }: RampCurve): RampDay[] {
  return Array.from({ length: days }, (_, place) => {
    const share = (place + 1) / days
    return {
      agents: Math.max(1, Math.ceil(kind === 'linear' ? agents * share : agents / 2 ** (days - 1 - place))),
      actsPerDay: Math.max(1, Math.ceil(actsPerDay * share)),
    }
  })
}

/**
 * What becomes of each day from `today` on, counted from 1: new agents are started until as many run as the day says, those
 * that run already go on, and all of them keep to the day's acts.
 */
export function outlookOf(days: readonly RampDay[], crew: Pick<RampCrew, 'running' | 'ready'>, today: number): RampOutlookDay[] {
  let { running, ready } = crew
  return days.map((allows, place) => {
    const day = place + 1
    if (day < today) return { ...allows, day, starts: null, running: null, actsMost: null }
    const starts = Math.min(ready, Math.max(0, allows.agents - running))
    ready -= starts
    running += starts
    return { ...allows, day, starts, running, actsMost: running * allows.actsPerDay }
  })
}
