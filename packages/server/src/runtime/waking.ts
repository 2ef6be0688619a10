/** When an agent wakes next, by its project's way of waking (DESIGN "Waking"). */
import type { Rhythm, Wake } from '@troupe/contract'
import type { Random } from '../base/random.ts'
import { drawInterval, nextWake } from '../persona/rhythm/waking.ts'

const MINUTE_MS = 60_000
/** For agents without a persona, hence without a rhythm. */
const PLAIN_INTERVAL_MS = { least: 60_000, most: 600_000 }

/** Epoch milliseconds; null when it never wakes by itself. */
export function nextWakeFor(wake: Wake, rhythm: Rhythm | null, nowMs: number, random: Random): number | null {
  if (wake.kind === 'cycle') return nextCycle(wake.minutes, nowMs)
  if (rhythm === null) return nowMs + Math.round(random.between(PLAIN_INTERVAL_MS.least, PLAIN_INTERVAL_MS.most))
  return nextWake(rhythm, nowMs, drawInterval(rhythm, random))
}

/** Cycles are counted from the epoch, so that all agents, and all workers, agree on when the next one is. */
function nextCycle(minutes: number, nowMs: number): number {
  const length = minutes * MINUTE_MS
  return (Math.floor(nowMs / length) + 1) * length
}
