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
  if (limit <= 0) return []
  const best: Post[] = []
  const scores: number[] = []
  for (const post of pool) {
    const score = scoreOf(post)
    if (!(score > 0) || (best.length === limit && score <= (scores[limit - 1] as number)) || !isFor(post)) continue
    // Put in from the end; a tie stays behind the one that came first. Few of a pool go in: sorting all took four times as long.
    let place = best.length < limit ? best.length : limit - 1
    for (; place > 0 && (scores[place - 1] as number) < score; place--) {
      best[place] = best[place - 1] as Post
      scores[place] = scores[place - 1] as number
    }
    best[place] = post
    scores[place] = score
  }
  const chosen = best.map((post): Choice<Post> => ({ post, why: whyOf(post) }))
  if (chosen.length >= limit) return chosen
  const shown = new Set(best)
  for (const post of pool) {
    if (shown.has(post) || !isFor(post)) continue
    chosen.push({ post, why: 'new' })
    if (chosen.length === limit) break
  }
  return chosen
}
