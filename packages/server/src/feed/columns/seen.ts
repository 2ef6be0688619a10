/** Posts and comments of columns as an agent meets them. What is not read is not made: most looks end in one like. */
import type { Id } from '../../base/ids.ts'
import { STRANGER, type SeenGroup, type SeenItem, type SeenPicture, type Standing } from '../../agent/seen-item.ts'
import type { ColumnState } from './column-state.ts'
import { NOBODY, NOTICE_KINDS } from './world-columns.ts'
import { idOfComment, idOfGroup, idOfMember, idOfPost } from './ids.ts'

export type Why = 'new' | 'popular' | 'by somebody you follow' | 'friends of friends' | 'shared interests' | 'liked on both sides' | 'drawn at random' | 'looked up'

const UNREAD = 2

export class SeenPost implements SeenItem {
  readonly row: number
  readonly likes: number
  readonly dislikes: number
  readonly #why: Why
  readonly #words: string | null
  readonly #counted: number
  /** How many comments stood under it then. */
  readonly commentsThen: number
  readonly #state: ColumnState
  readonly #viewer: number
  #comments: SeenComment[] | null = null
  /** As they were when they were first asked for. */
  #reaction = UNREAD
  #follows = UNREAD

  /** `words`: the whole reason, where its kind and the post's counts don't tell it. */
  constructor(state: ColumnState, row: number, viewer: number, why: Why, commentsThen: number, words: string | null = null) {
    this.#state = state
    this.row = row
    this.#viewer = viewer
    this.#why = why
    this.#words = words
    this.#counted = state.posts.comments.data[row] as number
    this.commentsThen = commentsThen
    this.likes = state.posts.likes.data[row] as number
    this.dislikes = state.posts.dislikes.data[row] as number
  }

  /** In the words of `recommend.ts`, made when it is read. */
  get why(): string { return this.#words ?? (this.#why === 'popular' ? `popular: ${this.likes} likes, ${this.#counted} comments` : this.#why) }
  get kindOfWhy(): Why { return this.#why }
  get kind(): 'post' { return 'post' }
  get id(): Id { return idOfPost(this.row) }
  get author(): number { return this.#state.posts.author.data[this.row] as number }
  get authorId(): Id { return idOfMember(this.author) }
  get authorName(): string { return this.#state.nameOf(this.author) }
  get authorUsername(): string { return this.#state.people.person(this.author).username }
  get atMs(): number { return this.#state.posts.createdMs.data[this.row] as number }
  get postId(): null { return null }
  get parentId(): null { return null }
  get group(): SeenGroup | null { return groupOf(this.#state, this.row, this.#viewer) }

  get text(): string { return postText(this.#state, this.row) }
  get picture(): SeenPicture | null { return this.#state.pictures.get(this.row) ?? null }

  get comments(): readonly SeenComment[] {
    return (this.#comments ??= [...commentsOf(this.#state, this.row, this.#viewer, this.commentsThen)].map((row) => new SeenComment(this.#state, row)))
  }

  get yours(): Standing {
    this.settleReaction()
    this.settleFollow()
    return {
      reaction: this.#reaction === 0 ? null : this.#reaction === 1 ? 'like' : 'dislike',
      commented: this.comments.some((comment) => comment.author === this.#viewer),
      followsAuthor: this.#follows === 1,
    }
  }

  /** The viewer is about to change it, and what was seen stays as it was seen. */
  settleReaction(): void {
    if (this.#reaction === UNREAD) this.#reaction = this.#state.reaction(this.#viewer, 'post', this.row) ?? 0
  }

  settleFollow(): void {
    if (this.#follows === UNREAD) this.#follows = this.#state.follows(this.#viewer, this.author) ? 1 : 0
  }

  /** All there is to read: whose comments are seen at all is about to change. */
  settle(): void {
    void this.yours
  }
}

export class SeenComment implements SeenItem {
  readonly kind = 'comment'
  readonly row: number
  readonly likes: number
  readonly dislikes: number
  readonly #state: ColumnState

  constructor(state: ColumnState, row: number) {
    this.#state = state
    this.row = row
    this.likes = state.comments.likes.data[row] as number
    this.dislikes = state.comments.dislikes.data[row] as number
  }

  get id(): Id { return idOfComment(this.row) }
  get author(): number { return this.#state.comments.author.data[this.row] as number }
  get authorId(): Id { return idOfMember(this.author) }
  get authorName(): string { return this.#state.nameOf(this.author) }
  get authorUsername(): string { return this.#state.people.person(this.author).username }
  get text(): string { return commentText(this.#state, this.row) }
  get picture(): null { return null }
  get atMs(): number { return this.#state.comments.createdMs.data[this.row] as number }
  get postId(): Id { return idOfPost(this.#state.comments.post.data[this.row] as number) }
  get parentId(): Id | null {
    const parent = this.#state.comments.parent.data[this.row] as number
    return parent === NOBODY ? null : idOfComment(parent)
  }
  get group(): null { return null }
  get comments(): readonly SeenItem[] { return [] }
  get why(): null { return null }
  get yours(): Standing { return STRANGER }
}

function groupOf(state: ColumnState, post: number, viewer: number): SeenGroup | null {
  const group = state.groups.ofPost.get(post)
  return group === undefined ? null : { id: idOfGroup(group), name: state.groups.names[group] as string, isMember: state.isMember(group, viewer) }
}

/** A title and a quoted post are part of what is read. */
export function postText(state: ColumnState, row: number): string {
  const title = state.titles.get(row)
  const text = state.texts.get(state.posts.text.data[row] as number)
  const said = title === undefined ? text : `${title}\n${text}`
  const quoted = state.posts.referenced.data[row] as number
  if (quoted === NOBODY || !state.isPostSeen(quoted)) return said
  return `${said}\n> @${state.people.person(state.posts.author.data[quoted] as number).username}: ${state.texts.get(state.posts.text.data[quoted] as number)}`
}

export function commentText(state: ColumnState, row: number): string {
  return state.texts.get(state.comments.text.data[row] as number)
}

/** Something addressed to the agent: who said it and where, and in which way it is theirs. */
export class SeenNotice implements SeenItem {
  readonly kind: 'post' | 'comment'
  /** Of the post or the comment. */
  readonly row: number
  readonly why: string
  readonly likes: number
  readonly dislikes: number
  readonly #state: ColumnState
  readonly #post: number

  constructor(state: ColumnState, notice: number) {
    const { notices } = state
    const comment = notices.comment.data[notice] as number
    this.#state = state
    this.#post = notices.post.data[notice] as number
    this.kind = comment === NOBODY ? 'post' : 'comment'
    this.row = comment === NOBODY ? this.#post : comment
    this.why = NOTICE_KINDS[notices.kind.data[notice] as number] as string
    this.likes = this.#said.likes.data[this.row] as number
    this.dislikes = this.#said.dislikes.data[this.row] as number
  }

  get #said(): ColumnState['posts'] | ColumnState['comments'] { return this.kind === 'post' ? this.#state.posts : this.#state.comments }
  get id(): Id { return this.kind === 'post' ? idOfPost(this.row) : idOfComment(this.row) }
  get author(): number { return this.#said.author.data[this.row] as number }
  get authorId(): Id { return idOfMember(this.author) }
  get authorName(): string { return this.#state.nameOf(this.author) }
  get authorUsername(): string { return this.#state.people.person(this.author).username }
  get text(): string { return this.#state.texts.get(this.#said.text.data[this.row] as number) }
  get picture(): SeenPicture | null { return this.kind === 'post' ? this.#state.pictures.get(this.row) ?? null : null }
  get atMs(): number { return this.#said.createdMs.data[this.row] as number }
  get under(): number { return this.#post }
  get postId(): Id | null { return this.kind === 'post' ? null : idOfPost(this.#post) }
  get parentId(): Id | null {
    const parent = this.kind === 'post' ? NOBODY : this.#state.comments.parent.data[this.row] as number
    return parent === NOBODY ? null : idOfComment(parent)
  }
  get group(): null { return null }
  get comments(): readonly SeenItem[] { return [] }
  get yours(): Standing { return STRANGER }
}

/** Rows of the comments under a post that a member may see, oldest first; `most` of them. */
export function* commentsOf(state: ColumnState, post: number, viewer: number, most = Number.POSITIVE_INFINITY): Generator<number> {
  let left = most
  for (let row = state.posts.firstComment.data[post] as number; row !== NOBODY && left > 0; row = state.comments.next.data[row] as number) {
    if (!isSeen(state, row, viewer)) continue
    left -= 1
    yield row
  }
}

/** Nothing was taken away and the viewer mutes nobody: a post's own counter tells how many comments they see. */
export function seesAll(state: ColumnState, viewer: number): boolean {
  return state.suspended === 0 && state.commentsHidden.size === 0 && state.commentsDeleted.size === 0 && state.profiles.mutes.data[viewer] === 0
}

export function commentsSeen(state: ColumnState, post: number, viewer: number, all = seesAll(state, viewer)): number {
  if (all) return state.posts.comments.data[post] as number
  let count = 0
  for (const _ of commentsOf(state, post, viewer)) count += 1
  return count
}

function isSeen(state: ColumnState, row: number, viewer: number): boolean {
  const author = state.comments.author.data[row] as number
  return state.comments.gone.data[row] === 0 && !state.isSuspended(author) && !state.mutes(viewer, author)
}
