/** How often images were looked at. Counted apart from the posts: nobody decides by it, and a look must not wait for a like. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { ints, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'

export interface Seen {
  readonly postId: Id
  readonly worldId: Id
  readonly times: number
}

/** In the order of ids, so that two who count at once do not wait for each other in a circle. */
export async function countViews(within: Within, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return
  const rows = seen.toSorted((a, b) => (a.postId < b.postId ? -1 : 1))
  await sql`INSERT INTO post_views (post_id, world_id, views)
    SELECT * FROM unnest(${uuids(rows, (r) => r.postId)}, ${uuids(rows, (r) => r.worldId)}, ${ints(rows, (r) => r.times)})
    ON CONFLICT (post_id) DO UPDATE SET views = post_views.views + excluded.views`.execute(within)
}
