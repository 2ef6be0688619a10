/** What a batch of writes touches, as it stood before: the rows it names, those around them, and who did what to them. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids, type Column } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { Reaction } from '../feed-state.ts'
import type { FeedWrite } from '../feed-write.ts'
import { mentionsIn } from '../post-text.ts'
import type { CommentRow, MemberRow, PostRow } from '../rows.ts'
import { COMMENT_COLUMNS, MEMBER_COLUMNS, POST_COLUMNS } from './columns.ts'

/** Two ids as one key. */
export function pair(a: Id, b: Id): string {
  return `${a} ${b}`
}

function ids(list: readonly Id[]): Column {
  return uuids(list, (id) => id)
}

/** The maps are the batch's to change. */
export class TouchedRows {
  readonly posts = new Map<Id, PostRow>()
  readonly comments = new Map<Id, CommentRow>()
  readonly profiles = new Map<Id, MemberRow>()
  readonly named = new Map<string, MemberRow>()
  readonly reactions = new Map<string, Reaction>()
  readonly follows = new Set<string>()
  readonly mutes = new Set<string>()
  readonly reposts = new Set<string>()
  readonly reported = new Set<string>()
  /** Who has been told of which text. */
  readonly told = new Set<string>()

  static async load(tx: Within, writes: readonly FeedWrite[]): Promise<TouchedRows> {
    const rows = new TouchedRows()
    const named = namedIn(writes)
    await rows.#loadComments(tx, named.comments)
    await rows.#loadAround(tx, writes, named)
    await rows.#loadPosts(tx, named.posts)
    for (const row of rows.posts.values()) named.profiles.add(row.authorId)
    for (const row of rows.comments.values()) named.profiles.add(row.authorId)
    await rows.#loadProfiles(tx, named)
    await rows.#loadRelations(tx, writes)
    return rows
  }

  async #loadComments(tx: Within, wanted: ReadonlySet<Id>): Promise<void> {
    if (wanted.size === 0) return
    const { rows } = await sql<CommentRow>`SELECT ${COMMENT_COLUMNS} FROM comments c WHERE c.id = ANY(${ids([...wanted])})`.execute(tx)
    for (const row of rows) this.comments.set(row.id, row)
  }

  /** What stands beside words that are changed: their post, what they answer or quote, and who has been told of them. */
  async #loadAround(tx: Within, writes: readonly FeedWrite[], named: Named): Promise<void> {
    const changed = new Set(writes.filter((write) => write.kind === 'edit-comment' || write.kind === 'delete-comment').map((write) => write.commentId))
    const rows = [...changed].flatMap((id) => this.comments.get(id) ?? [])
    for (const { postId } of rows) named.posts.add(postId)
    await this.#loadComments(tx, new Set(rows.flatMap(({ parentId }) => parentId ?? []).filter((id) => !this.comments.has(id))))
    const taken = new Set(writes.filter((write) => write.kind === 'delete-post').map((write) => write.postId))
    if (taken.size > 0) {
      const { rows: referenced } = await sql<{ id: Id }>`SELECT referenced_id AS id FROM posts WHERE id = ANY(${ids([...taken])}) AND referenced_id IS NOT NULL`.execute(tx)
      for (const { id } of referenced) named.posts.add(id)
    }
    const edited = writes.flatMap((write) => write.kind === 'edit-post' ? write.postId : write.kind === 'edit-comment' ? write.commentId : [])
    if (edited.length === 0) return
    const { rows: told } = await sql<{ a: Id; b: Id }>`SELECT profile_id AS a, said_id AS b FROM notices WHERE said_id = ANY(${ids([...new Set(edited)])})`.execute(tx)
    for (const { a, b } of told) this.told.add(pair(a, b))
  }

  async #loadPosts(tx: Within, wanted: ReadonlySet<Id>): Promise<void> {
    if (wanted.size === 0) return
    const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM posts p WHERE p.id = ANY(${ids([...wanted])})`.execute(tx)
    for (const row of rows) this.posts.set(row.id, row)
  }

  async #loadProfiles(tx: Within, { profiles, names }: Named): Promise<void> {
    const { rows } = await sql<MemberRow>`SELECT ${MEMBER_COLUMNS} FROM profiles m WHERE m.id = ANY(${ids([...profiles])})`.execute(tx)
    for (const row of rows) this.profiles.set(row.id, row)
    if (names.size === 0) return
    const worldIds = [...new Set(rows.map((row) => row.worldId))]
    const mentioned = await sql<MemberRow>`SELECT ${MEMBER_COLUMNS} FROM profiles m
      WHERE m.world_id = ANY(${worldIds}::uuid[]) AND lower(m.username) = ANY(${[...names]}::text[])`.execute(tx)
    for (const row of mentioned.rows) this.named.set(`${row.worldId} ${row.username.toLowerCase()}`, row)
  }

  async #loadRelations(tx: Within, writes: readonly FeedWrite[]): Promise<void> {
    const reacting = pairs(writes, (write) => write.kind === 'react' || write.kind === 'unreact' ? write.targetId : null)
    if (reacting.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id; value: Reaction }>`SELECT r.profile_id AS a, r.target_id AS b, r.value FROM reactions r
        JOIN unnest(${ids(reacting.from)}, ${ids(reacting.to)}) AS q(a, b) ON r.profile_id = q.a AND r.target_id = q.b`.execute(tx)
      for (const { a, b, value } of rows) this.reactions.set(pair(a, b), value)
    }
    const following = pairs(writes, (write) => write.kind === 'follow' || write.kind === 'unfollow' ? write.profileId : null)
    if (following.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id }>`SELECT f.follower_id AS a, f.followee_id AS b FROM follows f
        JOIN unnest(${ids(following.from)}, ${ids(following.to)}) AS q(a, b) ON f.follower_id = q.a AND f.followee_id = q.b`.execute(tx)
      for (const { a, b } of rows) this.follows.add(pair(a, b))
    }
    const reposting = pairs(writes, (write) => write.kind === 'repost' ? write.postId : null)
    if (reposting.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id }>`SELECT p.author_id AS a, p.referenced_id AS b FROM posts p
        JOIN unnest(${ids(reposting.from)}, ${ids(reposting.to)}) AS q(a, b) ON p.author_id = q.a AND p.referenced_id = q.b
        WHERE p.kind = 'repost' AND p.deleted_at IS NULL`.execute(tx)
      for (const { a, b } of rows) this.reposts.add(pair(a, b))
    }
    const reporting = pairs(writes, (write) => write.kind === 'report' ? write.targetId : null)
    if (reporting.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id }>`SELECT r.reporter_id AS a, r.target_id AS b FROM reports r
        JOIN unnest(${ids(reporting.from)}, ${ids(reporting.to)}) AS q(a, b) ON r.reporter_id = q.a AND r.target_id = q.b`.execute(tx)
      for (const { a, b } of rows) this.reported.add(pair(a, b))
    }
    // Who mutes whom matters to mute and unmute, and to whether somebody is told of a text.
    const actors = [...new Set(writes.map((write) => write.actorId))]
    const others = [...new Set([...this.profiles.keys(), ...[...this.named.values()].map((profile) => profile.id)])]
    const { rows } = await sql<{ a: Id; b: Id }>`SELECT muter_id AS a, muted_id AS b FROM mutes
      WHERE muter_id = ANY(${ids(others)}) AND (muted_id = ANY(${ids(actors)}) OR muter_id = ANY(${ids(actors)}))`.execute(tx)
    for (const { a, b } of rows) this.mutes.add(pair(a, b))
  }
}

interface Named {
  readonly posts: Set<Id>
  readonly comments: Set<Id>
  readonly profiles: Set<Id>
  /** Lower case. */
  readonly names: Set<string>
}

function namedIn(writes: readonly FeedWrite[]): Named {
  const named: Named = { posts: new Set(), comments: new Set(), profiles: new Set(), names: new Set() }
  for (const write of writes) {
    named.profiles.add(write.actorId)
    if ('postId' in write) named.posts.add(write.postId)
    if ('commentId' in write) named.comments.add(write.commentId)
    if ('replyTo' in write && write.replyTo !== null) named.comments.add(write.replyTo)
    if ('targetId' in write) (write.on === 'post' ? named.posts : named.comments).add(write.targetId)
    if ('profileId' in write) named.profiles.add(write.profileId)
    if ('text' in write) for (const name of mentionsIn(write.text)) named.names.add(name.toLowerCase())
  }
  return named
}

/** Actor and object of the writes that have one, as two columns. */
function pairs(writes: readonly FeedWrite[], object: (write: FeedWrite) => Id | null): { from: Id[]; to: Id[] } {
  const columns = { from: [] as Id[], to: [] as Id[] }
  for (const write of writes) {
    const id = object(write)
    if (id === null) continue
    columns.from.push(write.actorId)
    columns.to.push(id)
  }
  return columns
}
