/** What has come up in a world: for those who watch it live. Ids only, from the index alone; the posts are read once they are known to be new. */
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import type { Position } from './position.ts'

/** Newest first: everything at or after `sinceMs`, before `before` where that is given. Visible or not; who shows them asks. */
export async function positionsSince(db: Database, worldId: Id, sinceMs: number, before: Position | null, limit: number): Promise<Position[]> {
  const { rows } = await sql<Position>`SELECT p.created_at AS "atMs", p.id FROM posts p
    WHERE p.world_id = ${worldId} AND p.created_at >= ${sinceMs}
      ${before === null ? sql`` : sql`AND (p.created_at, p.id) < (${before.atMs}::bigint, ${before.id}::uuid)`}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`.execute(db)
  return rows
}

/** Also of a post that has been hidden since: whoever saw it last goes on from there. */
export async function positionOfPost(db: Database, worldId: Id, id: Id): Promise<Position | null> {
  const { rows: [row] } = await sql<Position>`SELECT created_at AS "atMs", id FROM posts WHERE id = ${id} AND world_id = ${worldId}`.execute(db)
  return row ?? null
}

export async function newestPosition(db: Database, worldId: Id): Promise<Position | null> {
  const [newest] = await positionsSince(db, worldId, 0, null, 1)
  return newest ?? null
}
