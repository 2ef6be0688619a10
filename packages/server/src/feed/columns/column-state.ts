/**
 * A world's state in columns: members, posts and comments are rows with numbers in the order they came, their facts stand in
 * typed arrays, texts in a pool, relations in tables of pairs. A million members with their talk are some hundred
 * megabytes that the garbage collector never looks into. The same rules run over it as over the other stores.
 *
 * Rows that are handed out (`post`, `comment`, `profile`) are views that move: one is good until `VIEWS` more of its kind
 * have been asked for. Whoever keeps one copies it (`copyOf…`).
 */
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource } from '../../base/checkpoint.ts'
import { nextRow } from '../../base/growing.ts'
import type { FeedState, Reaction } from '../feed-state.ts'
import type { GroupCounter, GroupRow } from '../groups/group-row.ts'
import type { PostWording } from '../post-text.ts'
import type { CommentCounter, CommentRow, MemberRow, NoticeRow, PostCounter, PostRow, ProfileCounter, ProfileRow, ReportRow } from '../rows.ts'
import type { ModeratedState, Said } from '../moderation-rules.ts'
import type { FollowLists } from './follow-lists.ts'
import { NewestPool } from './newest-pool.ts'
import { PairTable } from './pair-table.ts'
import type { PersonSource } from './people.ts'
import type { PoolReactions } from './pool-reactions.ts'
import { CommentView, PostView, ProfileView } from './row-views.ts'
import { NOBODY, NOTICE_KINDS, POST_KINDS, WorldColumns } from './world-columns.ts'

/** Rules hold two or three rows of a kind at once. */
const VIEWS = 8
/** What a checkpoint keeps; a test sees to it that none is forgotten. */
const TABLES = ['postReactions', 'commentReactions', 'followed', 'muted', 'reposted', 'reported'] as const
const REPOST = POST_KINDS.indexOf('repost')

export class ColumnState extends WorldColumns implements FeedState<number>, ModeratedState<number> {
  readonly postReactions = new PairTable()
  readonly commentReactions = new PairTable()
  readonly followed = new PairTable()
  readonly muted = new PairTable()
  readonly reposted = new PairTable()
  readonly reported = new PairTable()
  readonly reports: ReportRow<number>[] = []

  readonly pool: NewestPool
  /** Members whose posts and comments nobody sees. */
  suspended = 0
  /** Made by the looks that need them, and kept up from then on. */
  followLists: FollowLists | null = null
  poolReactions: PoolReactions | null = null

  readonly #profileColumns = Object.values(this.profiles)
  readonly #postColumns = Object.values(this.posts)
  readonly #commentColumns = Object.values(this.comments)
  readonly #noticeColumns = Object.values(this.notices)

  readonly #postViews: PostView[]
  readonly #commentViews: CommentView[]
  readonly #profileViews: ProfileView[]
  #postTurn = 0
  #commentTurn = 0
  #profileTurn = 0

  constructor(people: PersonSource) {
    super(people)
    this.pool = new NewestPool(this)
    this.#postViews = Array.from({ length: VIEWS }, () => new PostView(this))
    this.#commentViews = Array.from({ length: VIEWS }, () => new CommentView(this))
    this.#profileViews = Array.from({ length: VIEWS }, () => new ProfileView(this))
  }

  /** Returns the new member's number. */
  addProfile(bio: string, joinedMs: number, automated = true): number {
    const { profiles } = this
    const row = nextRow(this.#profileColumns)
    profiles.joinedMs.data[row] = joinedMs
    profiles.automated.data[row] = automated ? 1 : 0
    profiles.bio.data[row] = this.texts.add(bio)
    profiles.lastNotice.data[row] = NOBODY
    profiles.lastPost.data[row] = NOBODY
    return row
  }

  post(row: number): PostRow<number> | undefined {
    if (!(row >= 0 && row < this.posts.author.length)) return undefined
    const view = this.#postViews[this.#postTurn++ % VIEWS] as PostView
    view.id = row
    return view
  }

  comment(row: number): CommentRow<number> | undefined {
    if (!(row >= 0 && row < this.comments.author.length)) return undefined
    const view = this.#commentViews[this.#commentTurn++ % VIEWS] as CommentView
    view.id = row
    return view
  }

  profile(row: number): MemberRow<number> | undefined {
    return this.profileRow(row)
  }

  profileRow(row: number): ProfileRow<number> | undefined {
    if (!(row >= 0 && row < this.profiles.posts.length)) return undefined
    const view = this.#profileViews[this.#profileTurn++ % VIEWS] as ProfileView
    view.id = row
    return view
  }

  profileNamed(_worldId: number, username: string): MemberRow<number> | undefined {
    const row = this.people.find(username)
    return row === null ? undefined : this.profile(row)
  }

  reaction(profile: number, on: 'post' | 'comment', target: number): Reaction | undefined {
    const value = (on === 'post' ? this.postReactions : this.commentReactions).get(profile, target)
    return value === 0 ? undefined : value as Reaction
  }

  follows(follower: number, followee: number): boolean {
    return this.followed.get(follower, followee) === 1
  }

  mutes(muter: number, mutee: number): boolean {
    return this.profiles.mutes.data[muter] !== 0 && this.muted.get(muter, mutee) === 1
  }

  hasReposted(profile: number, post: number): boolean {
    return this.reposted.get(profile, post) === 1
  }

  hasReported(profile: number, on: Said, target: number): boolean {
    if (on === 'post') return this.reported.get(profile, target) === 1
    // So few comments are reported that a table of their own would be empty in nearly every world.
    return this.reports.some((report) => report.on === 'comment' && report.targetId === target && report.reporterId === profile)
  }

  isTold(profile: number, post: number, comment: number | null): boolean {
    const { notices } = this
    for (let row = this.profiles.lastNotice.data[profile] as number; row !== NOBODY; row = notices.before.data[row] as number) {
      if (notices.post.data[row] === post && notices.comment.data[row] === (comment ?? NOBODY)) return true
    }
    return false
  }

  group(row: number): GroupRow<number> | undefined {
    return this.groups.row(row, this.worldId)
  }

  groupNamed(_world: number, key: string): GroupRow<number> | undefined {
    const row = this.groups.named(key)
    return row === undefined ? undefined : this.group(row)
  }

  isMember(group: number, profile: number): boolean {
    return this.groups.isMember(group, profile)
  }

  addGroup(group: GroupRow<number>): void {
    this.groups.add(group)
  }

  addPost(post: PostRow<number>): void {
    const { posts, profiles } = this
    const last = posts.createdMs.length - 1
    if (post.id !== posts.author.length) throw new RangeError(`post ${post.id} is not the next one, ${posts.author.length}`)
    if (last >= 0 && post.createdMs < (posts.createdMs.data[last] as number)) throw new RangeError('posts come in the order of their times')
    const row = nextRow(this.#postColumns)
    posts.author.data[row] = post.authorId
    posts.kind.data[row] = POST_KINDS.indexOf(post.kind)
    posts.referenced.data[row] = post.referencedId ?? NOBODY
    posts.text.data[row] = this.texts.add(post.text)
    posts.createdMs.data[row] = post.createdMs
    posts.turn.data[row] = post.turnId ?? NOBODY
    posts.generator.data[row] = this.#generator(post.generator)
    posts.firstComment.data[row] = NOBODY
    posts.lastComment.data[row] = NOBODY
    posts.before.data[row] = profiles.lastPost.data[post.authorId] as number
    profiles.lastPost.data[post.authorId] = row
    if (post.groupId !== null) this.groups.ofPost.set(row, post.groupId)
    if (post.title !== null) this.titles.set(row, post.title)
    if (post.picture !== null) this.pictures.set(row, post.picture)
    if (post.hashtags.length > 0) this.hashtags.set(row, post.hashtags)
    if (post.mentions.length > 0) this.mentions.set(row, post.mentions)
    if (post.kind === 'repost' && post.referencedId !== null) this.reposted.set(post.authorId, post.referencedId, 1)
    else this.pool.add(row)
  }

  addComment(comment: CommentRow<number>): void {
    const { comments, posts } = this
    if (comment.id !== comments.author.length) throw new RangeError(`comment ${comment.id} is not the next one, ${comments.author.length}`)
    const row = nextRow(this.#commentColumns)
    comments.post.data[row] = comment.postId
    comments.parent.data[row] = comment.parentId ?? NOBODY
    comments.author.data[row] = comment.authorId
    comments.text.data[row] = this.texts.add(comment.text)
    comments.createdMs.data[row] = comment.createdMs
    comments.turn.data[row] = comment.turnId ?? NOBODY
    comments.generator.data[row] = this.#generator(comment.generator)
    comments.next.data[row] = NOBODY
    const last = posts.lastComment.data[comment.postId] as number
    if (last === NOBODY) posts.firstComment.data[comment.postId] = row
    else comments.next.data[last] = row
    posts.lastComment.data[comment.postId] = row
  }

  addReport(report: ReportRow<number>): void {
    this.reports.push(report)
    if (report.on === 'post') this.reported.set(report.reporterId, report.targetId, 1)
  }

  addNotice({ profileId, kind, postId, commentId, actorId, atMs }: NoticeRow<number>): void {
    const { notices, profiles } = this
    const row = nextRow(this.#noticeColumns)
    notices.kind.data[row] = NOTICE_KINDS.indexOf(kind)
    notices.post.data[row] = postId
    notices.comment.data[row] = commentId ?? NOBODY
    notices.actor.data[row] = actorId
    notices.atMs.data[row] = atMs
    notices.before.data[row] = profiles.lastNotice.data[profileId] as number
    profiles.lastNotice.data[profileId] = row
  }

  setReaction(_world: number, profile: number, on: 'post' | 'comment', target: number, reaction: Reaction | undefined): void {
    (on === 'post' ? this.postReactions : this.commentReactions).set(profile, target, reaction ?? 0)
    if (on === 'post') this.poolReactions?.changed(profile, target, reaction ?? 0)
  }

  setFollows(_world: number, follower: number, followee: number, on: boolean): void {
    this.followed.set(follower, followee, on ? 1 : 0)
    this.followLists?.changed(follower, followee, on)
  }

  setMutes(_world: number, muter: number, mutee: number, on: boolean): void {
    this.muted.set(muter, mutee, on ? 1 : 0);
    (this.profiles.mutes.data[muter] as number) += on ? 1 : -1
  }

  setMember(_world: number, group: number, profile: number, on: boolean): void {
    this.groups.membership.set(group, profile, on ? 1 : 0)
  }

  setBio(profile: number, bio: string): void {
    this.profiles.bio.data[profile] = this.texts.add(bio)
  }

  setDisplayName(profile: number, displayName: string): void {
    this.displayNames.set(profile, displayName)
  }

  /** Terms of the pool's posts are read anew with it: nothing in a simulation edits, so that may cost a little. */
  editPost(row: number, { title, text, hashtags, mentions }: PostWording, atMs: number): void {
    this.posts.text.data[row] = this.texts.add(text)
    setOrDelete(this.titles, row, title)
    setOrDelete(this.hashtags, row, hashtags.length > 0 ? hashtags : null)
    setOrDelete(this.mentions, row, mentions.length > 0 ? mentions : null)
    this.postsEdited.set(row, atMs)
    this.#drawPoolAnew()
  }

  editComment(row: number, text: string, atMs: number): void {
    this.comments.text.data[row] = this.texts.add(text)
    this.commentsEdited.set(row, atMs)
  }

  deletePost(row: number, atMs: number): void {
    const { posts } = this
    if (this.isRepost(row)) this.reposted.set(posts.author.data[row] as number, posts.referenced.data[row] as number, 0)
    posts.gone.data[row] = 1
    this.pictures.delete(row)
    this.postsDeleted.set(row, atMs)
    this.#drawPoolAnew()
  }

  deleteComment(row: number, atMs: number): void {
    this.comments.gone.data[row] = 1
    this.commentsDeleted.set(row, atMs)
  }

  countPost(row: number, counter: PostCounter, by: number): void {
    (this.posts[counter].data[row] as number) += by
    this.pool.moved(row)
  }

  countComment(row: number, counter: CommentCounter, by: number): void {
    (this.comments[counter].data[row] as number) += by
  }

  countProfile(row: number, counter: ProfileCounter, by: number): void {
    (this.profiles[counter].data[row] as number) += by
  }

  countGroup(group: number, counter: GroupCounter, by: number): void {
    this.groups.count(group, counter, by)
  }

  isRepost(row: number): boolean {
    return this.posts.kind.data[row] === REPOST
  }

  isSuspended(member: number): boolean {
    return this.suspended !== 0 && this.profiles.suspendedMs.data[member] !== 0
  }

  /** Neither hidden nor deleted, its author in good standing. */
  isPostSeen(row: number): boolean {
    return this.posts.gone.data[row] === 0 && !this.isSuspended(this.posts.author.data[row] as number)
  }

  /** Whether a notice still tells its member anything they may see. */
  stands(notice: number, member: number): boolean {
    const { notices } = this
    const comment = notices.comment.data[notice] as number
    const isGone = comment === NOBODY ? this.posts.gone.data[notices.post.data[notice] as number] !== 0 : this.comments.gone.data[comment] !== 0
    const actor = notices.actor.data[notice] as number
    return !isGone && !this.isSuspended(actor) && !this.mutes(member, actor)
  }

  setHidden(on: Said, row: number, atMs: number | null): void {
    setOrDelete(on === 'post' ? this.postsHidden : this.commentsHidden, row, atMs)
    this.#goneOrBack(on, row)
  }

  setDeleted(on: Said, row: number, atMs: number, erases: boolean): void {
    setOrDelete(on === 'post' ? this.postsDeleted : this.commentsDeleted, row, atMs)
    if (on === 'post') this.pictures.delete(row)
    if (erases) this.#erase(on, row)
    // What was passed on and deleted can be passed on again.
    if (on === 'post' && this.isRepost(row)) this.reposted.set(this.posts.author.data[row] as number, this.posts.referenced.data[row] as number, 0)
    this.#goneOrBack(on, row)
  }

  setSuspended(member: number, atMs: number | null): void {
    if (atMs === null) this.unsuspend(member)
    else this.suspend(member, atMs)
  }

  #erase(on: Said, row: number): void {
    (on === 'post' ? this.posts : this.comments).text.data[row] = this.texts.add('')
    if (on === 'post') for (const words of [this.titles, this.hashtags, this.mentions]) words.delete(row)
  }

  #goneOrBack(on: Said, row: number): void {
    const [hidden, deleted] = on === 'post' ? [this.postsHidden, this.postsDeleted] : [this.commentsHidden, this.commentsDeleted];
    (on === 'post' ? this.posts : this.comments).gone.data[row] = hidden.has(row) || deleted.has(row) ? 1 : 0
    if (on === 'post') this.#drawPoolAnew()
  }

  suspend(member: number, atMs: number): void {
    if (this.profiles.suspendedMs.data[member] === 0) this.suspended += 1
    this.profiles.suspendedMs.data[member] = atMs
    this.#drawPoolAnew()
  }

  unsuspend(member: number): void {
    if (this.profiles.suspendedMs.data[member] === 0) return
    this.suspended -= 1
    this.profiles.suspendedMs.data[member] = 0
    this.#drawPoolAnew()
  }

  /** All but the people, who are their source's to keep. The pool is drawn anew: it is the newest posts there are. */
  override save(sink: CheckpointSink): void {
    super.save(sink)
    for (const name of TABLES) this[name].save(sinkUnder(sink, name))
    sink.json('reports', this.reports)
    sink.json('suspended', this.suspended)
  }

  override load(source: CheckpointSource): void {
    super.load(source)
    for (const name of TABLES) this[name].load(sourceUnder(source, name))
    for (const report of source.json<(ReportRow<number> | PostReport)[]>('reports')) this.reports.push('postId' in report ? { ...report, on: 'post', targetId: report.postId } : report)
    this.suspended = source.json('suspended')
    this.#drawPoolAnew()
  }

  #drawPoolAnew(): void {
    this.pool.drawAnew((row) => !this.isRepost(row) && this.isPostSeen(row))
  }

  #generator(label: string | null): number {
    const known = this.generators.indexOf(label)
    if (known >= 0) return known
    if (this.generators.length === 256) throw new RangeError('a world knows 255 makers of texts at most')
    return this.generators.push(label) - 1
  }
}

/** As checkpoints have it that were kept before comments could be reported. */
type PostReport = Omit<ReportRow<number>, 'on' | 'targetId'> & { readonly postId: number }

function setOrDelete<Value>(map: Map<number, Value>, row: number, value: Value | null): void {
  if (value === null) map.delete(row)
  else map.set(row, value)
}
