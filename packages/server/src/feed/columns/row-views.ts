/** Rows of columns as the rules read them: one object that moves from row to row. */
import type { Picture } from '@troupe/contract'
import type { CommentRow, PostRow, ProfileRow } from '../rows.ts'
import { NOBODY, POST_KINDS, type WorldColumns } from './world-columns.ts'

const NONE: readonly string[] = Object.freeze([])

export class PostView implements PostRow<number> {
  readonly #state: WorldColumns
  id = 0

  constructor(state: WorldColumns) {
    this.#state = state
  }

  get worldId(): number { return this.#state.worldId }
  get authorId(): number { return this.#state.posts.author.data[this.id] as number }
  get kind(): PostRow['kind'] { return POST_KINDS[this.#state.posts.kind.data[this.id] as number] as PostRow['kind'] }
  get title(): string | null { return this.#state.titles.get(this.id) ?? null }
  get text(): string { return this.#state.texts.get(this.#state.posts.text.data[this.id] as number) }
  get referencedId(): number | null { return somebody(this.#state.posts.referenced.data[this.id] as number) }
  get groupId(): number | null { return this.#state.groups.ofPost.get(this.id) ?? null }
  get hashtags(): readonly string[] { return this.#state.hashtags.get(this.id) ?? NONE }
  get mentions(): readonly string[] { return this.#state.mentions.get(this.id) ?? NONE }
  get picture(): Picture | null { return this.#state.pictures.get(this.id) ?? null }
  get likes(): number { return this.#state.posts.likes.data[this.id] as number }
  get dislikes(): number { return this.#state.posts.dislikes.data[this.id] as number }
  get comments(): number { return this.#state.posts.comments.data[this.id] as number }
  get reposts(): number { return this.#state.posts.reposts.data[this.id] as number }
  get quotes(): number { return this.#state.posts.quotes.data[this.id] as number }
  get generator(): string | null { return this.#state.generators[this.#state.posts.generator.data[this.id] as number] ?? null }
  get turnId(): number | null { return somebody(this.#state.posts.turn.data[this.id] as number) }
  get createdMs(): number { return this.#state.posts.createdMs.data[this.id] as number }
  get editedMs(): number | null { return this.#state.postsEdited.get(this.id) ?? null }
  get hiddenMs(): number | null { return this.#state.posts.gone.data[this.id] === 0 ? null : this.#state.postsHidden.get(this.id) ?? null }
  get deletedMs(): number | null { return this.#state.posts.gone.data[this.id] === 0 ? null : this.#state.postsDeleted.get(this.id) ?? null }
}

export class CommentView implements CommentRow<number> {
  readonly #state: WorldColumns
  id = 0

  constructor(state: WorldColumns) {
    this.#state = state
  }

  get worldId(): number { return this.#state.worldId }
  get postId(): number { return this.#state.comments.post.data[this.id] as number }
  get parentId(): number | null { return somebody(this.#state.comments.parent.data[this.id] as number) }
  get authorId(): number { return this.#state.comments.author.data[this.id] as number }
  get text(): string { return this.#state.texts.get(this.#state.comments.text.data[this.id] as number) }
  get likes(): number { return this.#state.comments.likes.data[this.id] as number }
  get dislikes(): number { return this.#state.comments.dislikes.data[this.id] as number }
  get replies(): number { return this.#state.comments.replies.data[this.id] as number }
  get generator(): string | null { return this.#state.generators[this.#state.comments.generator.data[this.id] as number] ?? null }
  get turnId(): number | null { return somebody(this.#state.comments.turn.data[this.id] as number) }
  get createdMs(): number { return this.#state.comments.createdMs.data[this.id] as number }
  get editedMs(): number | null { return this.#state.commentsEdited.get(this.id) ?? null }
  get hiddenMs(): number | null { return this.#state.comments.gone.data[this.id] === 0 ? null : this.#state.commentsHidden.get(this.id) ?? null }
  get deletedMs(): number | null { return this.#state.comments.gone.data[this.id] === 0 ? null : this.#state.commentsDeleted.get(this.id) ?? null }
}

export class ProfileView implements ProfileRow<number> {
  readonly #state: WorldColumns
  id = 0

  constructor(state: WorldColumns) {
    this.#state = state
  }

  get worldId(): number { return this.#state.worldId }
  get personaId(): string | null { return null }
  get username(): string { return this.#state.people.person(this.id).username }
  get displayName(): string { return this.#state.nameOf(this.id) }
  get bio(): string { return this.#state.texts.get(this.#state.profiles.bio.data[this.id] as number) }
  get location(): string { return this.#state.people.person(this.id).location }
  get interests(): readonly string[] { return this.#state.people.person(this.id).interests }
  get archetype(): string | null { return this.#state.people.person(this.id).archetype }
  get avatarUrl(): string { return '' }
  get automated(): boolean { return this.#state.profiles.automated.data[this.id] === 1 }
  get posts(): number { return this.#state.profiles.posts.data[this.id] as number }
  get comments(): number { return this.#state.profiles.comments.data[this.id] as number }
  get followers(): number { return this.#state.profiles.followers.data[this.id] as number }
  get following(): number { return this.#state.profiles.following.data[this.id] as number }
  get likesReceived(): number { return this.#state.profiles.likesReceived.data[this.id] as number }
  get joinedMs(): number { return this.#state.profiles.joinedMs.data[this.id] as number }
  get suspendedMs(): number | null {
    const at = this.#state.profiles.suspendedMs.data[this.id] as number
    return at === 0 ? null : at
  }
}

function somebody(row: number): number | null {
  return row === NOBODY ? null : row
}
