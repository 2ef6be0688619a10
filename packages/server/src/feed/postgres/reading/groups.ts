/** Groups as the public sees them, and the names of those that posts stand in. */
import type { Group, Post, Profile } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import { groupKey } from '../../groups/group-name.ts'
import type { GroupRow } from '../../groups/group-row.ts'
import type { ProfileRow } from '../../rows.ts'
import { GROUP_COLUMNS, PROFILE_COLUMNS } from '../columns.ts'
import { AUTHOR_COLUMNS, authorOf, profileOf, type AuthorColumns } from './author.ts'
import { sliceOf, type Position, type Slice } from './position.ts'
import type { RelationPageQuery } from './profiles.ts'
import type { PublicWorld } from './public-world.ts'

/** A place in the order of groups: by members, then by id. */
export interface GroupPosition {
  readonly members: number
  readonly id: Id
}

export interface GroupPageQuery {
  readonly limit: number
  /** Exclusive; null begins with the largest. */
  readonly after: GroupPosition | null
  /** Part of a name or description. */
  readonly query?: string | undefined
}

type ShownGroup = GroupRow & AuthorColumns & { readonly creatorShown: boolean }

const GROUPS_WITH_CREATORS = sql.raw(`groups g JOIN profiles a ON a.id = g.creator_id`)

/** Most members first. A group whose size changes between two pages may be met on both, or on neither. */
export async function groupsIn(db: Database, world: PublicWorld, { limit, after, query }: GroupPageQuery): Promise<Slice<Group, GroupPosition>> {
  const like = query === undefined ? null : `%${query.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const found = await rowsWhere(db, sql`g.world_id = ${world.id}
    ${like === null ? sql`` : sql`AND (lower(g.name) LIKE ${like} OR lower(g.description) LIKE ${like})`}
    ${after === null ? sql`` : sql`AND (g.member_count, ${after.id}::uuid) < (${after.members}::int, g.id)`}
    ORDER BY g.member_count DESC, g.id LIMIT ${limit + 1}`)
  const { rows, next } = sliceOf(found, limit, ({ members, id }): GroupPosition => ({ members, id }))
  return { items: rows.map((row) => groupOf(row, world.operator)), next }
}

export async function groupById(db: Database, id: Id): Promise<ShownGroup | null> {
  const [row] = await rowsWhere(db, sql`g.id = ${id}`)
  return row ?? null
}

/** Case does not matter, as nowhere with names of groups. */
export async function groupNamed(db: Database, world: PublicWorld, name: string): Promise<ShownGroup | null> {
  const [row] = await rowsWhere(db, sql`g.world_id = ${world.id} AND g.name_key = ${groupKey(name)}`)
  return row ?? null
}

async function rowsWhere(db: Database, where: RawBuilder<unknown>): Promise<ShownGroup[]> {
  const { rows } = await sql<ShownGroup>`SELECT ${GROUP_COLUMNS}, a.id AS "authorId", a.suspended_at IS NULL AS "creatorShown", ${AUTHOR_COLUMNS}
    FROM ${GROUPS_WITH_CREATORS} WHERE ${where}`.execute(db)
  return rows
}

export function groupOf(row: ShownGroup, operator: string): Group {
  return {
    id: row.id, worldId: row.worldId, name: row.name, description: row.description, creator: row.creatorShown ? authorOf(row, operator) : null,
    counts: { members: row.members, posts: row.posts }, createdAt: new Date(row.createdMs).toISOString(), automated: row.automated, generator: row.generator,
  }
}

export async function groupNames(db: Database, ids: readonly (Id | null)[]): Promise<ReadonlyMap<Id, NonNullable<Post['group']>>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<NonNullable<Post['group']>>`SELECT g.id, g.name FROM groups g WHERE g.id = ANY(${wanted}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The latest to join first; the suspended are counted and not shown. */
export async function membersOf(db: Database, world: PublicWorld, groupId: Id, { limit, after }: RelationPageQuery): Promise<Slice<Profile>> {
  const found = await sql<ProfileRow & { sinceMs: number }>`SELECT ${PROFILE_COLUMNS}, gm.created_at AS "sinceMs"
    FROM group_members gm JOIN profiles m ON m.id = gm.profile_id AND m.suspended_at IS NULL
    WHERE gm.group_id = ${groupId} ${after === null ? sql`` : sql`AND (gm.created_at, gm.profile_id) < (${after.atMs}::bigint, ${after.id}::uuid)`}
    ORDER BY gm.created_at DESC, gm.profile_id DESC LIMIT ${limit + 1}`.execute(db)
  const { rows, next } = sliceOf(found.rows, limit, (row): Position => ({ atMs: row.sinceMs, id: row.id }))
  return { items: rows.map((row) => profileOf(row, world.operator)), next }
}
