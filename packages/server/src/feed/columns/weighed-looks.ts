/**
 * The looks of those recommenders that weigh posts by what surrounds them: the graph, interests, camps. The weighing itself is
 * that of `recommend/`, the same as of the other stores; here is only where it finds what it asks for. A reaction or
 * a new post changes what the next one sees, so bridges are kept only until then.
 */
import { bestFirst, type Choice } from '../recommend/best-first.ts'
import { BRIDGING_WINDOW, bridgesIn, likedOnBothSides, REACTIONS_MOST, type Bridge } from '../recommend/bridging.ts'
import { followedByFriends, friendsOf } from '../recommend/friends-of-friends.ts'
import { InterestMatch, OWN_TEXTS_MOST } from '../recommend/interest-match.ts'
import type { ColumnState } from './column-state.ts'
import { FollowLists } from './follow-lists.ts'
import { PoolReactions } from './pool-reactions.ts'
import { PoolTerms } from './pool-terms.ts'
import { NOBODY } from './world-columns.ts'

export class WeighedLooks {
  readonly #state: ColumnState
  readonly #isFor: (viewer: number, row: number) => boolean
  #terms: PoolTerms | null = null

  constructor(state: ColumnState, isFor: (viewer: number, row: number) => boolean) {
    this.#state = state
    this.#isFor = isFor
  }

  friendsOfFriends(viewer: number, limit: number): Choice<number>[] {
    const state = this.#state
    const lists = (state.followLists ??= new FollowLists(state.followed))
    const counts = new Map<number, number>()
    for (const friend of friendsOf(lists.of(viewer), (row) => !state.mutes(viewer, row) && !state.isSuspended(row))) {
      for (const author of this.#followedInPool(lists, friend)) counts.set(author, (counts.get(author) ?? 0) + 1)
    }
    return this.#choose(viewer, limit, (row) => {
      const friends = counts.get(this.#author(row)) ?? 0
      return friends === 0 || state.follows(viewer, this.#author(row)) ? 0 : friends
    }, (row) => followedByFriends(counts.get(this.#author(row)) ?? 0, state.people.person(this.#author(row)).username))
  }

  /** Whom a friend follows of those who have posts in the pool, by the shorter way: along the friend's list or the authors'. */
  *#followedInPool(lists: FollowLists, friend: number): Generator<number> {
    const { pool } = this.#state
    const list = lists.of(friend)
    if (list.length <= pool.authors.size) {
      for (const author of list) if (pool.ownedBy(author) > 0) yield author
    } else {
      for (const author of pool.authors) if (this.#state.follows(friend, author)) yield author
    }
  }

  interestMatch(viewer: number, limit: number): Choice<number>[] {
    const state = this.#state
    const { index } = (this.#terms ??= new PoolTerms(state, state.pool))
    const match = new InterestMatch(index, this.#rows(), {
      interests: state.people.person(viewer).interests, bio: state.profileRow(viewer)?.bio ?? '', own: this.#ownTexts(viewer),
      reaction: (row) => state.reaction(viewer, 'post', row) ?? null,
    })
    return this.#choose(viewer, limit, (row) => match.scoreOf(row), (row) => match.whyOf(row))
  }

  #ownTexts(member: number): string[] {
    const { posts, profiles, titles, texts } = this.#state
    const own: string[] = []
    for (let row = profiles.lastPost.data[member] as number; row !== NOBODY && own.length < OWN_TEXTS_MOST; row = posts.before.data[row] as number) {
      if (posts.gone.data[row] === 0 && !this.#state.isRepost(row)) own.push(`${titles.get(row) ?? ''} ${texts.get(posts.text.data[row] as number)}`)
    }
    return own
  }

  bridging(viewer: number, limit: number): Choice<number>[] {
    const bridges = this.#bridges()
    return this.#choose(viewer, limit, (row) => bridges.get(row)?.score ?? 0, (row) => likedOnBothSides(bridges.get(row) as Bridge))
  }

  #bridges(): Map<number, Bridge> {
    const state = this.#state
    const reactions = (state.poolReactions ??= new PoolReactions(state.pool, state.postReactions))
    return bridgesIn(this.#rows(BRIDGING_WINDOW).map((post) => ({
      post, author: this.#author(post),
      reactions: reactions.to(post, REACTIONS_MOST).filter(({ member }) => !state.isSuspended(member)),
    })))
  }

  #choose(viewer: number, limit: number, scoreOf: (row: number) => number, whyOf: (row: number) => string): Choice<number>[] {
    return bestFirst(this.#rows(), { isFor: (row) => this.#isFor(viewer, row), scoreOf, whyOf }, limit)
  }

  /** Newest first. */
  #rows(most = Number.POSITIVE_INFINITY): number[] {
    const { pool } = this.#state
    return Array.from({ length: Math.min(pool.size, most) }, (_, place) => pool.at(place))
  }

  #author(row: number): number {
    return this.#state.posts.author.data[row] as number
  }
}
