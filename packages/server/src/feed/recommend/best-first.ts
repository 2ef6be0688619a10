/**
 * Choosing by score: what every recommender that weighs posts does once it has weighed them. Generic over what a post is, so
 * that rows of maps, rows of tables and numbers of columns are chosen from alike.
 */

export interface Choice<Post> {
  readonly post: Post
  readonly why: string
}

export interface Weighing<Post> {
  /** Whether the watcher may be shown it at all. */
  readonly isFor: (post: Post) => boolean
  /** 0 and less: not chosen for its own sake. */
  readonly scoreOf: (post: Post) => number
  readonly whyOf: (post: Post) => string
}

/**
 * The best of a pool, newest first. Ties keep the pool's order: the newer post, then the greater id. Filled up with new ones,
 * since a newcomer follows nobody, likes nothing and has to see something.
 */
export function bestFirst<Post>(pool: readonly Post[], { isFor, scoreOf, whyOf }: Weighing<Post>, limit: number): Choice<Post>[] {
  const scored: { readonly post: Post; readonly score: number }[] = []
  for (const post of pool) {
    if (!isFor(post)) continue
    const score = scoreOf(post)
    if (score > 0) scored.push({ post, score })
  }
  const chosen = scored.sort((a, b) => b.score - a.score).slice(0, limit).map(({ post }): Choice<Post> => ({ post, why: whyOf(post) }))
  const shown = new Set(chosen.map(({ post }) => post))
  for (const post of pool) {
    if (chosen.length >= limit) break
    if (!shown.has(post) && isFor(post)) chosen.push({ post, why: 'new' })
  }
  return chosen
}
