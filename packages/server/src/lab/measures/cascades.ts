/**
 * What spreads and what is answered: trees of reposts and quotes below the post they began with, and trees of comments below
 * their post. A post nobody passed on or answered is no cascade.
 */
import { summaryOf, type Summary } from './summary.ts'
import { histogramOf, tailOf, type TailPoint } from './tail.ts'
import { treesOf } from './trees.ts'
import { NOBODY, type WorldRecord } from './world-record.ts'

export interface Cascades {
  readonly kind: 'reposts and quotes' | 'comments'
  readonly unit: 'posts a cascade' | 'post and comments a cascade'
  readonly count: number
  /** Of all posts that could have begun one. */
  readonly shareOfPosts: number | null
  readonly size: Summary | null
  /** Ties from the first post to the furthest. */
  readonly depth: Summary | null
  /** Most at one distance. */
  readonly breadth: Summary | null
  /** Mean ties between two of a cascade. */
  readonly virality: Summary | null
  readonly sizes: readonly TailPoint[]
  readonly largest: readonly LargestCascade[]
  readonly notes: readonly string[]
}

export interface LargestCascade {
  readonly post: number
  readonly username: string
  readonly size: number
  readonly depth: number
  readonly breadth: number
  readonly virality: number
}

const SHOWN = 10

export function reshareCascades(record: WorldRecord): Cascades {
  const { posts } = record
  const parents = posts.referenced.subarray(0, posts.count)
  let starts = 0
  for (const parent of parents) if (parent === NOBODY) starts += 1
  return cascades(record, 'reposts and quotes', parents, starts)
}

/** Posts come first, then comments, so that a parent's number is always the lower one. */
export function commentCascades(record: WorldRecord): Cascades {
  const { posts, comments } = record
  const parents = new Int32Array(posts.count + comments.count).fill(NOBODY)
  for (let i = 0; i < comments.count; i++) {
    const parent = comments.parent[i] as number
    parents[posts.count + i] = parent === NOBODY ? comments.post[i] as number : posts.count + parent
  }
  return cascades(record, 'comments', parents, posts.count)
}

function cascades(record: WorldRecord, kind: Cascades['kind'], parents: Int32Array, starts: number): Cascades {
  const trees = treesOf(parents)
  const order = Int32Array.from({ length: trees.roots.length }, (_, index) => index)
    .sort((a, b) => (trees.sizes[b] as number) - (trees.sizes[a] as number) || a - b)
  return {
    kind,
    unit: kind === 'comments' ? 'post and comments a cascade' : 'posts a cascade',
    count: trees.roots.length,
    shareOfPosts: starts === 0 ? null : trees.roots.length / starts,
    size: summaryOf(trees.sizes),
    depth: summaryOf(trees.depths),
    breadth: summaryOf(trees.breadths),
    virality: summaryOf(trees.viralities),
    sizes: tailOf(histogramOf(trees.sizes)),
    largest: Array.from(order.subarray(0, SHOWN), (at) => ({
      post: trees.roots[at] as number,
      username: record.members.username(record.posts.author[trees.roots[at] as number] as number),
      size: trees.sizes[at] as number,
      depth: trees.depths[at] as number,
      breadth: trees.breadths[at] as number,
      virality: trees.viralities[at] as number,
    })),
    notes: trees.dangling === 0 ? [] : [`${trees.dangling} refer to something that is not older than they are and begin cascades of their own`],
  }
}
