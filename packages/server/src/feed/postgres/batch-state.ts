/**
 * The part of a world that one batch of writes touches: loaded, changed by the rules in memory, and written back set by
 * set. Nothing is locked: whether somebody may like, follow or say something depends on what they did themselves, and no two
 * units of work write for the same member at once (an agent's row is locked by its turn; whoever else writes takes the
 * lock on the world first). Counters, which all write, are gathered as differences (`counts.ts`).
 */
import { sql, type RawBuilder } from 'kysely'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { FeedState, Reaction } from '../feed-state.ts'
import type { FeedWrite } from '../feed-write.ts'
import type { GroupCounter, GroupRow } from '../groups/group-row.ts'
import { mentionsIn, type PostWording } from '../post-text.ts'
import type { CommentCounter, CommentRow, MemberRow, NoticeRow, PostCounter, PostRow, ProfileCounter, ReportRow } from '../rows.ts'
import { Counts } from './counts.ts'
import { COMMENT_COLUMNS, MEMBER_COLUMNS, POST_COLUMNS } from './columns.ts'
import { GroupBatch } from './group-batch.ts'

export interface ReactionChange {
  readonly worldId: Id
  readonly profileId: Id
  readonly on: 'post' | 'comment'
  readonly targetId: Id
  /** 0 takes it away. */
  readonly value: 1 | -1 | 0
  readonly atMs: number
}

export interface RelationChange {
  readonly worldId: Id
  readonly fromId: Id
  readonly toId: Id
  readonly on: boolean
  readonly atMs: number
}

function pair(a: Id, b: Id): string {
  return `${a} ${b}`
}

function ids(list: readonly Id[]): RawBuilder<unknown> {
  return uuids(list, (id) => id)
}

export class BatchState implements FeedState {
  readonly #posts = new Map<Id, PostRow>()
  readonly #comments = new Map<Id, CommentRow>()
  readonly #profiles = new Map<Id, MemberRow>()
  readonly #named = new Map<string, MemberRow>()
  readonly #reactions = new Map<string, Reaction>()
  readonly #follows = new Set<string>()
  readonly #mutes = new Set<string>()
  readonly #reposts = new Set<string>()
  readonly #reported = new Set<string>()
  readonly #fresh = new Set<Id>()
  /** Who has been told of which text. */
  readonly #told = new Set<string>()

  /** Made in this batch; their rows with final counts stand in `posts` and `comments`. */
  readonly newPosts: Id[] = []
  readonly newComments: Id[] = []
  readonly newReports: ReportRow[] = []
  readonly newNotices: NoticeRow[] = []
  /** The last change of each pair wins. */
  readonly reactionChanges = new Map<string, ReactionChange>()
  readonly followChanges = new Map<string, RelationChange>()
  readonly muteChanges = new Map<string, RelationChange>()
  /** Of rows that were there before; the new ones bear theirs. */
  readonly counts = new Counts()
  readonly changedBios = new Set<Id>()
  readonly displayNames = new Map<Id, string>()
  /** Edited or deleted, of those that were there before. */
  readonly changedPosts = new Set<Id>()
  readonly changedComments = new Set<Id>()
  readonly groups = new GroupBatch()

  static async load(tx: Within, writes: readonly FeedWrite[]): Promise<BatchState> {
    const state = new BatchState()
    for (const write of writes) state.counts.worlds.add(write.worldId)
    const named = namedIn(writes)
    await state.#loadComments(tx, named.comments)
    await state.#loadAround(tx, writes, named)
    await state.#loadPosts(tx, named.posts)
    for (const row of state.#posts.values()) named.profiles.add(row.authorId)
    for (const row of state.#comments.values()) named.profiles.add(row.authorId)
    await state.#loadProfiles(tx, named)
    await state.#loadRelations(tx, writes)
    await state.groups.load(tx, writes)
    return state
  }

  async #loadComments(tx: Within, wanted: ReadonlySet<Id>): Promise<void> {
    if (wanted.size === 0) return
    const { rows } = await sql<CommentRow>`SELECT ${COMMENT_COLUMNS} FROM comments c WHERE c.id = ANY(${ids([...wanted])})`.execute(tx)
    for (const row of rows) this.#comments.set(row.id, row)
  }

  /** What stands beside words that are changed: their post, what they answer or quote, and who has been told of them. */
  async #loadAround(tx: Within, writes: readonly FeedWrite[], named: Named): Promise<void> {
    const changed = new Set(writes.filter((write) => write.kind === 'edit-comment' || write.kind === 'delete-comment').map((write) => write.commentId))
    const rows = [...changed].flatMap((id) => this.#comments.get(id) ?? [])
    for (const { postId } of rows) named.posts.add(postId)
    await this.#loadComments(tx, new Set(rows.flatMap(({ parentId }) => parentId ?? []).filter((id) => !this.#comments.has(id))))
    const taken = new Set(writes.filter((write) => write.kind === 'delete-post').map((write) => write.postId))
    if (taken.size > 0) {
      const { rows: referenced } = await sql<{ id: Id }>`SELECT referenced_id AS id FROM posts WHERE id = ANY(${ids([...taken])}) AND referenced_id IS NOT NULL`.execute(tx)
      for (const { id } of referenced) named.posts.add(id)
    }
    const edited = writes.flatMap((write) => write.kind === 'edit-post' ? write.postId : write.kind === 'edit-comment' ? write.commentId : [])
    if (edited.length === 0) return
    const { rows: told } = await sql<{ a: Id; b: Id }>`SELECT profile_id AS a, said_id AS b FROM notices WHERE said_id = ANY(${ids([...new Set(edited)])})`.execute(tx)
    for (const { a, b } of told) this.#told.add(pair(a, b))
  }

  async #loadPosts(tx: Within, wanted: ReadonlySet<Id>): Promise<void> {
    if (wanted.size === 0) return
    const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM posts p WHERE p.id = ANY(${ids([...wanted])})`.execute(tx)
    for (const row of rows) this.#posts.set(row.id, row)
  }

  async #loadProfiles(tx: Within, { profiles, names }: Named): Promise<void> {
    const { rows } = await sql<MemberRow>`SELECT ${MEMBER_COLUMNS} FROM profiles m WHERE m.id = ANY(${ids([...profiles])})`.execute(tx)
    for (const row of rows) this.#profiles.set(row.id, row)
    if (names.size === 0) return
    const worldIds = [...new Set(rows.map((row) => row.worldId))]
    const mentioned = await sql<MemberRow>`SELECT ${MEMBER_COLUMNS} FROM profiles m
      WHERE m.world_id = ANY(${worldIds}::uuid[]) AND lower(m.username) = ANY(${[...names]}::text[])`.execute(tx)
    for (const row of mentioned.rows) this.#named.set(`${row.worldId} ${row.username.toLowerCase()}`, row)
  }

  async #loadRelations(tx: Within, writes: readonly FeedWrite[]): Promise<void> {
    const reacting = pairs(writes, (write) => write.kind === 'react' || write.kind === 'unreact' ? write.targetId : null)
    if (reacting.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id; value: Reaction }>`SELECT r.profile_id AS a, r.target_id AS b, r.value FROM reactions r
        JOIN unnest(${ids(reacting.from)}, ${ids(reacting.to)}) AS q(a, b) ON r.profile_id = q.a AND r.target_id = q.b`.execute(tx)
      for (const { a, b, value } of rows) this.#reactions.set(pair(a, b), value)
    }
    const following = pairs(writes, (write) => write.kind === 'follow' || write.kind === 'unfollow' ? write.profileId : null)
    if (following.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id }>`SELECT f.follower_id AS a, f.followee_id AS b FROM follows f
        JOIN unnest(${ids(following.from)}, ${ids(following.to)}) AS q(a, b) ON f.follower_id = q.a AND f.followee_id = q.b`.execute(tx)
      for (const { a, b } of rows) this.#follows.add(pair(a, b))
    }
    const reposting = pairs(writes, (write) => write.kind === 'repost' ? write.postId : null)
    if (reposting.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id }>`SELECT p.author_id AS a, p.referenced_id AS b FROM posts p
        JOIN unnest(${ids(reposting.from)}, ${ids(reposting.to)}) AS q(a, b) ON p.author_id = q.a AND p.referenced_id = q.b
        WHERE p.kind = 'repost' AND p.deleted_at IS NULL`.execute(tx)
      for (const { a, b } of rows) this.#reposts.add(pair(a, b))
    }
    const reporting = pairs(writes, (write) => write.kind === 'report' ? write.targetId : null)
    if (reporting.from.length > 0) {
      const { rows } = await sql<{ a: Id; b: Id }>`SELECT r.reporter_id AS a, r.target_id AS b FROM reports r
        JOIN unnest(${ids(reporting.from)}, ${ids(reporting.to)}) AS q(a, b) ON r.reporter_id = q.a AND r.target_id = q.b`.execute(tx)
      for (const { a, b } of rows) this.#reported.add(pair(a, b))
    }
    // Who mutes whom matters to mute and unmute, and to whether somebody is told of a text.
    const actors = [...new Set(writes.map((write) => write.actorId))]
    const others = [...new Set([...this.#profiles.keys(), ...[...this.#named.values()].map((profile) => profile.id)])]
    const { rows } = await sql<{ a: Id; b: Id }>`SELECT muter_id AS a, muted_id AS b FROM mutes
      WHERE muter_id = ANY(${ids(others)}) AND (muted_id = ANY(${ids(actors)}) OR muter_id = ANY(${ids(actors)}))`.execute(tx)
    for (const { a, b } of rows) this.#mutes.add(pair(a, b))
  }

  post(id: Id): PostRow | undefined {
    return this.#posts.get(id)
  }

  comment(id: Id): CommentRow | undefined {
    return this.#comments.get(id)
  }

  profile(id: Id): MemberRow | undefined {
    return this.#profiles.get(id)
  }

  profileNamed(worldId: Id, username: string): MemberRow | undefined {
    return this.#named.get(`${worldId} ${username.toLowerCase()}`)
  }

  reaction(profileId: Id, _on: 'post' | 'comment', targetId: Id): Reaction | undefined {
    return this.#reactions.get(pair(profileId, targetId))
  }

  follows(followerId: Id, followeeId: Id): boolean {
    return this.#follows.has(pair(followerId, followeeId))
  }

  mutes(muterId: Id, mutedId: Id): boolean {
    return this.#mutes.has(pair(muterId, mutedId))
  }

  hasReposted(profileId: Id, postId: Id): boolean {
    return this.#reposts.has(pair(profileId, postId))
  }

  hasReported(profileId: Id, _on: 'post' | 'comment', targetId: Id): boolean {
    return this.#reported.has(pair(profileId, targetId))
  }

  isTold(profileId: Id, postId: Id, commentId: Id | null): boolean {
    return this.#told.has(pair(profileId, commentId ?? postId))
  }

  group(id: Id): GroupRow | undefined {
    return this.groups.group(id)
  }

  groupNamed(worldId: Id, key: string): GroupRow | undefined {
    return this.groups.named(worldId, key)
  }

  isMember(groupId: Id, profileId: Id): boolean {
    return this.groups.isMember(groupId, profileId)
  }

  addPost(post: PostRow): void {
    this.#posts.set(post.id, post)
    this.newPosts.push(post.id)
    this.#fresh.add(post.id)
    if (post.kind === 'repost' && post.referencedId !== null) this.#reposts.add(pair(post.authorId, post.referencedId))
  }

  addComment(comment: CommentRow): void {
    this.#comments.set(comment.id, comment)
    this.newComments.push(comment.id)
    this.#fresh.add(comment.id)
  }

  addReport(report: ReportRow): void {
    this.newReports.push(report)
    this.#reported.add(pair(report.reporterId, report.targetId))
  }

  addNotice(notice: NoticeRow): void {
    this.newNotices.push(notice)
    this.#told.add(pair(notice.profileId, notice.commentId ?? notice.postId))
  }

  addGroup(group: GroupRow): void {
    this.groups.add(group)
  }

  setReaction(worldId: Id, profileId: Id, on: 'post' | 'comment', targetId: Id, reaction: Reaction | undefined, atMs: number): void {
    const key = pair(profileId, targetId)
    if (reaction === undefined) this.#reactions.delete(key)
    else this.#reactions.set(key, reaction)
    this.reactionChanges.set(key, { worldId, profileId, on, targetId, value: reaction ?? 0, atMs })
  }

  setFollows(worldId: Id, fromId: Id, toId: Id, on: boolean, atMs: number): void {
    relate(this.#follows, this.followChanges, { worldId, fromId, toId, on, atMs })
  }

  setMutes(worldId: Id, fromId: Id, toId: Id, on: boolean, atMs: number): void {
    relate(this.#mutes, this.muteChanges, { worldId, fromId, toId, on, atMs })
  }

  setMember(worldId: Id, groupId: Id, profileId: Id, on: boolean, atMs: number): void {
    this.groups.setMember({ worldId, groupId, profileId, on, atMs })
  }

  setBio(profileId: Id, bio: string): void {
    this.#profiles.set(profileId, { ...must(this.#profiles.get(profileId), 'the profile'), bio })
    this.changedBios.add(profileId)
  }

  setDisplayName(profileId: Id, displayName: string): void {
    this.displayNames.set(profileId, displayName)
  }

  editPost(id: Id, words: PostWording, atMs: number): void {
    this.#changePost({ ...must(this.#posts.get(id), 'the edited post'), ...words, editedMs: atMs })
  }

  editComment(id: Id, text: string, atMs: number): void {
    this.#changeComment({ ...must(this.#comments.get(id), 'the edited comment'), text, editedMs: atMs })
  }

  deletePost(id: Id, atMs: number): void {
    const post = must(this.#posts.get(id), 'the deleted post')
    if (post.kind === 'repost' && post.referencedId !== null) this.#reposts.delete(pair(post.authorId, post.referencedId))
    this.#changePost({ ...post, picture: null, deletedMs: atMs })
  }

  deleteComment(id: Id, atMs: number): void {
    this.#changeComment({ ...must(this.#comments.get(id), 'the deleted comment'), deletedMs: atMs })
  }

  #changePost(post: PostRow): void {
    this.#posts.set(post.id, post)
    if (!this.#fresh.has(post.id)) this.changedPosts.add(post.id)
  }

  #changeComment(comment: CommentRow): void {
    this.#comments.set(comment.id, comment)
    if (!this.#fresh.has(comment.id)) this.changedComments.add(comment.id)
  }

  countPost(id: Id, counter: PostCounter, by: number): void {
    const post = must(this.#posts.get(id), 'the counted post')
    this.#posts.set(id, { ...post, [counter]: post[counter] + by })
    if (!this.#fresh.has(id)) this.counts.post(id, counter, by)
  }

  countComment(id: Id, counter: CommentCounter, by: number): void {
    const comment = must(this.#comments.get(id), 'the counted comment')
    this.#comments.set(id, { ...comment, [counter]: comment[counter] + by })
    if (!this.#fresh.has(id)) this.counts.comment(id, counter, by)
  }

  countProfile(id: Id, counter: ProfileCounter, by: number): void {
    this.counts.profile(id, counter, by)
  }

  countGroup(id: Id, counter: GroupCounter, by: number): void {
    if (!this.groups.count(id, counter, by)) this.counts.group(id, counter, by)
  }
}

function relate(pairsNow: Set<string>, changes: Map<string, RelationChange>, change: RelationChange): void {
  const key = pair(change.fromId, change.toId)
  if (change.on) pairsNow.add(key)
  else pairsNow.delete(key)
  changes.set(key, change)
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
