/**
 * The live store. A batch of reads is a handful of queries however many look; a batch of writes loads what it touches,
 * lets the shared rules decide in memory and writes back set by set, inside the caller's transaction.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { UnitOfWork } from '../../platform/platform.ts'
import { bigints, ints, uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import type { FeedStore, NoticeQuery, RefreshQuery, Sight, TagCount } from '../feed-store.ts'
import type { FeedWrite, Outcome } from '../feed-write.ts'
import type { GroupQuery, GroupSight } from '../groups/group-row.ts'
import { TAG_POOL_SIZE, type CommentRow, type NoticeRow, type PostRow, type ProfileRow } from '../rows.ts'
import type { ModerationOutcome, ModerationWrite } from '../moderation-rules.ts'
import { applyWrite } from '../rules.ts'
import { wordsOf } from '../words-of.ts'
import { BatchState } from './batch-state.ts'
import { Counts, lockWorlds } from './counts.ts'
import { COMMENT_COLUMNS, POST_COLUMNS, PROFILE_COLUMNS } from './columns.ts'
import { flush } from './flush.ts'
import { lockNames } from './group-batch.ts'
import { findGroups, postsInGroup } from './group-sights.ts'
import { moderateBatch } from './moderation-batch.ts'
import { lookAt, refreshAll } from './sights.ts'

/** Posts anybody may see: neither hidden nor deleted, by somebody who is not suspended. */
export const VISIBLE_POSTS = sql.raw(`posts p JOIN profiles author ON author.id = p.author_id AND author.suspended_at IS NULL`)

export class PostgresFeedStore implements FeedStore {
  readonly #db: Database
  readonly #gathered = new WeakMap<UnitOfWork, Counts>()

  constructor(db: Database) {
    this.#db = db
  }

  #sql(unit: UnitOfWork): Database | Within {
    return unit.sql ?? this.#db
  }

  async addProfiles(profiles: readonly ProfileRow[], unit: UnitOfWork): Promise<void> {
    if (profiles.length === 0) return
    await this.#sql(unit).insertInto('profiles').values(profiles.map((profile) => ({
      id: profile.id, world_id: profile.worldId, persona_id: profile.personaId, username: profile.username, display_name: profile.displayName,
      bio: profile.bio, location: profile.location, interests: [...profile.interests], archetype: profile.archetype, avatar_url: profile.avatarUrl,
      automated: profile.automated, post_count: profile.posts, comment_count: profile.comments, follower_count: profile.followers,
      following_count: profile.following, likes_received: profile.likesReceived, joined_at: profile.joinedMs, suspended_at: profile.suspendedMs,
    }))).execute()
  }

  async apply(writes: readonly FeedWrite[], unit: UnitOfWork): Promise<Outcome[]> {
    if (writes.length === 0) return []
    const tx = unit.sql
    if (tx === null) return this.#db.transaction().execute((own) => this.apply(writes, { sql: own }))
    await lockNames(tx, writes)
    // Where nobody waits for the end, nobody keeps two from writing for the same member at once either.
    if (unit.atEnd === undefined) await lockWorlds(tx, new Set(writes.map((write) => write.worldId)))
    const state = await BatchState.load(tx, writes)
    const outcomes = writes.map((write) => applyWrite(state, write))
    await flush(tx, state)
    if (unit.atEnd === undefined) await state.counts.write(tx)
    else this.#countAtEnd(unit, unit.atEnd, tx, state.counts)
    return outcomes
  }

  async moderate(writes: readonly ModerationWrite[], unit: UnitOfWork): Promise<ModerationOutcome[]> {
    if (writes.length === 0) return []
    const tx = unit.sql
    if (tx === null) return this.#db.transaction().execute((own) => this.moderate(writes, { sql: own }))
    return moderateBatch(tx, writes)
  }

  /** Once a unit of work, however many steps write in it. */
  #countAtEnd(unit: UnitOfWork, atEnd: (() => Promise<void>)[], tx: Within, counts: Counts): void {
    const gathered = this.#gathered.get(unit)
    if (gathered !== undefined) return gathered.join(counts)
    this.#gathered.set(unit, counts)
    atEnd.push(() => counts.write(tx))
  }

  async refresh(queries: readonly RefreshQuery[], unit: UnitOfWork): Promise<Sight[][]> {
    return refreshAll(this.#sql(unit), queries)
  }

  async look(worldId: Id, profileId: Id, postIds: readonly Id[], unit: UnitOfWork): Promise<Sight[]> {
    return lookAt(this.#sql(unit), worldId, profileId, postIds)
  }

  async notices(queries: readonly NoticeQuery[], unit: UnitOfWork): Promise<NoticeRow[][]> {
    const { rows } = await sql<NoticeRow & { n: number }>`SELECT q.n::int, found.* FROM unnest(${uuids(queries, (q) => q.profileId)},
        ${bigints(queries, (q) => q.sinceMs)}, ${ints(queries, (q) => q.limit)}) WITH ORDINALITY AS q(id, since, most, n)
      CROSS JOIN LATERAL (
        SELECT w.profile_id AS "profileId", w.kind, w.post_id AS "postId", w.comment_id AS "commentId", w.actor_id AS "actorId", w.at AS "atMs"
        FROM notices w JOIN profiles actor ON actor.id = w.actor_id AND actor.suspended_at IS NULL
        LEFT JOIN comments c ON c.id = w.comment_id LEFT JOIN posts p ON w.comment_id IS NULL AND p.id = w.post_id
        WHERE w.profile_id = q.id AND w.at > q.since
          AND coalesce(c.hidden_at, c.deleted_at, p.hidden_at, p.deleted_at) IS NULL
          AND NOT EXISTS (SELECT FROM mutes WHERE muter_id = w.profile_id AND muted_id = w.actor_id)
        ORDER BY w.at DESC, w.said_id DESC LIMIT q.most) found
      ORDER BY q.n, found."atMs" DESC, coalesce(found."commentId", found."postId") DESC`.execute(this.#sql(unit))
    const byQuery: NoticeRow[][] = queries.map(() => [])
    for (const { n, ...row } of rows) byQuery[n - 1]?.push(row)
    return byQuery
  }

  async profiles(ids: readonly Id[], unit: UnitOfWork): Promise<Map<Id, ProfileRow>> {
    const { rows } = await sql<ProfileRow>`SELECT ${PROFILE_COLUMNS} FROM profiles m WHERE m.id = ANY(${uuids([...new Set(ids)], (id) => id)})`.execute(this.#sql(unit))
    return new Map(rows.map((row) => [row.id, row]))
  }

  async comments(ids: readonly Id[], unit: UnitOfWork): Promise<Map<Id, CommentRow>> {
    const { rows } = await sql<CommentRow>`SELECT ${COMMENT_COLUMNS} FROM comments c WHERE c.id = ANY(${[...new Set(ids)]}::uuid[])`.execute(this.#sql(unit))
    return new Map(rows.map((row) => [row.id, row]))
  }

  async searchPosts(worldId: Id, query: string, limit: number, unit: UnitOfWork): Promise<PostRow[]> {
    const words = wordsOf(query)
    if (words.length === 0) return []
    const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM ${VISIBLE_POSTS}
      WHERE p.world_id = ${worldId} AND p.hidden_at IS NULL AND p.deleted_at IS NULL
        AND to_tsvector('simple', coalesce(p.title, '') || ' ' || p.text) @@ plainto_tsquery('simple', ${words.join(' ')})
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`.execute(this.#sql(unit))
    return rows
  }

  async searchProfiles(worldId: Id, query: string, limit: number, unit: UnitOfWork): Promise<ProfileRow[]> {
    const wanted = query.trim().replace(/^@/, '').toLowerCase()
    if (wanted === '') return []
    const like = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`
    const { rows } = await sql<ProfileRow>`SELECT ${PROFILE_COLUMNS} FROM profiles m
      WHERE m.world_id = ${worldId} AND m.suspended_at IS NULL
        AND (lower(m.username) LIKE ${like} OR lower(m.display_name) LIKE ${like} OR lower(m.bio) LIKE ${like})
      ORDER BY m.follower_count DESC, m.id LIMIT ${limit}`.execute(this.#sql(unit))
    return rows
  }

  async tags(worldId: Id, sinceMs: number, limit: number, unit: UnitOfWork): Promise<TagCount[]> {
    const { rows } = await sql<TagCount>`SELECT tag, count(*)::int AS posts FROM (
        SELECT p.hashtags FROM ${VISIBLE_POSTS}
        WHERE p.world_id = ${worldId} AND p.created_at >= ${sinceMs} AND p.hidden_at IS NULL AND p.deleted_at IS NULL
        ORDER BY p.created_at DESC, p.id DESC LIMIT ${TAG_POOL_SIZE}) newest, unnest(newest.hashtags) AS tag
      GROUP BY tag ORDER BY posts DESC, tag COLLATE "C" LIMIT ${limit}`.execute(this.#sql(unit))
    return rows
  }

  async followedPosts(worldId: Id, profileId: Id, limit: number, unit: UnitOfWork): Promise<PostRow[]> {
    const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM ${VISIBLE_POSTS}
      WHERE p.world_id = ${worldId} AND p.kind <> 'repost' AND p.hidden_at IS NULL AND p.deleted_at IS NULL
        AND p.author_id IN (SELECT followee_id FROM follows WHERE follower_id = ${profileId})
        AND p.author_id NOT IN (SELECT muted_id FROM mutes WHERE muter_id = ${profileId})
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`.execute(this.#sql(unit))
    return rows
  }

  async recentPosts(worldId: Id, profileId: Id, sinceMs: number, limit: number, unit: UnitOfWork): Promise<PostRow[]> {
    const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM ${VISIBLE_POSTS}
      WHERE p.world_id = ${worldId} AND p.created_at >= ${sinceMs} AND p.hidden_at IS NULL AND p.deleted_at IS NULL
        AND p.kind <> 'repost' AND p.author_id <> ${profileId}
        AND p.author_id NOT IN (SELECT muted_id FROM mutes WHERE muter_id = ${profileId})
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`.execute(this.#sql(unit))
    return rows
  }
  groups(query: GroupQuery, unit: UnitOfWork): Promise<GroupSight[]> {
    return findGroups(this.#sql(unit), query)
  }

  groupPosts(worldId: Id, profileId: Id, groupId: Id, limit: number, unit: UnitOfWork): Promise<PostRow[]> {
    return postsInGroup(this.#sql(unit), { worldId, profileId, groupId, limit })
  }
}
