/**
 * What recommenders choose from, kept as posts come: the newest visible posts, reposts aside, newest first. Drawn afresh for
 * each look it would be 500 rows read; kept, a look costs what it shows.
 */
import { POOL_SIZE } from '../recommend.ts'
import type { ColumnState } from './column-state.ts'

/** A power of two, so that places wrap round by a mask. */
const RING = 1024
const MASK = RING - 1

export class NewestPool {
  readonly #state: ColumnState
  readonly #ring = new Int32Array(RING)
  /** Where the next post goes. */
  #head = 0
  #size = 0
  /** Posts of each author that are in the pool, so that whoever has none need not look. */
  readonly #own = new Map<number, number>()
  /** Raised whenever a member of the pool, or what it counts, changes. */
  version = 0

  constructor(state: ColumnState) {
    this.#state = state
  }

  get size(): number {
    return this.#size
  }

  /** 0 is the newest. */
  at(place: number): number {
    return this.#ring[(this.#head - 1 - place) & MASK] as number
  }

  /** Posts of this author among those in the pool. */
  ownedBy(author: number): number {
    return this.#own.get(author) ?? 0
  }

  add(row: number): void {
    if (this.#size === POOL_SIZE) {
      const oldest = this.#authorOf(this.at(POOL_SIZE - 1))
      const left = this.ownedBy(oldest) - 1
      if (left === 0) this.#own.delete(oldest)
      else this.#own.set(oldest, left)
      this.#size -= 1
    }
    this.#ring[this.#head & MASK] = row
    this.#head = (this.#head + 1) & MASK
    this.#size += 1
    const author = this.#authorOf(row)
    this.#own.set(author, this.ownedBy(author) + 1)
    this.version += 1
  }

  /** A counter of the post has moved; whether it is in the pool does not matter. */
  moved(_row: number): void {
    this.version += 1
  }

  #authorOf(row: number): number {
    return this.#state.posts.author.data[row] as number
  }
}
