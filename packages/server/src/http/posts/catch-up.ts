/** What a reader of the stream missed while it was away. */
import type { Id } from '../../base/ids.ts'
import type { Position } from '../../feed/postgres/reading/position.ts'
import type { PublicWorld } from '../../feed/postgres/reading/public-world.ts'
import { WINDOW_MS, type NewPosts } from './live-posts.ts'

/** Who was away for longer reads page by page. */
const MISSED_MOST = 1_000

export interface Missed {
  /** Oldest first. */
  readonly positions: readonly Position[]
  /** More was missed than is sent again. */
  readonly cut: boolean
}

/**
 * Posts after the one seen last, and those of the window before it, as one of them may have become visible after it: some
 * come twice then, none is left out. Null when nothing is known of the post.
 */
export async function missedSince(source: NewPosts, world: PublicWorld, lastSeen: Id): Promise<Missed | null> {
  const seen = await source.positionOfPost(world.id, lastSeen)
  if (seen === null) return null
  const found = await source.positionsSince(world.id, seen.atMs - WINDOW_MS, null, MISSED_MOST + 1)
  const cut = found.length > MISSED_MOST
  return { positions: found.slice(0, MISSED_MOST).filter(({ id }) => id !== seen.id).reverse(), cut }
}
