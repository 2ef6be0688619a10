/** What moderators have taken out of sight: hidden posts and comments, suspended members, and the file on any one of them. */
import type { HiddenItem, ModerationFile, ProfileModerationFile, SuspendedProfile } from '@troupe/contract'
import { sql } from 'kysely'
import { MissingError, must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Said } from '../../feed/rows.ts'
import type { Position, Slice } from '../../feed/postgres/reading/position.ts'
import { sliceOf } from '../../feed/postgres/reading/position.ts'
import { uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'
import { actsOn, latestActs } from './acts.ts'
import { AUTHOR, IN_WORKSPACE, moderatedAuthors, moderatedItems, type AuthorRow } from './moderated-items.ts'
import { reportsOf } from './reports.ts'
import { containing } from '../../store/like.ts'

export interface OutOfSightQuery {
  readonly limit: number
  /** Exclusive; null begins with what went last. */
  readonly after: Position | null
  readonly kind?: Said | undefined
  readonly world?: Id | undefined
  readonly query?: string | undefined
}

interface MemberRow extends AuthorRow {
  readonly worldId: Id
  readonly world: string
  readonly posts: number
  readonly comments: number
}

const ACTS_MOST = 100
const REPORTS_MOST = 100

export class OutOfSight {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** What was hidden last comes first; what has been deleted since is gone for good, and not listed. */
  async hidden(workspaceId: Id, { limit, after, kind, world, query }: OutOfSightQuery): Promise<Slice<HiddenItem>> {
    const like = query === undefined ? null : containing(query.trim().replace(/^@/, ''))
    const of = (on: Said) => sql<{ id: Id; atMs: number }>`SELECT t.id, t.hidden_at AS "atMs" FROM ${sql.table(on === 'post' ? 'posts' : 'comments')} t
      JOIN profiles a ON a.id = t.author_id ${IN_WORKSPACE('t')}
      WHERE s.id = ${workspaceId} AND t.hidden_at IS NOT NULL AND t.deleted_at IS NULL ${kind !== undefined && kind !== on ? sql`AND false` : sql``}
        ${world === undefined ? sql`` : sql`AND t.world_id = ${world}`} ${like === null ? sql`` : sql`AND (t.text ILIKE ${like} OR a.username ILIKE ${like} OR a.display_name ILIKE ${like})`}
        ${after === null ? sql`` : sql`AND (t.hidden_at, t.id) < (${after.atMs}::bigint, ${after.id}::uuid)`}`
    const found = await sql<Position>`${of('post')} UNION ALL ${of('comment')} ORDER BY "atMs" DESC, id DESC LIMIT ${limit + 1}`.execute(this.#db)
    const { rows, next } = sliceOf(found.rows, limit, (row): Position => row)
    const ids = rows.map(({ id }) => id)
    const items = await moderatedItems(this.#db, workspaceId, ids)
    const acts = await latestActs(this.#db, 'hide', ids)
    return { items: ids.flatMap((id) => { const item = items.get(id); return item === undefined ? [] : [{ item, act: acts.get(id) ?? null }] }), next }
  }

  async suspended(workspaceId: Id, { limit, after, world, query }: OutOfSightQuery): Promise<Slice<SuspendedProfile>> {
    const like = query === undefined ? null : containing(query.trim().replace(/^@/, ''))
    const rows = await this.#members(sql`s.id = ${workspaceId} AND a.suspended_at IS NOT NULL ${world === undefined ? sql`` : sql`AND a.world_id = ${world}`}
      ${like === null ? sql`` : sql`AND (a.username ILIKE ${like} OR a.display_name ILIKE ${like})`}
      ${after === null ? sql`` : sql`AND (a.suspended_at, a.id) < (${after.atMs}::bigint, ${after.id}::uuid)`}
      ORDER BY a.suspended_at DESC, a.id DESC LIMIT ${limit + 1}`)
    const { rows: shown, next } = sliceOf(rows, limit, (row): Position => ({ atMs: row.suspendedMs ?? 0, id: row.authorId }))
    const acts = await latestActs(this.#db, 'suspend', shown.map(({ authorId }) => authorId))
    const profiles = await this.#profiles(shown)
    return { items: profiles.map((profile) => ({ ...profile, act: acts.get(profile.author.id) ?? null })), next }
  }

  async file(workspaceId: Id, kind: Said, id: Id): Promise<ModerationFile> {
    const item = (await moderatedItems(this.#db, workspaceId, [id])).get(id.toLowerCase())
    if (item === undefined || item.kind !== kind) throw new MissingError(kind, id)
    const { rows: [open] } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM reports WHERE target_id = ${id} AND resolved_at IS NULL`.execute(this.#db)
    return {
      item, reports: await reportsOf(this.#db, id, REPORTS_MOST), openReports: open?.count ?? 0, acts: await actsOn(this.#db, [item.id, item.author.id], ACTS_MOST),
    }
  }

  async profileFile(workspaceId: Id, id: Id): Promise<ProfileModerationFile> {
    const [profile] = await this.#profiles(await this.#members(sql`s.id = ${workspaceId} AND a.id = ${id}`))
    if (profile === undefined) throw new MissingError('profile', id)
    return { ...profile, acts: await actsOn(this.#db, [id], ACTS_MOST) }
  }

  async #members(where: ReturnType<typeof sql>): Promise<MemberRow[]> {
    const { rows } = await sql<MemberRow>`SELECT a.world_id AS "worldId", w.name AS world, a.post_count AS posts, a.comment_count AS comments, ${AUTHOR}
      FROM profiles a ${IN_WORKSPACE('a')} WHERE ${where}`.execute(this.#db)
    return rows
  }

  async #profiles(rows: readonly MemberRow[]): Promise<Omit<SuspendedProfile, 'act'>[]> {
    const authors = await moderatedAuthors(this.#db, rows)
    const agents = new Map<Id, { id: Id; name: string; state: string }[]>()
    const found = await sql<{ id: Id; name: string; state: string; profileId: Id }>`SELECT id, name, state, profile_id AS "profileId" FROM agents
      WHERE profile_id = ANY(${uuids(rows, (row) => row.authorId)}) ORDER BY id`.execute(this.#db)
    for (const { profileId, ...agent } of found.rows) agents.set(profileId, [...agents.get(profileId) ?? [], agent])
    return rows.map(({ authorId, worldId, world, posts, comments }) => ({
      worldId, world, author: must(authors.get(authorId), 'the author'), posts, comments, agents: agents.get(authorId) ?? [],
    }))
  }
}
