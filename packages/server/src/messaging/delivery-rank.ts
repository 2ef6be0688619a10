/**
 * What a message's delivery is after a vendor said something of it. Receipts come late, twice and out of order; a message only moves
 * forward. Failing ends it unless it had arrived; whoever opens or answers it shows that it arrived after all.
 */
import type { Delivery } from '@troupe/contract'

const RANKS: Readonly<Record<Delivery, number>> = { queued: 0, sent: 1, delivered: 2, undelivered: 3, bounced: 3, opened: 4, clicked: 5, replied: 6, complained: 7 }
const FAILED = new Set<Delivery>(['undelivered', 'bounced'])

/** Whether `said` is news for a message that stands at `now`; null: nothing has been said of it yet. */
export function movesForward(now: Delivery | null, said: Delivery): boolean {
  if (now === null) return true
  if (FAILED.has(said)) return RANKS[now] < RANKS.delivered
  return RANKS[said] > RANKS[now]
}
