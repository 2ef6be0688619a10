/** Small worlds written down by hand, for measures whose answers were worked out by hand. */
import { NOBODY, POST_KINDS, type PostKind, type WorldRecord } from '../world-record.ts'

interface MadePost {
  readonly by: number
  readonly text?: string
  readonly atMs?: number
  readonly kind?: PostKind
  readonly of?: number
  readonly likes?: number
  readonly gone?: boolean
}

interface MadeComment {
  readonly by: number
  readonly on: number
  readonly to?: number
  readonly text?: string
  readonly atMs?: number
  readonly likes?: number
}

export interface MadeWorld {
  readonly members: number
  readonly fromMs?: number
  readonly toMs?: number
  readonly names?: readonly string[]
  readonly archetypes?: readonly (string | null)[]
  readonly rhythms?: readonly ((atMs: number) => number)[]
  readonly rhythmOf?: readonly number[]
  readonly posts?: readonly MadePost[]
  readonly comments?: readonly MadeComment[]
  readonly follows?: readonly (readonly [from: number, to: number])[]
  readonly acts?: readonly (readonly [member: number, atMs: number])[]
  readonly likes?: readonly (readonly [member: number, on: 'post' | 'comment', target: number])[]
  readonly shown?: readonly (readonly [member: number, post: number, atMs: number, why?: string])[]
  readonly ties?: readonly (readonly [from: number, to: number, atMs: number, drawn?: false])[]
}

export function madeWorld(made: MadeWorld): WorldRecord {
  const posts = made.posts ?? []
  const comments = made.comments ?? []
  const follows = made.follows ?? []
  const { acts, likes: liked = [], rhythmOf, rhythms, shown, ties } = made
  const reasons = [...new Set(shown?.map(([, , , why]) => why ?? 'new'))]
  return {
    fromMs: made.fromMs ?? 0,
    toMs: made.toMs ?? 86_400_000,
    members: {
      count: made.members,
      username: (member) => made.names?.[member] ?? `m${member}`,
      archetype: (member) => made.archetypes?.[member] ?? null,
      ...(rhythmOf ? { rhythm: (member: number) => rhythmOf[member] ?? NOBODY } : {}),
      ...(rhythms ? { rhythms } : {}),
    },
    posts: {
      count: posts.length,
      author: Int32Array.from(posts, ({ by }) => by),
      createdMs: Float64Array.from(posts, ({ atMs }, index) => atMs ?? index * 1000),
      kind: Uint8Array.from(posts, ({ kind }) => POST_KINDS.indexOf(kind ?? 'original')),
      referenced: Int32Array.from(posts, (post) => post.of ?? NOBODY),
      likes: Int32Array.from(posts, ({ likes }) => likes ?? 0),
      dislikes: new Int32Array(posts.length),
      gone: Uint8Array.from(posts, ({ gone }) => (gone ? 1 : 0)),
      text: (post) => posts[post]?.text ?? '',
    },
    comments: {
      count: comments.length,
      post: Int32Array.from(comments, ({ on }) => on),
      parent: Int32Array.from(comments, ({ to }) => to ?? NOBODY),
      author: Int32Array.from(comments, ({ by }) => by),
      createdMs: Float64Array.from(comments, ({ atMs }, index) => atMs ?? index * 1000),
      likes: Int32Array.from(comments, ({ likes }) => likes ?? 0),
      dislikes: new Int32Array(comments.length),
      gone: new Uint8Array(comments.length),
      text: (comment) => comments[comment]?.text ?? '',
    },
    follows: { count: follows.length, from: Int32Array.from(follows, ([from]) => from), to: Int32Array.from(follows, ([, to]) => to), atMs: null },
    reactions: {
      count: liked.length, member: Int32Array.from(liked, ([member]) => member), on: Uint8Array.from(liked, ([, on]) => (on === 'post' ? 0 : 1)),
      target: Int32Array.from(liked, ([, , target]) => target), value: new Int8Array(liked.length).fill(1), atMs: null,
    },
    ...(shown ? {
      shown: {
        count: shown.length, of: shown.length, member: Int32Array.from(shown, ([member]) => member), post: Int32Array.from(shown, ([, post]) => post),
        atMs: Float64Array.from(shown, ([, , atMs]) => atMs), why: Uint8Array.from(shown, ([, , , why]) => reasons.indexOf(why ?? 'new')), reasons,
      },
    } : {}),
    ...(ties ? {
      ties: {
        count: ties.length, from: Int32Array.from(ties, ([from]) => from), to: Int32Array.from(ties, ([, to]) => to), atMs: Float64Array.from(ties, ([, , atMs]) => atMs),
        drawn: Uint8Array.from(ties, ([, , , drawn]) => (drawn === false ? 0 : 1)),
      },
    } : {}),
    ...(acts ? { eachAct: (visit: (member: number, atMs: number) => void) => { for (const [member, atMs] of acts) visit(member, atMs) } } : {}),
  }
}
