/**
 * The part of a world that one batch of writes touches: loaded (`touched-rows.ts`), changed by the rules in memory, and
 * written back set by set. Nothing is locked: whether somebody may like, follow or say something depends on what they did themselves, and no two
 * units of work write for the same member at once (an agent's row is locked by its turn; whoever else writes takes the
 * lock on the world first). Counters, which all write, are gathered as differences (`counts.ts`).
 */
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import type { FeedState, Reaction } from '../feed-state.ts'
import type { FeedWrite } from '../feed-write.ts'
import type { GroupCounter, GroupRow } from '../groups/group-row.ts'
import type { PostWording } from '../post-text.ts'
import type { CommentCounter, CommentRow, MemberRow, NoticeRow, PostCounter, PostRow, ProfileCounter, ReportRow, Said } from '../rows.ts'
import { Counts } from './counts.ts'
import { GroupBatch } from './group-batch.ts'
import { pair, TouchedRows } from './touched-rows.ts'

export interface ReactionChange {
  readonly worldId: Id
  readonly profileId: Id
  readonly on: Said
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

export class BatchState implements FeedState {
  readonly #rows: TouchedRows
  readonly #fresh = new Set<Id>()

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

  private constructor(rows: TouchedRows) {
    this.#rows = rows
  }

  static async load(tx: Within, writes: readonly FeedWrite[]): Promise<BatchState> {
    const rows = await TouchedRows.load(tx, writes)
    const state = new BatchState(rows)
    for (const write of writes) state.counts.worlds.add(write.worldId)
    await state.groups.load(tx, writes)
    return state
  }

  post(id: Id): PostRow | undefined {
    return this.#rows.posts.get(id)
  }

  comment(id: Id): CommentRow | undefined {
    return this.#rows.comments.get(id)
  }

  profile(id: Id): MemberRow | undefined {
    return this.#rows.profiles.get(id)
  }

  profileNamed(worldId: Id, username: string): MemberRow | undefined {
    return this.#rows.named.get(`${worldId} ${username.toLowerCase()}`)
  }

  reaction(profileId: Id, _on: Said, targetId: Id): Reaction | undefined {
    return this.#rows.reactions.get(pair(profileId, targetId))
  }

  follows(followerId: Id, followeeId: Id): boolean {
    return this.#rows.follows.has(pair(followerId, followeeId))
  }

  mutes(muterId: Id, mutedId: Id): boolean {
    return this.#rows.mutes.has(pair(muterId, mutedId))
  }

  hasReposted(profileId: Id, postId: Id): boolean {
    return this.#rows.reposts.has(pair(profileId, postId))
  }

  hasReported(profileId: Id, _on: Said, targetId: Id): boolean {
    return this.#rows.reported.has(pair(profileId, targetId))
  }

  isTold(profileId: Id, postId: Id, commentId: Id | null): boolean {
    return this.#rows.told.has(pair(profileId, commentId ?? postId))
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
    this.#rows.posts.set(post.id, post)
    this.newPosts.push(post.id)
    this.#fresh.add(post.id)
    if (post.kind === 'repost' && post.referencedId !== null) this.#rows.reposts.add(pair(post.authorId, post.referencedId))
  }

  addComment(comment: CommentRow): void {
    this.#rows.comments.set(comment.id, comment)
    this.newComments.push(comment.id)
    this.#fresh.add(comment.id)
  }

  addReport(report: ReportRow): void {
    this.newReports.push(report)
    this.#rows.reported.add(pair(report.reporterId, report.targetId))
  }

  addNotice(notice: NoticeRow): void {
    this.newNotices.push(notice)
    this.#rows.told.add(pair(notice.profileId, notice.commentId ?? notice.postId))
  }

  addGroup(group: GroupRow): void {
    this.groups.add(group)
  }

  setReaction(worldId: Id, profileId: Id, on: Said, targetId: Id, reaction: Reaction | undefined, atMs: number): void {
    const key = pair(profileId, targetId)
    if (reaction === undefined) this.#rows.reactions.delete(key)
    else this.#rows.reactions.set(key, reaction)
    this.reactionChanges.set(key, { worldId, profileId, on, targetId, value: reaction ?? 0, atMs })
  }

  setFollows(worldId: Id, fromId: Id, toId: Id, on: boolean, atMs: number): void {
    relate(this.#rows.follows, this.followChanges, { worldId, fromId, toId, on, atMs })
  }

  setMutes(worldId: Id, fromId: Id, toId: Id, on: boolean, atMs: number): void {
    relate(this.#rows.mutes, this.muteChanges, { worldId, fromId, toId, on, atMs })
  }

  setMember(worldId: Id, groupId: Id, profileId: Id, on: boolean, atMs: number): void {
    this.groups.setMember({ worldId, groupId, profileId, on, atMs })
  }

  setBio(profileId: Id, bio: string): void {
    this.#rows.profiles.set(profileId, { ...must(this.#rows.profiles.get(profileId), 'the profile'), bio })
    this.changedBios.add(profileId)
  }

  setDisplayName(profileId: Id, displayName: string): void {
    this.displayNames.set(profileId, displayName)
  }

  editPost(id: Id, words: PostWording, atMs: number): void {
    this.#changePost({ ...must(this.#rows.posts.get(id), 'the edited post'), ...words, editedMs: atMs })
  }

  editComment(id: Id, text: string, atMs: number): void {
    this.#changeComment({ ...must(this.#rows.comments.get(id), 'the edited comment'), text, editedMs: atMs })
  }

  setDeleted(on: Said, id: Id, deletedMs: number, erases: boolean): void {
    if (on === 'comment') return this.#changeComment({ ...must(this.#rows.comments.get(id), 'the deleted comment'), deletedMs, ...(erases ? { text: '' } : {}) })
    const post = must(this.#rows.posts.get(id), 'the deleted post')
    if (post.kind === 'repost' && post.referencedId !== null) this.#rows.reposts.delete(pair(post.authorId, post.referencedId))
    this.#changePost({ ...post, picture: null, deletedMs, ...(erases ? { title: null, text: '', hashtags: [], mentions: [] } : {}) })
  }

  #changePost(post: PostRow): void {
    this.#rows.posts.set(post.id, post)
    if (!this.#fresh.has(post.id)) this.changedPosts.add(post.id)
  }

  #changeComment(comment: CommentRow): void {
    this.#rows.comments.set(comment.id, comment)
    if (!this.#fresh.has(comment.id)) this.changedComments.add(comment.id)
  }

  countPost(id: Id, counter: PostCounter, by: number): void {
    const post = must(this.#rows.posts.get(id), 'the counted post')
    this.#rows.posts.set(id, { ...post, [counter]: post[counter] + by })
    if (!this.#fresh.has(id)) this.counts.post(id, counter, by)
  }

  countComment(id: Id, counter: CommentCounter, by: number): void {
    const comment = must(this.#rows.comments.get(id), 'the counted comment')
    this.#rows.comments.set(id, { ...comment, [counter]: comment[counter] + by })
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
