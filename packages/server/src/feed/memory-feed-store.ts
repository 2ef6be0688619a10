/**
 * The plain store: maps, slow, obviously right. It fills the sample's past, backs tests, and is the oracle for the others.
 */
import { must } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { FeedState, Reaction } from './feed-state.ts'
import type { FeedStore, NoticeQuery, RefreshQuery, Sight, TagCount } from './feed-store.ts'
import type { FeedWrite, Outcome } from './feed-write.ts'
import { GroupMaps } from './groups/group-maps.ts'
import type { GroupQuery, GroupSight } from './groups/group-row.ts'
import { moderate, type ModeratedState, type ModerationOutcome, type ModerationWrite, type Said } from './moderation-rules.ts'
import { MemorySurroundings } from './memory-surroundings.ts'
import type { PostWording } from './post-text.ts'
import { POOL_SIZE, RECOMMENDERS } from './recommend.ts'
import { isVisible, TAG_POOL_SIZE, type CommentCounter, type CommentRow, type NoticeRow, type PostCounter, type PostRow, type ProfileCounter, type ProfileRow, type ReportRow } from './rows.ts'
import { applyWrite } from './rules.ts'
import { wordsOf } from './words-of.ts'

/** A pair of ids as one key. */
function pair(a: Id, b: Id): string {
  return `${a} ${b}`
}

export interface ReactionRow {
  readonly worldId: Id
  readonly profileId: Id
  readonly on: 'post' | 'comment'
  readonly targetId: Id
  readonly reaction: Reaction
  readonly atMs: number
}

export interface RelationRow {
  readonly worldId: Id
  readonly fromId: Id
  readonly toId: Id
  readonly atMs: number
}

/** The maps themselves, open to whoever moves a world elsewhere. */
export class FeedMaps extends GroupMaps implements FeedState, ModeratedState {
  readonly posts = new Map<Id, PostRow>()
  readonly comments = new Map<Id, CommentRow>()
  readonly profiles = new Map<Id, ProfileRow>()
  readonly reactions = new Map<string, ReactionRow>()
  readonly followed = new Map<string, RelationRow>()
  readonly muted = new Map<string, RelationRow>()
  readonly reports = new Map<string, ReportRow>()
  readonly notices: NoticeRow[] = []
  /** Ids of a post's comments, and notices of a profile, in the order they came: a day's fill looks them up 30,000 times. */
  readonly commentsOf = new Map<Id, Id[]>()
  readonly noticesOf = new Map<Id, NoticeRow[]>()
  #oldestFirst: Id[] = []
  #sorted = true

  post(id: Id): PostRow | undefined {
    return this.posts.get(id)
  }

  comment(id: Id): CommentRow | undefined {
    return this.comments.get(id)
  }

  profile(id: Id): ProfileRow | undefined {
    return this.profiles.get(id)
  }

  profileNamed(worldId: Id, username: string): ProfileRow | undefined {
    const wanted = username.toLowerCase()
    return this.profiles.values().find((profile) => profile.worldId === worldId && profile.username.toLowerCase() === wanted)
  }

  reaction(profileId: Id, _on: 'post' | 'comment', targetId: Id): Reaction | undefined {
    return this.reactions.get(pair(profileId, targetId))?.reaction
  }

  follows(followerId: Id, followeeId: Id): boolean {
    return this.followed.has(pair(followerId, followeeId))
  }

  mutes(muterId: Id, mutedId: Id): boolean {
    return this.muted.has(pair(muterId, mutedId))
  }

  hasReposted(profileId: Id, postId: Id): boolean {
    return this.posts.values().some((post) => post.kind === 'repost' && post.authorId === profileId && post.referencedId === postId && post.deletedMs === null)
  }

  hasReported(profileId: Id, _on: Said, targetId: Id): boolean {
    return this.reports.has(pair(profileId, targetId))
  }

  isTold(profileId: Id, postId: Id, commentId: Id | null): boolean {
    return (this.noticesOf.get(profileId) ?? []).some((notice) => notice.postId === postId && notice.commentId === commentId)
  }

  addPost(post: PostRow): void {
    this.posts.set(post.id, post)
    const last = this.posts.get(this.#oldestFirst.at(-1) ?? '')
    this.#sorted &&= last === undefined || byAge(last, post) < 0
    this.#oldestFirst.push(post.id)
  }

  /** All posts, newest first. Kept in order as they come; sorted again only when one came late. */
  *newest(): Iterable<PostRow> {
    if (!this.#sorted) this.#oldestFirst = [...this.posts.values()].sort(byAge).map((post) => post.id)
    this.#sorted = true
    for (let place = this.#oldestFirst.length - 1; place >= 0; place--) yield must(this.posts.get(this.#oldestFirst[place] as Id), 'the post')
  }

  addComment(comment: CommentRow): void {
    this.comments.set(comment.id, comment)
    append(this.commentsOf, comment.postId, comment.id)
  }

  addReport(report: ReportRow): void {
    this.reports.set(pair(report.reporterId, report.targetId), report)
  }

  addNotice(notice: NoticeRow): void {
    this.notices.push(notice)
    append(this.noticesOf, notice.profileId, notice)
  }

  setReaction(worldId: Id, profileId: Id, on: 'post' | 'comment', targetId: Id, reaction: Reaction | undefined, atMs: number): void {
    const key = pair(profileId, targetId)
    if (reaction === undefined) this.reactions.delete(key)
    else this.reactions.set(key, { worldId, profileId, on, targetId, reaction, atMs })
  }

  setFollows(worldId: Id, fromId: Id, toId: Id, on: boolean, atMs: number): void {
    if (on) this.followed.set(pair(fromId, toId), { worldId, fromId, toId, atMs })
    else this.followed.delete(pair(fromId, toId))
  }

  setMutes(worldId: Id, fromId: Id, toId: Id, on: boolean, atMs: number): void {
    if (on) this.muted.set(pair(fromId, toId), { worldId, fromId, toId, atMs })
    else this.muted.delete(pair(fromId, toId))
  }

  setBio(profileId: Id, bio: string): void {
    this.profiles.set(profileId, { ...must(this.profiles.get(profileId), 'the profile'), bio })
  }

  setDisplayName(profileId: Id, displayName: string): void {
    this.profiles.set(profileId, { ...must(this.profiles.get(profileId), 'the profile'), displayName })
  }

  editPost(id: Id, words: PostWording, atMs: number): void {
    this.posts.set(id, { ...must(this.posts.get(id), 'the edited post'), ...words, editedMs: atMs })
  }

  editComment(id: Id, text: string, atMs: number): void {
    this.comments.set(id, { ...must(this.comments.get(id), 'the edited comment'), text, editedMs: atMs })
  }

  deletePost(id: Id, atMs: number): void {
    this.posts.set(id, { ...must(this.posts.get(id), 'the deleted post'), picture: null, deletedMs: atMs })
  }

  deleteComment(id: Id, atMs: number): void {
    this.comments.set(id, { ...must(this.comments.get(id), 'the deleted comment'), deletedMs: atMs })
  }

  setHidden(on: Said, id: Id, hiddenMs: number | null): void {
    this.#changeSaid(on, id, { hiddenMs })
  }

  setDeleted(on: Said, id: Id, deletedMs: number, erases: boolean): void {
    if (on === 'comment') this.#changeSaid(on, id, { deletedMs, ...(erases ? { text: '' } : {}) })
    else this.#changeSaid(on, id, { picture: null, deletedMs, ...(erases ? { title: null, text: '', hashtags: [], mentions: [] } : {}) })
  }

  #changeSaid(on: Said, id: Id, change: Partial<PostRow> & Partial<CommentRow>): void {
    if (on === 'post') this.posts.set(id, { ...must(this.posts.get(id), 'the post'), ...change } as PostRow)
    else this.comments.set(id, { ...must(this.comments.get(id), 'the comment'), ...change } as CommentRow)
  }

  setSuspended(profileId: Id, suspendedMs: number | null): void {
    this.profiles.set(profileId, { ...must(this.profiles.get(profileId), 'the profile'), suspendedMs })
  }

  countPost(id: Id, counter: PostCounter, by: number): void {
    const post = must(this.posts.get(id), 'the counted post')
    this.posts.set(id, { ...post, [counter]: post[counter] + by })
  }

  countComment(id: Id, counter: CommentCounter, by: number): void {
    const comment = must(this.comments.get(id), 'the counted comment')
    this.comments.set(id, { ...comment, [counter]: comment[counter] + by })
  }

  countProfile(id: Id, counter: ProfileCounter, by: number): void {
    const profile = must(this.profiles.get(id), 'the counted profile')
    this.profiles.set(id, { ...profile, [counter]: profile[counter] + by })
  }
}

export class MemoryFeedStore implements FeedStore {
  readonly state = new FeedMaps()

  async addProfiles(profiles: readonly ProfileRow[]): Promise<void> {
    for (const profile of profiles) this.state.profiles.set(profile.id, profile)
  }

  async apply(writes: readonly FeedWrite[]): Promise<Outcome[]> {
    return writes.map((write) => applyWrite(this.state, write))
  }

  async moderate(writes: readonly ModerationWrite[]): Promise<ModerationOutcome[]> {
    return writes.map((write) => moderate(this.state, write))
  }

  async refresh(queries: readonly RefreshQuery[]): Promise<Sight[][]> {
    return queries.map((query) => {
      const pool = this.#visible(query.worldId).filter(saysSomething).take(POOL_SIZE).toArray()
      const watcher = {
        profileId: query.profileId,
        mutes: new Set(this.#relatedBy(this.state.muted, query.profileId)),
        follows: new Set(this.#relatedBy(this.state.followed, query.profileId)),
      }
      const chosen = RECOMMENDERS[query.recommender](pool, watcher, query.limit, query.nowMs, query.random, new MemorySurroundings(this.state, pool, watcher))
      return chosen.map(({ post, why }) => this.#sight(post, why, query.profileId))
    })
  }

  async look(worldId: Id, profileId: Id, postIds: readonly Id[]): Promise<Sight[]> {
    const wanted = new Set(postIds)
    return this.#visible(worldId).filter((post) => wanted.has(post.id)).map((post) => this.#sight(post, 'looked up', profileId)).toArray()
  }

  async notices(queries: readonly NoticeQuery[]): Promise<NoticeRow[][]> {
    return queries.map(({ profileId, sinceMs, limit }) =>
      (this.state.noticesOf.get(profileId) ?? []).toReversed().filter((notice) => notice.atMs > sinceMs && this.#stands(notice))
        .sort((a, b) => b.atMs - a.atMs).slice(0, limit))
  }

  async profiles(ids: readonly Id[]): Promise<Map<Id, ProfileRow>> {
    return found(ids, this.state.profiles)
  }

  async comments(ids: readonly Id[]): Promise<Map<Id, CommentRow>> {
    return found(ids, this.state.comments)
  }

  async searchPosts(worldId: Id, query: string, limit: number): Promise<PostRow[]> {
    const wanted = wordsOf(query)
    if (wanted.length === 0) return []
    return this.#visible(worldId).filter((post) => {
      const words = new Set(wordsOf(`${post.title ?? ''} ${post.text}`))
      return wanted.every((word) => words.has(word))
    }).take(limit).toArray()
  }

  async searchProfiles(worldId: Id, query: string, limit: number): Promise<ProfileRow[]> {
    const wanted = query.trim().replace(/^@/, '').toLowerCase()
    if (wanted === '') return []
    return [...this.state.profiles.values()]
      .filter((profile) => profile.worldId === worldId && profile.suspendedMs === null)
      .filter((profile) => [profile.username, profile.displayName, profile.bio].some((text) => text.toLowerCase().includes(wanted)))
      .sort((a, b) => b.followers - a.followers || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
  }

  async tags(worldId: Id, sinceMs: number, limit: number): Promise<TagCount[]> {
    const counts = new Map<string, number>()
    for (const post of this.#visible(worldId).filter((newer) => newer.createdMs >= sinceMs).take(TAG_POOL_SIZE)) {
      for (const tag of post.hashtags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    }
    return [...counts].map(([tag, posts]) => ({ tag, posts })).sort((a, b) => b.posts - a.posts || (a.tag < b.tag ? -1 : 1)).slice(0, limit)
  }

  async followedPosts(worldId: Id, profileId: Id, limit: number): Promise<PostRow[]> {
    const follows = new Set(this.#relatedBy(this.state.followed, profileId))
    return this.#unmuted(worldId, profileId).filter((post) => saysSomething(post) && follows.has(post.authorId)).take(limit).toArray()
  }

  async recentPosts(worldId: Id, profileId: Id, sinceMs: number, limit: number): Promise<PostRow[]> {
    return this.#unmuted(worldId, profileId).filter((post) => saysSomething(post) && post.createdMs >= sinceMs && post.authorId !== profileId).take(limit).toArray()
  }

  async groups(query: GroupQuery): Promise<GroupSight[]> {
    return this.state.find(query)
  }

  async groupPosts(worldId: Id, profileId: Id, groupId: Id, limit: number): Promise<PostRow[]> {
    return this.#unmuted(worldId, profileId).filter((post) => post.groupId === groupId).take(limit).toArray()
  }

  #unmuted(worldId: Id, profileId: Id): IteratorObject<PostRow> {
    const mutes = new Set(this.#relatedBy(this.state.muted, profileId))
    return this.#visible(worldId).filter((post) => !mutes.has(post.authorId))
  }

  #isSuspended(profileId: Id): boolean {
    return this.state.profiles.get(profileId)?.suspendedMs !== null
  }

  /** Newest first. */
  #visible(worldId: Id): IteratorObject<PostRow> {
    return Iterator.from(this.state.newest()).filter((post) => post.worldId === worldId && isVisible(post) && !this.#isSuspended(post.authorId))
  }

  #relatedBy(relations: ReadonlyMap<string, RelationRow>, fromId: Id): Id[] {
    return [...relations.values()].filter((relation) => relation.fromId === fromId).map((relation) => relation.toId)
  }

  #stands(notice: NoticeRow): boolean {
    const said = notice.commentId === null ? this.state.posts.get(notice.postId) : this.state.comments.get(notice.commentId)
    return said !== undefined && isVisible(said) && !this.#isSuspended(notice.actorId) && !this.state.mutes(notice.profileId, notice.actorId)
  }

  #sight(post: PostRow, why: string, viewerId: Id): Sight {
    const comments = (this.state.commentsOf.get(post.id) ?? []).map((id) => must(this.state.comments.get(id), 'the comment'))
      .filter(isVisible)
      .filter((comment) => !this.#isSuspended(comment.authorId) && !this.state.mutes(viewerId, comment.authorId))
    const referenced = post.referencedId === null ? undefined : this.state.posts.get(post.referencedId)
    const group = post.groupId === null ? undefined : this.state.group(post.groupId)
    return {
      post, why, comments,
      referenced: referenced !== undefined && isVisible(referenced) && !this.#isSuspended(referenced.authorId) ? referenced : null,
      group: group === undefined ? null : { group, isMember: this.state.isMember(group.id, viewerId) },
      reaction: this.state.reaction(viewerId, 'post', post.id) ?? null,
      followsAuthor: this.state.follows(viewerId, post.authorId),
    }
  }
}

/** Oldest first; ties by id, so that the order is total. */
function byAge(a: PostRow, b: PostRow): number {
  return a.createdMs - b.createdMs || (a.id < b.id ? -1 : 1)
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Agents are shown what was said; a repost weighs in by its count. */
function saysSomething(post: PostRow): boolean {
  return post.kind !== 'repost'
}

function found<Row>(ids: readonly Id[], rows: ReadonlyMap<Id, Row>): Map<Id, Row> {
  const result = new Map<Id, Row>()
  for (const id of ids) {
    const row = rows.get(id)
    if (row !== undefined) result.set(id, row)
  }
  return result
}
