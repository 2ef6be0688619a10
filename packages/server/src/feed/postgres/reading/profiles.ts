/** Members as the public sees them. A suspended one is not served, nor listed among anybody's followers. */
import type { Profile, relationSchema } from '@troupe/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import type { ProfileRow } from '../../rows.ts'
import { PROFILE_COLUMNS } from '../columns.ts'
import { profileOf } from './author.ts'
import { sliceOf, type Position, type Slice } from './position.ts'
import type { PublicWorld } from './public-world.ts'

export type Relation = z.infer<typeof relationSchema>

export async function shownProfile(db: Database, id: Id): Promise<ProfileRow | null> {
  const { rows: [row] } = await sql<ProfileRow>`SELECT ${PROFILE_COLUMNS} FROM profiles m WHERE m.id = ${id} AND m.suspended_at IS NULL`.execute(db)
  return row ?? null
}

export async function shownProfileNamed(db: Database, world: PublicWorld, username: string): Promise<ProfileRow | null> {
  const { rows: [row] } = await sql<ProfileRow>`SELECT ${PROFILE_COLUMNS} FROM profiles m
    WHERE m.world_id = ${world.id} AND lower(m.username) = lower(${username}) AND m.suspended_at IS NULL`.execute(db)
  return row ?? null
}

export interface RelationPageQuery {
  readonly limit: number
  readonly after: Position | null
}

/** The latest relation first. */
export async function relatedProfiles(db: Database, world: PublicWorld, id: Id, kind: Relation, { limit, after }: RelationPageQuery): Promise<Slice<Profile>> {
  const [own, other] = kind === 'followers' ? [sql.raw('f.followee_id'), sql.raw('f.follower_id')] : [sql.raw('f.follower_id'), sql.raw('f.followee_id')]
  const found = await sql<ProfileRow & { sinceMs: number }>`SELECT ${PROFILE_COLUMNS}, f.created_at AS "sinceMs"
    FROM follows f JOIN profiles m ON m.id = ${other} AND m.suspended_at IS NULL
    WHERE ${own} = ${id} ${after === null ? sql`` : sql`AND (f.created_at, ${other}) < (${after.atMs}::bigint, ${after.id}::uuid)`}
    ORDER BY f.created_at DESC, ${other} DESC LIMIT ${limit + 1}`.execute(db)
  const { rows, next } = sliceOf(found.rows, limit, (row): Position => ({ atMs: row.sinceMs, id: row.id }))
  return { items: rows.map((row) => profileOf(row, world.operator)), next }
}
