/**
 * A world's state in columns: members, posts and comments are rows with numbers in the order they came, their facts stand in
 * typed arrays, texts in a pool, relations in tables of pairs. A million members with their talk are some hundred
 * megabytes that the garbage collector never looks into. The same rules run over it as over the other stores.
 *
 * Rows that are handed out (`post`, `comment`, `profile`) are views that move: one is good until `VIEWS` more of its kind
 * have been asked for. Whoever keeps one copies it (`copyOf…`).
 */
import type { CheckpointSink, CheckpointSource } from '../../base/checkpoint.ts'
import { nextRow } from '../../base/growing.ts'
import type { FeedState } from '../feed-state.ts'
import type { GroupCounter, GroupRow } from '../groups/group-row.ts'
import type { ModeratedState } from '../moderation-rules.ts'
import type { PostWording } from '../post-text.ts'
import type { CommentCounter, CommentRow, MemberRow, NoticeRow, PostCounter, PostRow, ProfileCounter, ProfileRow, Said } from '../rows.ts'
import { NewestPool } from './newest-pool.ts'
import type { PersonSource } from './people.ts'
import { CommentView, PostView, ProfileView } from './row-views.ts'
import { NOBODY, NOTICE_KINDS, POST_KINDS } from './world-columns.ts'
import { WorldRelations } from './world-relations.ts'

/** Rules hold two or three rows of a kind at once. */
const VIEWS = 8
const REPOST = POST_KINDS.indexOf('repost')

export class ColumnState extends WorldRelations implements FeedState<number>, ModeratedState<number> {
  readonly pool: NewestPool
  /** Members whose posts and comments nobody sees. */
  suspended = 0

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
    this.suspended += (atMs === null ? 0 : 1) - (this.profiles.suspendedMs.data[member] === 0 ? 0 : 1)
    this.profiles.suspendedMs.data[member] = atMs ?? 0
    this.#drawPoolAnew()
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

  /** All but the people, who are their source's to keep. The pool is drawn anew: it is the newest posts there are. */
  override save(sink: CheckpointSink): void {
    super.save(sink)
    sink.json('suspended', this.suspended)
  }

  override load(source: CheckpointSource): void {
    super.load(source)
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

function setOrDelete<Value>(map: Map<number, Value>, row: number, value: Value | null): void {
  if (value === null) map.delete(row)
  else map.set(row, value)
}
