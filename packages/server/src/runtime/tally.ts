/** What an agent has written today (UTC), for the caps. */
import type { Action } from '../agent/action.ts'
import type { Tally } from '../agent/turn.ts'

const DAY_MS = 86_400_000

/** Days are few and asked for often: the last one is kept, which spares making a Date for each intent. */
let kept = { from: 0, day: '1970-01-01' }

export function dayOf(atMs: number): string {
  const from = atMs - (atMs % DAY_MS)
  if (kept.from !== from) kept = { from, day: new Date(from).toISOString().slice(0, 10) }
  return kept.day
}

export function tallied(tally: Tally, action: Action | undefined, nowMs: number): Tally {
  const form = action?.words?.form
  if (form === undefined || form === 'bio' || form === 'answer') return tally
  const day = dayOf(nowMs)
  const today = tally.day === day ? tally : { day, posts: 0, comments: 0 }
  return form === 'reply' ? { ...today, comments: today.comments + 1 } : { ...today, posts: today.posts + 1 }
}
