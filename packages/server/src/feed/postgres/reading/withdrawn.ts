/**
 * What was there once and is not to be seen any more, told apart from what never was: a reader who follows a link is told
 * plainly that it was taken down, and programs forget the address (HTTP 410). Only of worlds that anybody may read.
 */
import { sql } from 'kysely'
import { ExpectedError } from '../../../base/errors.ts'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'

export class WithdrawnError extends ExpectedError {
  readonly kind = 'missing'
  readonly code: string
  readonly status = 410
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const SUSPENDED_AUTHOR = ['author-suspended', 'Its author is suspended here, and what they said is out of sight.'] as const

/** Null where there never was such a post, or none for the public. */
export async function withdrawnPost(db: Database, id: Id): Promise<WithdrawnError | null> {
  const { rows: [row] } = await sql<{ hidden: boolean; deleted: boolean; suspended: boolean }>`SELECT p.hidden_at IS NOT NULL AS hidden, p.deleted_at IS NOT NULL AS deleted,
      a.suspended_at IS NOT NULL AS suspended
    FROM posts p JOIN profiles a ON a.id = p.author_id JOIN worlds w ON w.id = p.world_id AND w.public JOIN projects j ON j.id = w.project_id AND j.erasing_at IS NULL
    WHERE p.id = ${id}`.execute(db)
  if (row === undefined) return null
  if (row.deleted) return new WithdrawnError('post-deleted', 'This post was deleted.')
  if (row.hidden) return new WithdrawnError('post-taken-down', 'This post was taken down by those who run this place.')
  return row.suspended ? new WithdrawnError(...SUSPENDED_AUTHOR) : null
}

export async function withdrawnProfile(db: Database, who: { readonly id: Id } | { readonly worldId: Id; readonly username: string }): Promise<WithdrawnError | null> {
  const { rows: [row] } = await sql<{ suspended: boolean }>`SELECT m.suspended_at IS NOT NULL AS suspended
    FROM profiles m JOIN worlds w ON w.id = m.world_id AND w.public JOIN projects j ON j.id = w.project_id AND j.erasing_at IS NULL
    WHERE ${'id' in who ? sql`m.id = ${who.id}` : sql`m.world_id = ${who.worldId} AND lower(m.username) = lower(${who.username})`}`.execute(db)
  return row?.suspended === true ? new WithdrawnError('profile-suspended', 'This profile is suspended by those who run this place.') : null
}

/** What moderators took out of sight, by kind. */
export interface WithdrawnIds {
  readonly posts: Id[]
  readonly comments: Id[]
  readonly profiles: Id[]
}

/** Acts become visible out of order: each look goes back over this much before the latest. To be told twice changes nothing. */
const WINDOW_MS = 15_000
const WITHDRAWN_MOST = 1_000

/** With the latest act of the world and shortly before it; what was brought back since is left out. */
export async function withdrawnLately(db: Database, worldId: Id): Promise<WithdrawnIds> {
  const { rows } = await sql<{ kind: 'post' | 'comment' | 'profile'; id: Id }>`SELECT DISTINCT m.target_kind AS kind, m.target_id AS id FROM moderation_acts m
    WHERE m.world_id = ${worldId} AND m.kind IN ('hide', 'delete', 'suspend') AND m.undone_at IS NULL
      AND m.at >= (SELECT max(at) FROM moderation_acts WHERE world_id = ${worldId}) - ${WINDOW_MS} LIMIT ${WITHDRAWN_MOST}`.execute(db)
  const of = (kind: string): Id[] => rows.filter((row) => row.kind === kind).map(({ id }) => id)
  return { posts: of('post'), comments: of('comment'), profiles: of('profile') }
}
