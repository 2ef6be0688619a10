/**
 * Recommenders (SPEC C3): which posts an agent sees when it refreshes, each with its reason. Pure functions over a pool,
 * the world's newest posts; every store draws the same pool, so every store recommends the same.
 */
import type { RecommenderName } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import type { Random } from '../base/random.ts'
import { bestFirst } from './recommend/best-first.ts'
import { likedOnBothSides, type Bridge } from './recommend/bridging.ts'
import { followedByFriends } from './recommend/friends-of-friends.ts'
import type { Surroundings } from './recommend/surroundings.ts'
import type { PostRow } from './rows.ts'

/** Posts that a refresh chooses from: the newest visible ones of a world, reposts aside. Bounds every query, whatever the world's age. */
export const POOL_SIZE = 500

export interface Watcher {
  readonly profileId: Id
  readonly mutes: ReadonlySet<Id>
  readonly follows: ReadonlySet<Id>
}

export interface Recommended {
  readonly post: PostRow
  /** "new", "popular: 12 likes and 4 comments in 3 h"… */
  readonly why: string
}

export type Recommender = (pool: readonly PostRow[], watcher: Watcher, limit: number, nowMs: number, random: Random, surroundings: Surroundings) => Recommended[]

/** Newest first. `pool` comes in that order. */
const recent: Recommender = (pool, watcher, limit) => {
  const chosen: Recommended[] = []
  for (const post of pool) {
    if (!isFor(watcher, post)) continue
    chosen.push({ post, why: 'new' })
    if (chosen.length === limit) break
  }
  return chosen
}

const HOUR_MS = 3_600_000

/**
 * Approval and talk, decayed by age: (likes - dislikes + 2 comments + 3 passed on) / (hours + 2)^1.5, the shape of
 * Hacker News' ranking (Salihefendic 2015), where a post loses half its standing in about its first 1.2 hours.
 */
export function popularity(post: PostRow, nowMs: number): number {
  return standingOf(post.createdMs, post.likes, post.dislikes, post.comments, post.reposts + post.quotes, nowMs)
}

/** By a root, which every machine rounds alike; of a power that is not promised, and a simulation has to repeat to the bit. */
export function standingOf(createdMs: number, likes: number, dislikes: number, comments: number, passedOn: number, nowMs: number): number {
  const age = Math.max(0, nowMs - createdMs) / HOUR_MS + 2
  return (1 + likes - dislikes + 2 * comments + 3 * passedOn) / (age * Math.sqrt(age))
}

/** Ties go to the newer post, then to the greater id, so that the order is total. */
export function byPopularity(nowMs: number): (a: PostRow, b: PostRow) => number {
  return (a, b) => popularity(b, nowMs) - popularity(a, nowMs) || b.createdMs - a.createdMs || (a.id < b.id ? 1 : -1)
}

const popular: Recommender = (pool, watcher, limit, nowMs) => {
  const fit = pool.filter((post) => isFor(watcher, post))
  return fit.sort(byPopularity(nowMs)).slice(0, limit).map((post) => ({ post, why: `popular: ${post.likes} likes, ${post.comments} comments` }))
}

/** By those one follows, newest first; filled up with new ones, since a newcomer follows nobody. */
const followed: Recommender = (pool, watcher, limit, nowMs, random, surroundings) => {
  const chosen = pool.filter((post) => watcher.follows.has(post.authorId) && isFor(watcher, post)).slice(0, limit)
    .map((post): Recommended => ({ post, why: 'by somebody you follow' }))
  if (chosen.length === limit) return chosen
  const shown = new Set(chosen.map(({ post }) => post.id))
  return [...chosen, ...recent(pool.filter((post) => !shown.has(post.id)), watcher, limit - chosen.length, nowMs, random, surroundings)]
}

/** Any of the pool, alike; a partial Fisher-Yates over the first draws, so its cost is the limit's, not the pool's. */
const random: Recommender = (pool, watcher, limit, _nowMs, chance) => {
  const fit = pool.filter((post) => isFor(watcher, post))
  const chosen: Recommended[] = []
  for (let i = 0; i < limit && i < fit.length; i++) {
    const j = i + chance.below(fit.length - i)
    const post = fit[j] as PostRow
    fit[j] = fit[i] as PostRow
    chosen.push({ post, why: 'drawn at random' })
  }
  return chosen
}

const friendsOfFriends: Recommender = (pool, watcher, limit, _nowMs, _random, { circle }) => bestFirst(pool, {
  isFor: (post) => isFor(watcher, post),
  scoreOf: ({ authorId }) => (watcher.follows.has(authorId) ? 0 : circle.followers(authorId)),
  whyOf: ({ authorId }) => followedByFriends(circle.followers(authorId), circle.username(authorId)),
}, limit)

const interestMatch: Recommender = (pool, watcher, limit, _nowMs, _random, { interests }) => bestFirst(pool, {
  isFor: (post) => isFor(watcher, post), scoreOf: ({ id }) => interests.scoreOf(id), whyOf: ({ id }) => interests.whyOf(id),
}, limit)

const bridging: Recommender = (pool, watcher, limit, _nowMs, _random, { bridges }) => bestFirst(pool, {
  isFor: (post) => isFor(watcher, post), scoreOf: ({ id }) => bridges.get(id)?.score ?? 0, whyOf: ({ id }) => likedOnBothSides(bridges.get(id) as Bridge),
}, limit)

export const RECOMMENDERS: Readonly<Record<RecommenderName, Recommender>> = {
  recent, popular, followed, 'friends-of-friends': friendsOfFriends, 'interest-match': interestMatch, bridging, random,
}

/** One's own posts and those of the muted are never shown. Hidden, deleted and suspended ones never enter the pool. */
function isFor(watcher: Watcher, post: PostRow): boolean {
  return post.authorId !== watcher.profileId && !watcher.mutes.has(post.authorId)
}
