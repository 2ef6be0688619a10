import { rhythmSchema, type Rhythm } from '@troupe/contract/rhythm'
import type { MessagingPolicy } from '@troupe/contract'
import { multiplierAt, nextWake } from '../../persona/rhythm/waking.ts'
import { ALLOW } from '../policy.ts'
import type { MessagePolicy } from './message-policy.ts'
import { isAnswer } from './thread-answer.ts'

export type QuietHours = NonNullable<MessagingPolicy['quietHours']>

/** Rules times zones kept; a rule that is written anew leaves its old ones behind. */
const RHYTHMS_MOST = 5_000
const rhythms = new Map<string, Rhythm>()

export const quietHours: MessagePolicy = {
  name: 'quiet-hours',
  judge: (facts) => {
    const { policy: { quietHours: hours }, message: { carrier }, lead: { zones }, nowMs } = facts
    // A note in the app rings nowhere.
    if (hours === null || carrier === null || carrier === 'in-app' || isAnswer(facts)) return ALLOW
    const untilMs = quietUntil(hours, zones, nowMs)
    if (untilMs === nowMs) return ALLOW
    const [zone = 'UTC'] = zones
    if (untilMs === null) return { kind: 'suppress', policy: 'quiet-hours', reason: 'the quiet hours never end' }
    return { kind: 'hold', policy: 'quiet-hours', reason: `quiet hours ${hours.from}–${hours.to} (${zones.length > 1 ? `somewhere from ${zone} to ${zones.at(-1)}` : zone})`, untilMs }
  },
}

/**
 * The first instant from `nowMs` on that is quiet in none of these zones: `nowMs` itself where nothing holds, null where
 * quiet hours never end. What counts is what a clock on the wall shows there, so that an hour that is repeated when clocks
 * change is as quiet both times. Hours over midnight belong to the day they begin on. A country with several zones of which no
 * hour is free in all goes by the first.
 */
export function quietUntil(hours: QuietHours, zones: readonly string[], nowMs: number): number | null {
  const wanted = zones.length === 0 ? ['UTC'] : zones
  let atMs = nowMs
  for (let moved = true; moved;) {
    moved = false
    for (const zone of wanted) {
      const rhythm = rhythmOf(hours, zone)
      if (multiplierAt(rhythm, atMs) > 0) continue
      const wakeMs = nextWake(rhythm, atMs, 0)
      if (wakeMs === null) return null
      atMs = wakeMs
      moved = true
    }
    if (atMs - nowMs > SEARCHED_MS) return wanted.length > 1 ? quietUntil(hours, wanted.slice(0, 1), nowMs) : null
  }
  return atMs
}

/** A week and the hour of a clock change. */
const SEARCHED_MS = 8 * 86_400_000

/** Dormancy by another name: the arithmetic is that of personas who sleep. */
function rhythmOf({ from, to, days }: QuietHours, zone: string): Rhythm {
  const key = `${zone} ${from} ${to} ${days.join()}`
  const known = rhythms.get(key)
  if (known !== undefined) return known
  if (rhythms.size >= RHYTHMS_MOST) rhythms.clear()
  const rhythm = rhythmSchema.parse({ timezone: zone, rules: [{ days, ranges: [{ from, to }], multiplier: 0 }], offPeakMultiplier: 1 })
  rhythms.set(key, rhythm)
  return rhythm
}
