/**
 * Who reacted to each post of the pool, in the order in which they joined: the table of pairs answers only for a pair. Kept
 * from the first look that asks for it, for posts as new as the pool's and newer.
 */
import { POOL_SIZE } from '../recommend.ts'
import type { Reacted } from '../recommend/bridging.ts'
import type { NewestPool } from './newest-pool.ts'
import type { PairTable } from './pair-table.ts'
import { addRow, placeOf } from './sorted-rows.ts'

/** Lists of posts that have left the pool are let go when there are this many lists. */
const LISTS_MOST = 4 * POOL_SIZE

export class PoolReactions {
  readonly #pool: NewestPool
  readonly #reactions: PairTable
  /** By post, twice the member's row, and one more for a like. */
  readonly #lists = new Map<number, number[]>()
  /** Of this post and all newer ones the lists are whole. */
  #wholeFrom = Number.POSITIVE_INFINITY

  constructor(pool: NewestPool, reactions: PairTable) {
    this.#pool = pool
    this.#reactions = reactions
  }

  /** The first `most` to react. */
  to(post: number, most: number): Reacted<number>[] {
    if (post < this.#wholeFrom) this.#gather()
    return (this.#lists.get(post) ?? []).slice(0, most).map((entry) => ({ member: entry >> 1, value: (entry & 1) === 1 ? 1 : -1 }))
  }

  changed(member: number, post: number, reaction: 1 | -1 | 0): void {
    if (post < this.#wholeFrom) return
    const list = this.#list(post)
    const place = placeOf(list, member * 2)
    if (((list[place] ?? -1) >> 1) === member) list.splice(place, 1)
    if (reaction !== 0) addRow(list, member * 2 + (reaction === 1 ? 1 : 0))
  }

  /** From all reactions there are: at the first look, and when older posts have come back into the pool. */
  #gather(): void {
    this.#lists.clear()
    this.#wholeFrom = this.#oldest()
    for (const [member, post, value] of this.#reactions.entries()) if (post >= this.#wholeFrom) this.#list(post).push(member * 2 + (value === 1 ? 1 : 0))
    for (const list of this.#lists.values()) list.sort((a, b) => a - b)
  }

  #list(post: number): number[] {
    let list = this.#lists.get(post)
    if (list === undefined) {
      if (this.#lists.size >= LISTS_MOST) this.#letGo()
      this.#lists.set(post, (list = []))
    }
    return list
  }

  #letGo(): void {
    const oldest = this.#oldest()
    if (oldest <= this.#wholeFrom) return
    this.#wholeFrom = oldest
    for (const post of this.#lists.keys()) if (post < oldest) this.#lists.delete(post)
  }

  #oldest(): number {
    return this.#pool.size === 0 ? 0 : this.#pool.at(this.#pool.size - 1)
  }
}
