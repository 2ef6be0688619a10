/** A world's facts in maps, open to whoever moves a world elsewhere. What the rules ask and change, one entry at a time. */
import { must } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { FeedState, Reaction } from './feed-state.ts'
import { GroupMaps } from './groups/group-maps.ts'
import type { ModeratedState } from './moderation-rules.ts'
import type { PostWording } from './post-text.ts'
import type { CommentCounter, CommentRow, NoticeRow, PostCounter, PostRow, ProfileCounter, ProfileRow, ReportRow, Said } from './rows.ts'

/** A pair of ids as one key. */
function pair(a: Id, b: Id): string {
  return `${a} ${b}`
}

export interface ReactionRow {
  readonly worldId: Id
  readonly profileId: Id
  readonly on: Said
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

  reaction(profileId: Id, _on: Said, targetId: Id): Reaction | undefined {
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

  setReaction(worldId: Id, profileId: Id, on: Said, targetId: Id, reaction: Reaction | undefined, atMs: number): void {
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

/** Oldest first; ties by id, so that the order is total. */
function byAge(a: PostRow, b: PostRow): number {
  return a.createdMs - b.createdMs || (a.id < b.id ? -1 : 1)
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
