/** What an agent has written today (UTC), for the caps. */
import { makesPost, type Action } from '../agent/action.ts'
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
  // An interview is asked of it, not done by it.
  if (action?.effect !== 'write' || action.words?.form === 'answer') return tally
  const day = dayOf(nowMs)
  const { posts, comments, acts = 0 }: Tally = tally.day === day ? tally : { day, posts: 0, comments: 0 }
  const form = action.words?.form
  const isReply = form === 'reply'
  return { day, posts: posts + (makesPost(form) ? 1 : 0), comments: comments + (isReply ? 1 : 0), acts: acts + 1 }
}
