/**
 * The rhythm of a day as a strip to draw: of one agent, or of many as their mean. Pure; the day is cut by the clock that
 * is named, and a rhythm of another zone, or one whose clocks change that day, falls into it as it really runs.
 */
import type { Rhythm, RhythmStrip, StripKind } from '@troupe/contract'
import { dayAt, segmentsBetween } from '../../persona/rhythm/day-segments.ts'

/** A rhythm, and how many have it. */
export interface Shared {
  readonly rhythm: Rhythm
  readonly agents: number
}

const MINUTE_MS = 60_000
/** Rates are shown to the hundredth; a mean beyond that is noise. */
const HUNDREDTH = 100

/** Null where nobody has a rhythm. Without a zone the day is that of the rhythm most of them have. */
export function dayStrip(shared: readonly Shared[], zone: string | null, nowMs: number): RhythmStrip | null {
  const most = shared.reduce<Shared | null>((best, each) => best === null || each.agents > best.agents ? each : best, null)
  if (most === null) return null
  const clock = zone ?? most.rhythm.timezone
  const day = dayAt(clock, nowMs)
  const agents = shared.reduce((sum, each) => sum + each.agents, 0)
  const ordinary = shared.reduce((sum, each) => sum + each.rhythm.activeMultiplier * each.agents, 0) / agents
  /** By how much the sum of all rates rises or falls at an instant. */
  const changes = new Map<number, number>()
  const add = (atMs: number, by: number): void => void changes.set(atMs, (changes.get(atMs) ?? 0) + by)
  for (const { rhythm, agents: weight } of shared) {
    let before = 0
    for (const { fromMs, multiplier } of segmentsBetween(rhythm, day)) {
      add(fromMs, (multiplier - before) * weight)
      before = multiplier
    }
  }
  const segments: RhythmStrip['segments'] = []
  let sum = 0
  for (const [atMs, change] of [...changes].sort(([one], [other]) => one - other)) {
    sum += change
    const multiplier = rounded(sum / agents)
    const fromMinute = minuteOf(atMs - day.fromMs)
    const before = segments.at(-1)
    if (before !== undefined) before.toMinute = fromMinute
    if (before?.multiplier !== multiplier) segments.push({ fromMinute, toMinute: fromMinute, multiplier, kind: kindOf(multiplier, rounded(ordinary)) })
  }
  const last = segments.at(-1)
  if (last !== undefined) last.toMinute = minuteOf(day.toMs - day.fromMs)
  return { zone: clock, date: day.date, from: new Date(day.fromMs).toISOString(), to: new Date(day.toMs).toISOString(), agents, segments }
}

function kindOf(multiplier: number, ordinary: number): StripKind {
  if (multiplier <= 0) return 'dormant'
  if (multiplier > ordinary) return 'peak'
  return multiplier < ordinary ? 'off-peak' : 'ordinary'
}

function rounded(rate: number): number {
  return Math.max(0, Math.round(rate * HUNDREDTH) / HUNDREDTH)
}

function minuteOf(ms: number): number {
  return Math.round(ms / MINUTE_MS)
}
