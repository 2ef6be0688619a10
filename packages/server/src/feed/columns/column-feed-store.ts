/**
 * A world in columns behind the contract of all feed stores: ids outside, numbers within. It holds one world, which is the
 * first that anybody is added to. Simulations use the columns themselves; this is how they are held against the other
 * stores, and how a simulated world is read like any other.
 */
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { FeedStore, NoticeQuery, RefreshQuery, Sight, TagCount } from '../feed-store.ts'
import type { FeedWrite, Outcome } from '../feed-write.ts'
import type { GroupQuery, GroupSight } from '../groups/group-row.ts'
import { moderate, type ModerationOutcome, type ModerationWrite } from '../moderation-rules.ts'
import type { CommentRow, NoticeRow, PostRow, ProfileRow, Said } from '../rows.ts'
import { applyWrite } from '../rules.ts'
import { wordsOf } from '../words-of.ts'
import { ColumnLooks } from './column-looks.ts'
import { tagsSince } from './column-observations.ts'
import { ColumnState } from './column-state.ts'
import { NO_ROW, Numbers } from './numbers.ts'
import { ProfilesAsGiven } from './profiles-as-given.ts'
import { commentsOf, type SeenPost } from './seen.ts'
import { NOBODY, NOTICE_KINDS } from './world-columns.ts'

export class ColumnFeedStore implements FeedStore {
  readonly state: ColumnState
  readonly #people = new ProfilesAsGiven()
  readonly #looks: ColumnLooks
  readonly #members = new Numbers()
  readonly #posts = new Numbers()
  readonly #comments = new Numbers()
  readonly #groups = new Numbers()
  /** Ids of turns, by the number they stand under in the columns. */
  readonly #turns = new Numbers()
  #worldId: Id | null = null
  #reports = 0

  constructor() {
    this.state = new ColumnState(this.#people)
    this.#looks = new ColumnLooks(this.state)
  }

  async addProfiles(profiles: readonly ProfileRow[]): Promise<void> {
    for (const profile of profiles) {
      this.#worldId ??= profile.worldId
      if (profile.worldId !== this.#worldId) throw new RangeError('columns hold one world')
      this.#people.add(profile)
      this.#members.add(profile.id)
      const row = this.state.addProfile(profile.bio, profile.joinedMs, profile.automated)
      for (const counter of ['posts', 'comments', 'followers', 'following', 'likesReceived'] as const) this.state.profiles[counter].data[row] = profile[counter]
      if (profile.suspendedMs !== null) this.state.setSuspended(row, profile.suspendedMs)
    }
  }

  async apply(writes: readonly FeedWrite[]): Promise<Outcome[]> {
    return writes.map((write) => {
      const outcome = applyWrite(this.state, this.#inNumbers(write))
      if (outcome.kind === 'refused') return outcome
      if (outcome.madeId === null || !('id' in write)) return { kind: 'done', madeId: null }
      if (write.kind === 'comment') this.#comments.add(write.id)
      else if (write.kind === 'create-group') this.#groups.add(write.id)
      else this.#posts.add(write.id)
      return { kind: 'done', madeId: write.id }
    })
  }

  async moderate(writes: readonly ModerationWrite[]): Promise<ModerationOutcome[]> {
    return writes.map((write) => {
      const worldId = write.worldId === this.#worldId ? this.state.worldId : NO_ROW
      const named = 'profileId' in write ? { ...write, worldId, profileId: this.#members.row(write.profileId) } : { ...write, worldId, targetId: this.#said(write.on, write.targetId) }
      return moderate(this.state, named)
    })
  }

  #said(on: Said, id: Id): number {
    return (on === 'post' ? this.#posts : this.#comments).row(id)
  }

  #inNumbers(write: FeedWrite): FeedWrite<number> {
    const base = { worldId: write.worldId === this.#worldId ? this.state.worldId : NO_ROW, actorId: this.#members.row(write.actorId), atMs: write.atMs }
    switch (write.kind) {
      case 'create-post':
        return { ...write, ...base, id: this.#nextPost, turnId: this.#turn(write.turnId) }
      case 'post-to-group':
        return { ...write, ...base, id: this.#nextPost, turnId: this.#turn(write.turnId), groupId: this.#groups.row(write.groupId) }
      case 'create-group':
        return { ...write, ...base, id: this.state.groups.length, turnId: this.#turn(write.turnId) }
      case 'join-group':
      case 'leave-group':
        return { ...write, ...base, groupId: this.#groups.row(write.groupId) }
      case 'quote':
      case 'repost':
        return { ...write, ...base, id: this.#nextPost, turnId: this.#turn(write.turnId), postId: this.#posts.row(write.postId) }
      case 'comment':
        return {
          ...write, ...base, id: this.state.comments.author.length, turnId: this.#turn(write.turnId), postId: this.#posts.row(write.postId),
          replyTo: write.replyTo === null ? null : this.#comments.row(write.replyTo),
        }
      case 'react':
      case 'unreact':
        return { ...write, ...base, targetId: this.#said(write.on, write.targetId) }
      case 'report':
        return { ...write, ...base, id: this.#reports++, targetId: this.#said(write.on, write.targetId) }
      case 'update-bio':
      case 'rename':
        return { ...write, ...base }
      case 'edit-post':
      case 'delete-post':
        return { ...write, ...base, postId: this.#posts.row(write.postId) }
      case 'edit-comment':
      case 'delete-comment':
        return { ...write, ...base, commentId: this.#comments.row(write.commentId) }
      default:
        return { ...write, ...base, profileId: this.#members.row(write.profileId) }
    }
  }

  get #nextPost(): number {
    return this.state.posts.author.length
  }

  #turn(id: Id | null): number | null {
    if (id === null) return null
    if (this.#turns.row(id) === NO_ROW) this.#turns.add(id)
    return this.#turns.row(id)
  }

  async refresh(queries: readonly RefreshQuery[]): Promise<Sight[][]> {
    return queries.map(({ worldId, profileId, recommender, limit, nowMs, random }) => {
      if (worldId !== this.#worldId) return []
      const viewer = this.#members.row(profileId)
      return this.#looks.refresh({ viewer, recommender, limit, nowMs, random: () => random }).map((seen) => this.#sight(seen.row, seen.why, viewer))
    })
  }

  async look(worldId: Id, profileId: Id, postIds: readonly Id[]): Promise<Sight[]> {
    if (worldId !== this.#worldId) return []
    const wanted = [...new Set(postIds.map((id) => this.#posts.row(id)))].filter((row) => row !== NO_ROW && this.#isSeen(row)).sort((a, b) => b - a)
    return wanted.map((row) => this.#sight(row, 'looked up', this.#members.row(profileId)))
  }

  async notices(queries: readonly NoticeQuery[]): Promise<NoticeRow[][]> {
    return queries.map(({ profileId, sinceMs, limit }) => {
      const found: NoticeRow[] = []
      const member = this.#members.row(profileId)
      if (member === NO_ROW) return found
      const { notices } = this.state
      for (let row = this.state.profiles.lastNotice.data[member] as number; row !== NOBODY && found.length < limit; row = notices.before.data[row] as number) {
        if ((notices.atMs.data[row] as number) <= sinceMs) break
        if (this.state.stands(row, member)) found.push(this.#notice(row, profileId))
      }
      return found
    })
  }

  #notice(row: number, profileId: Id): NoticeRow {
    const { notices } = this.state
    const comment = notices.comment.data[row] as number
    return {
      profileId, kind: must(NOTICE_KINDS[notices.kind.data[row] as number], 'a kind of notice'), postId: this.#posts.id(notices.post.data[row] as number),
      commentId: comment === NOBODY ? null : this.#comments.id(comment), actorId: this.#members.id(notices.actor.data[row] as number), atMs: notices.atMs.data[row] as number,
    }
  }

  async profiles(ids: readonly Id[]): Promise<Map<Id, ProfileRow>> {
    return new Map(ids.map((id) => this.#members.row(id)).filter((row) => row !== NO_ROW).map((row) => [this.#members.id(row), this.#profile(row)]))
  }

  async comments(ids: readonly Id[]): Promise<Map<Id, CommentRow>> {
    return new Map(ids.map((id) => this.#comments.row(id)).filter((row) => row !== NO_ROW).map((row) => [this.#comments.id(row), this.#comment(row)]))
  }

  async searchPosts(worldId: Id, query: string, limit: number): Promise<PostRow[]> {
    const wanted = wordsOf(query)
    if (wanted.length === 0) return []
    return this.#visible(worldId).map((row) => this.#post(row)).filter((post) => {
      const words = new Set(wordsOf(`${post.title ?? ''} ${post.text}`))
      return wanted.every((word) => words.has(word))
    }).take(limit).toArray()
  }

  async searchProfiles(worldId: Id, query: string, limit: number): Promise<ProfileRow[]> {
    const wanted = query.trim().replace(/^@/, '').toLowerCase()
    if (wanted === '' || worldId !== this.#worldId) return []
    return this.#people.rows.map((_, row) => this.#profile(row)).filter((profile) => profile.suspendedMs === null)
      .filter((profile) => [profile.username, profile.displayName, profile.bio].some((text) => text.toLowerCase().includes(wanted)))
      .sort((a, b) => b.followers - a.followers || (a.id < b.id ? -1 : 1)).slice(0, limit)
  }

  async tags(worldId: Id, sinceMs: number, limit: number): Promise<TagCount[]> {
    return worldId === this.#worldId ? tagsSince(this.state, sinceMs, limit) : []
  }

  async followedPosts(worldId: Id, profileId: Id, limit: number): Promise<PostRow[]> {
    const viewer = this.#members.row(profileId)
    return this.#unmuted(worldId, viewer).filter((row) => this.state.follows(viewer, this.#author(row))).take(limit).map((row) => this.#post(row)).toArray()
  }

  async recentPosts(worldId: Id, profileId: Id, sinceMs: number, limit: number): Promise<PostRow[]> {
    const viewer = this.#members.row(profileId)
    return this.#unmuted(worldId, viewer).filter((row) => (this.state.posts.createdMs.data[row] as number) >= sinceMs && this.#author(row) !== viewer)
      .take(limit).map((row) => this.#post(row)).toArray()
  }

  async groups({ worldId, profileId, query, own, limit }: GroupQuery): Promise<GroupSight[]> {
    const viewer = this.#members.row(profileId)
    return worldId === this.#worldId ? this.state.groups.find(viewer, query, own, limit).map((row) => this.#group(row, viewer)) : []
  }

  async groupPosts(worldId: Id, profileId: Id, groupId: Id, limit: number): Promise<PostRow[]> {
    const [group, viewer] = [this.#groups.row(groupId), this.#members.row(profileId)]
    return this.#unmuted(worldId, viewer).filter((row) => this.state.groups.ofPost.get(row) === group).take(limit).map((row) => this.#post(row)).toArray()
  }

  #group(row: number, viewer: number): GroupSight {
    const group = must(this.state.group(row), 'a group')
    return {
      group: {
        ...group, id: this.#groups.id(row), worldId: must(this.#worldId, 'the world'), creatorId: this.#members.id(group.creatorId),
        turnId: group.turnId === null ? null : this.#turns.id(group.turnId),
      },
      isMember: this.state.isMember(row, viewer),
    }
  }

  /** Rows of visible posts that say something, by those the viewer does not mute. */
  #unmuted(worldId: Id, viewer: number): IteratorObject<number> {
    return this.#visible(worldId).filter((row) => !this.state.isRepost(row) && !this.state.mutes(viewer, this.#author(row)))
  }

  #visible(worldId: Id): IteratorObject<number> {
    return newestFirst(worldId === this.#worldId ? this.#nextPost : 0).filter((row) => this.#isSeen(row))
  }

  #isSeen(row: number): boolean {
    return this.state.isPostSeen(row)
  }

  #author(row: number): number {
    return this.state.posts.author.data[row] as number
  }

  #sight(row: SeenPost['row'], why: string, viewer: number): Sight {
    const referenced = this.state.posts.referenced.data[row] as number
    const group = this.state.groups.ofPost.get(row)
    return {
      post: this.#post(row), why, comments: [...commentsOf(this.state, row, viewer)].map((comment) => this.#comment(comment)),
      referenced: referenced !== NOBODY && this.#isSeen(referenced) ? this.#post(referenced) : null,
      group: group === undefined ? null : this.#group(group, viewer),
      reaction: this.state.reaction(viewer, 'post', row) ?? null, followsAuthor: this.state.follows(viewer, this.#author(row)),
    }
  }

  #post(row: number): PostRow {
    const post = must(this.state.post(row), 'a post')
    const { kind, title, text, hashtags, mentions, picture, likes, dislikes, comments, reposts, quotes, generator, turnId, createdMs, editedMs, hiddenMs, deletedMs } = post
    return {
      id: this.#posts.id(row), worldId: must(this.#worldId, 'the world'), authorId: this.#members.id(post.authorId), kind, title, text,
      referencedId: post.referencedId === null ? null : this.#posts.id(post.referencedId), groupId: post.groupId === null ? null : this.#groups.id(post.groupId), hashtags, mentions, picture, likes, dislikes, comments, reposts, quotes, generator,
      turnId: turnId === null ? null : this.#turns.id(turnId), createdMs, editedMs, hiddenMs, deletedMs,
    }
  }

  #comment(row: number): CommentRow {
    const comment = must(this.state.comment(row), 'a comment')
    const { text, likes, dislikes, replies, generator, turnId, createdMs, editedMs, hiddenMs, deletedMs } = comment
    return {
      id: this.#comments.id(row), worldId: must(this.#worldId, 'the world'), postId: this.#posts.id(comment.postId),
      parentId: comment.parentId === null ? null : this.#comments.id(comment.parentId), authorId: this.#members.id(comment.authorId), text, likes, dislikes, replies,
      generator, turnId: turnId === null ? null : this.#turns.id(turnId), createdMs, editedMs, hiddenMs, deletedMs,
    }
  }

  #profile(row: number): ProfileRow {
    const profile = must(this.state.profileRow(row), 'a member')
    const { displayName, bio, posts, comments, followers, following, likesReceived, suspendedMs } = profile
    return { ...must(this.#people.rows[row], 'a member'), displayName, bio, posts, comments, followers, following, likesReceived, suspendedMs }
  }
}

function* newestFirst(count: number): Generator<number, void, undefined> {
  for (let row = count - 1; row >= 0; row--) yield row
}
