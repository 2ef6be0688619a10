/**
 * Images that anybody may see: those that a post shows which itself can be read. One of a hidden or deleted post, of
 * somebody suspended, of a world that is not public, or that no post has shown, is nobody's to see. An image that belongs to
 * no member of a world was made for a place outside, which fetches it from here by its id.
 */
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import type { StoredVariant } from '../../../store/feed-schema.ts'
import { SHOWN_POST } from './posts.ts'

export interface ImageFiles {
  readonly file: string
  readonly variants: readonly StoredVariant[]
}

export async function shownImage(db: Database, id: Id): Promise<ImageFiles | null> {
  const { rows: [row] } = await sql<ImageFiles>`SELECT i.file, i.variants FROM images i
    WHERE i.id = ${id} AND i.run_id IS NULL AND CASE WHEN i.profile_id IS NULL
      THEN EXISTS (SELECT FROM projects j WHERE j.id = i.project_id AND j.erasing_at IS NULL)
      ELSE EXISTS (SELECT FROM posts p JOIN profiles a ON a.id = p.author_id JOIN worlds w ON w.id = p.world_id JOIN projects j ON j.id = w.project_id
        WHERE p.picture IS NOT NULL AND p.picture->>'id' = ${id} AND w.public AND j.erasing_at IS NULL AND ${SHOWN_POST}) END`.execute(db)
  return row ?? null
}

/** For those who work in the workspace: whatever was made or sent in there, hidden ones too. */
export async function imageWithin(db: Database, workspaceId: Id, id: Id): Promise<ImageFiles | null> {
  const { rows: [row] } = await sql<ImageFiles>`SELECT i.file, i.variants FROM images i
    WHERE i.id = ${id} AND (EXISTS (SELECT FROM projects j WHERE j.id = i.project_id AND j.workspace_id = ${workspaceId} AND j.erasing_at IS NULL)
      OR EXISTS (SELECT FROM workflow_runs r WHERE r.id = i.run_id AND r.workspace_id = ${workspaceId}))`.execute(db)
  return row ?? null
}
