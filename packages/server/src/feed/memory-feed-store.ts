/**
 * The plain store: maps, slow, obviously right. It fills the sample's past, backs tests, and is the oracle for the others.
 */
import { must } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import { FeedMaps, type RelationRow } from './feed-maps.ts'
import type { FeedStore, NoticeQuery, RefreshQuery, Sight, TagCount } from './feed-store.ts'
import type { FeedWrite, Outcome } from './feed-write.ts'
import type { GroupQuery, GroupSight } from './groups/group-row.ts'
import { moderate, type ModerationOutcome, type ModerationWrite } from './moderation-rules.ts'
import { MemorySurroundings } from './memory-surroundings.ts'
import { POOL_SIZE, RECOMMENDERS } from './recommend.ts'
import { isVisible, TAG_POOL_SIZE, type CommentRow, type NoticeRow, type PostRow, type ProfileRow } from './rows.ts'
import { applyWrite } from './rules.ts'
import { wordsOf } from './words-of.ts'

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
