/**
 * What the live list shows and what waits behind its pill. The journal's sequence number decides everything: an item
 * is held once however often it arrives (stream, first page and catching up overlap on purpose), order is by number,
 * newest first, even where a smaller number commits later. Invariant: from its newest to its oldest item `shown`
 * has no hole; where a hole can't be ruled out the list is cut, and `cut` says so.
 */
import type { ActivityItem } from '@troupe/contract'

/** Items a list holds; at half a kilobyte each some megabytes. */
export const SHOWN_MOST = 5_000
/** Items that wait during a pause. */
export const HELD_MOST = 5_000

export interface ActivityBuffer {
  /** Newest first. */
  readonly shown: readonly ActivityItem[]
  /** Newest first; all newer than what was shown when the pause began, or late arrivals. */
  readonly held: readonly ActivityItem[]
  /** Older items were let go: paging back would leave a hole, so the list ends here. */
  readonly cut: boolean
}

export const EMPTY_BUFFER: ActivityBuffer = { shown: [], held: [], cut: false }

/** The newest number known, shown or held; 0 when there is none. */
export function newestSeq({ shown, held }: ActivityBuffer): number {
  return Math.max(shown[0]?.seq ?? 0, held[0]?.seq ?? 0)
}

/** New items come in: straight into view, or behind the pill while `hold`. */
export function collect(buffer: ActivityBuffer, items: readonly ActivityItem[], hold: boolean): ActivityBuffer {
  const known = new Set<number>()
  for (const { seq } of buffer.shown) known.add(seq)
  const news = items.filter(({ seq }) => !known.has(seq))
  if (news.length === 0) return buffer
  if (!hold) return fit({ ...buffer, shown: merge(buffer.shown, news) })
  const held = merge(buffer.held, news)
  if (held.length === buffer.held.length) return buffer
  if (held.length <= HELD_MOST) return { ...buffer, held }
  // The newest of those waiting are without a hole among themselves; what lies before them would not join up.
  return { shown: [], held: held.slice(0, HELD_MOST), cut: true }
}

/** What waited comes into view. */
export function release(buffer: ActivityBuffer): ActivityBuffer {
  if (buffer.held.length === 0) return buffer
  return fit({ ...buffer, shown: merge(buffer.shown, buffer.held), held: [] })
}

/** A page from further back. */
export function append(buffer: ActivityBuffer, older: readonly ActivityItem[]): ActivityBuffer {
  const held = new Set(buffer.held.map(({ seq }) => seq))
  return { ...buffer, shown: merge(buffer.shown, older.filter(({ seq }) => !held.has(seq))) }
}

/** What was missed could not be fetched whole: the list begins anew with what there is. */
export function restart(items: readonly ActivityItem[]): ActivityBuffer {
  return { shown: merge([], items), held: [], cut: false }
}

function fit(buffer: ActivityBuffer): ActivityBuffer {
  return buffer.shown.length <= SHOWN_MOST ? buffer : { ...buffer, shown: buffer.shown.slice(0, SHOWN_MOST), cut: true }
}

/** Both sides once each, newest first. */
function merge(some: readonly ActivityItem[], others: readonly ActivityItem[]): ActivityItem[] {
  const bySeq = new Map<number, ActivityItem>()
  for (const item of some) bySeq.set(item.seq, item)
  for (const item of others) bySeq.set(item.seq, item)
  return [...bySeq.values()].sort((one, other) => other.seq - one.seq)
}
