/**
 * What a well-behaved program never does, counted. Read it at /api/debug/ledger after a run: all of `violations` should
 * be zero, however badly this server has behaved.
 */
import type { Item, User } from './gallery.ts'

export class Ledger {
  readonly counts = { acts: 0, posts: 0, comments: 0, likes: 0, images: 0, invitations: 0, faults: 0 }
  readonly violations = {
    /** A like by somebody who liked it already: it took the like away. */
    likesTakenBack: 0,
    /** An agent and an item, toggled more than once. */
    doubleLikes: 0,
    /** Two posts by one agent in the same words. */
    doublePosts: 0,
    /** Two comments by one agent on one item in the same words. */
    doubleComments: 0,
    /** Acts of which nobody says whose they are. */
    actsWithoutAgent: 0,
    /** Accounts made in an agent's name rather than the service's. */
    serviceCallsWithAgent: 0,
    /** Posts of agents that don't say so, on a site that doesn't say it for them. */
    unlabelledPosts: 0,
    /** Acts by an agent that had been told to wait, and told again: the first word may have got lost. */
    actsWhileLimited: 0,
  }
  readonly #seen = new Set<string>()
  readonly #limits = new Map<string, { untilMs: number; told: number }>()

  posted(user: User, { title, description }: Pick<Item, 'title' | 'description'>, labelled: boolean): void {
    this.counts.posts += 1
    if (!this.#first('post', user.id, title, description)) this.violations.doublePosts += 1
    if (user.isAgent && !labelled && !/automated/i.test(description)) this.violations.unlabelledPosts += 1
  }

  commented(user: User, item: Item, content: string): void {
    this.counts.comments += 1
    if (!this.#first('comment', user.id, item.id, content)) this.violations.doubleComments += 1
  }

  toggled(user: User, item: Item, liked: boolean): void {
    if (liked) this.counts.likes += 1
    else this.violations.likesTakenBack += 1
    if (!this.#first('like', user.id, item.id)) this.violations.doubleLikes += 1
  }

  /** Somebody comes with an act: until when it should have waited, if it should. */
  acting(agentId: string, nowMs: number): number | null {
    this.counts.acts += 1
    const limit = this.#limits.get(agentId)
    if (limit === undefined || limit.untilMs <= nowMs) return null
    if (limit.told > 1) this.violations.actsWhileLimited += 1
    return limit.untilMs
  }

  /** An agent was told to wait. */
  limited(agentId: string, untilMs: number): void {
    const before = this.#limits.get(agentId)
    this.#limits.set(agentId, { untilMs, told: before?.untilMs === untilMs ? before.told + 1 : 1 })
  }

  #first(...what: string[]): boolean {
    const key = what.join('\n')
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }
}
