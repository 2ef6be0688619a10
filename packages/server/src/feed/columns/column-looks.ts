/**
 * Looks round a world in columns. The recommenders of `recommend.ts` are the definition; here each gives the same posts in
 * the same order from what the columns keep ready, and a test holds them against each other on random worlds.
 */
import type { RecommenderName } from '@troupe/contract'
import type { Random } from '../../base/random.ts'
import type { Choice } from '../recommend/best-first.ts'
import type { ColumnState } from './column-state.ts'
import { PopularRanking } from './popular-ranking.ts'
import { commentsSeen, SeenPost, seesAll, type Why } from './seen.ts'
import { NOBODY } from './world-columns.ts'
import { WeighedLooks } from './weighed-looks.ts'

export interface Look {
  readonly viewer: number
  readonly recommender: RecommenderName
  readonly limit: number
  readonly nowMs: number
  /** Asked for only where chance decides. */
  readonly random: () => Random
}

const NO_PLACES: readonly number[] = []

export class ColumnLooks {
  readonly #state: ColumnState
  /** Kept in order from the first time it is asked for. */
  #ranking: PopularRanking | null = null

  /** Of a shuffle: places that something was moved to, each followed by what. Used again for each. */
  readonly #moves: number[] = []
  readonly #weighing: WeighedLooks
  /** Of who looks. */
  #seesAll = true

  constructor(state: ColumnState) {
    this.#state = state
    this.#weighing = new WeighedLooks(state, (viewer, row) => this.#isFor(viewer, row))
  }

  refresh({ viewer, recommender, limit, nowMs, random }: Look): SeenPost[] {
    this.#seesAll = seesAll(this.#state, viewer)
    switch (recommender) {
      case 'recent':
        return this.#recent(viewer, limit)
      case 'popular':
        return this.#popular(viewer, limit, nowMs)
      case 'followed':
        return this.#followed(viewer, limit)
      case 'friends-of-friends':
        return this.#weighed(viewer, 'friends of friends', this.#weighing.friendsOfFriends(viewer, limit))
      case 'interest-match':
        return this.#weighed(viewer, 'shared interests', this.#weighing.interestMatch(viewer, limit))
      case 'bridging':
        return this.#weighed(viewer, 'liked on both sides', this.#weighing.bridging(viewer, limit))
      case 'random':
        return this.#random(viewer, limit, random())
    }
  }

  #recent(viewer: number, limit: number): SeenPost[] {
    const { pool } = this.#state
    const seen: SeenPost[] = []
    for (let place = 0; place < pool.size && seen.length < limit; place++) {
      const row = pool.at(place)
      if (this.#isFor(viewer, row)) seen.push(this.#see(row, viewer, 'new'))
    }
    return seen
  }

  #popular(viewer: number, limit: number, nowMs: number): SeenPost[] {
    const ranking = (this.#ranking ??= new PopularRanking(this.#state))
    ranking.rankAt(nowMs)
    const seen: SeenPost[] = []
    for (let place = 0; place < ranking.length && seen.length < limit; place++) {
      const row = ranking.at(place)
      if (this.#isFor(viewer, row)) seen.push(this.#see(row, viewer, 'popular'))
    }
    return seen
  }

  #followed(viewer: number, limit: number): SeenPost[] {
    const { pool, posts } = this.#state
    const seen: SeenPost[] = []
    const shown = new Set<number>()
    for (let place = 0; place < pool.size && seen.length < limit; place++) {
      const row = pool.at(place)
      if (!this.#state.follows(viewer, posts.author.data[row] as number) || !this.#isFor(viewer, row)) continue
      seen.push(this.#see(row, viewer, 'by somebody you follow'))
      shown.add(row)
    }
    for (let place = 0; place < pool.size && seen.length < limit; place++) {
      const row = pool.at(place)
      if (!shown.has(row) && this.#isFor(viewer, row)) seen.push(this.#see(row, viewer, 'new'))
    }
    return seen
  }

  /** The same draws as a shuffle of all that is fit, of which only the places drawn are kept. */
  #random(viewer: number, limit: number, random: Random): SeenPost[] {
    const { pool, profiles } = this.#state
    const unfit = pool.ownedBy(viewer) === 0 && profiles.mutes.data[viewer] === 0 ? NO_PLACES : this.#unfit(viewer)
    const size = pool.size - unfit.length
    const moves = this.#moves
    let moved = 0
    // Of the length it will have: grown one by one it would have room for 17.
    const seen = Array<SeenPost>(Math.min(limit, size))
    for (let i = 0; i < seen.length; i++) {
      const j = i + random.below(size - i)
      const drawn = standingAt(j, moves, moved)
      if (j !== i) {
        const stood = standingAt(i, moves, moved)
        moves[moved++] = j
        moves[moved++] = stood
      }
      seen[i] = this.#see(pool.at(placeOf(drawn, unfit)), viewer, 'drawn at random')
    }
    return seen
  }

  /** Places of the pool that are not for this member, in order. Most mute nobody, and only their own posts are not for them. */
  #unfit(viewer: number): number[] {
    const { pool, profiles, posts } = this.#state
    const unfit: number[] = []
    if (profiles.mutes.data[viewer] === 0) {
      let left = pool.ownedBy(viewer)
      for (let row = profiles.lastPost.data[viewer] as number; left > 0 && row !== NOBODY; row = posts.before.data[row] as number) {
        const place = pool.placeOf(row)
        if (place < 0) continue
        unfit.push(place)
        left -= 1
      }
      return unfit
    }
    for (let place = 0; place < pool.size; place++) if (!this.#isFor(viewer, pool.at(place))) unfit.push(place)
    return unfit
  }

  #weighed(viewer: number, why: Why, chosen: readonly Choice<number>[]): SeenPost[] {
    return chosen.map(({ post, why: words }) => this.#see(post, viewer, words === 'new' ? 'new' : why, words))
  }

  #isFor(viewer: number, row: number): boolean {
    const author = this.#state.posts.author.data[row] as number
    return author !== viewer && !this.#state.mutes(viewer, author)
  }

  #see(row: number, viewer: number, why: Why, words: string | null = null): SeenPost {
    return new SeenPost(this.#state, row, viewer, why, commentsSeen(this.#state, row, viewer, this.#seesAll), words)
  }
}

/** What stands at a place of a shuffle begun: the last move to it tells. A handful of moves is sooner searched than hashed. */
function standingAt(place: number, moves: readonly number[], moved: number): number {
  for (let move = moved - 2; move >= 0; move -= 2) if (moves[move] === place) return moves[move + 1] as number
  return place
}

/** The place of the pool that is the nth fit one. */
function placeOf(nth: number, unfit: readonly number[]): number {
  let place = nth
  for (let n = 0; n < unfit.length && (unfit[n] as number) <= place; n++) place += 1
  return place
}
