/**
 * A world as the measures read it: who is in it and what they did, in columns. It knows no store: a simulated world hands
 * out its own columns as they are, PostgreSQL fills such columns from one ordered query each. Members, posts and comments
 * are numbers from 0; posts and comments stand in the order they were made, so that what is answered or passed on has a
 * lower number than the answer. `NOBODY` (-1) means none. Nothing here may be written to.
 */
export const NOBODY = -1

export const POST_KINDS = ['original', 'quote', 'repost'] as const
export type PostKind = (typeof POST_KINDS)[number]

export interface WorldRecord {
  /** Epoch milliseconds: the run's first moment and the first one after it. */
  readonly fromMs: number
  readonly toMs: number
  readonly members: MemberColumns
  readonly posts: PostColumns
  readonly comments: CommentColumns
  readonly follows: FollowColumns
  readonly reactions: ReactionColumns
  /** Every act with its moment, reads included, where the record kept them; else acts are counted from what was made. */
  eachAct?(visit: (member: number, atMs: number) => void): void
  /** What was shown, and how follows came and went, in the order it happened; where the record kept them. */
  readonly shown?: ShownColumns
  readonly ties?: TieColumns
  /** Sides that the study set when the world began. */
  readonly camps?: readonly Camps[]
}

/** A labelling of members. */
export interface Camps {
  /** What they are: `communities`, `archetypes`, or a study's own word. */
  readonly kind: string
  readonly names: readonly string[]
  /** Each member's camp as an index into `names`; `NOBODY` stays out. */
  readonly labels: Int32Array
}

/** Posts that a refresh put before members; those that they searched for or looked up are not among them. */
export interface ShownColumns {
  readonly count: number
  /** How many there were, where only some refreshes were kept. */
  readonly of: number
  readonly member: Int32Array
  readonly post: Int32Array
  readonly atMs: Float64Array
  /** Index into `reasons`. */
  readonly why: Uint8Array
  readonly reasons: readonly string[]
}

/** Every follow that was drawn or taken back, those of the first day included. */
export interface TieColumns {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly atMs: Float64Array
  /** 1 where it was drawn, 0 where it was taken back. */
  readonly drawn: Uint8Array
}

export interface MemberColumns {
  readonly count: number
  username(member: number): string
  archetype(member: number): string | null
  /** Which of `rhythms` a member lives by, or `NOBODY`. */
  rhythm?(member: number): number
  /** The rate at which each rhythm spends its waiting at a moment; 0 is dormant. */
  readonly rhythms?: readonly ((atMs: number) => number)[]
}

export interface PostColumns {
  readonly count: number
  readonly author: Int32Array
  readonly createdMs: Float64Array
  /** Index into `POST_KINDS`. */
  readonly kind: Uint8Array
  /** The post that is quoted or passed on. */
  readonly referenced: Int32Array
  readonly likes: Int32Array
  readonly dislikes: Int32Array
  /** 1 where nobody sees the post any more. */
  readonly gone: Uint8Array
  text(post: number): string
}

export interface CommentColumns {
  readonly count: number
  readonly post: Int32Array
  readonly parent: Int32Array
  readonly author: Int32Array
  readonly createdMs: Float64Array
  readonly likes: Int32Array
  readonly dislikes: Int32Array
  readonly gone: Uint8Array
  text(comment: number): string
}

/** Times are null where the record holds relations only as they stand at the end. */
export interface FollowColumns {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly atMs: Float64Array | null
}

export interface ReactionColumns {
  readonly count: number
  readonly member: Int32Array
  /** 0 a post, 1 a comment; `target` is its number. */
  readonly on: Uint8Array
  readonly target: Int32Array
  /** 1 a like, -1 a dislike. */
  readonly value: Int8Array
  readonly atMs: Float64Array | null
}
