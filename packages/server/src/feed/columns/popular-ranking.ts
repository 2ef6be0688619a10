/**
 * The pool by standing, kept in order: a like moves one post by a place or two, a new post goes in at its place, and only
 * time changes all. Sorted anew for each look, 500 posts took 470 µs.
 */
import { standingOf } from '../recommend.ts'
import type { ColumnState } from './column-state.ts'
import { SLOTS, type NewestPool, type PoolWatcher } from './newest-pool.ts'

export class PopularRanking implements PoolWatcher {
  readonly #state: ColumnState
  readonly #pool: NewestPool
  /** Slots of the pool, best first. */
  readonly #order = new Int32Array(SLOTS)
  readonly #placeOf = new Int32Array(SLOTS)
  readonly #standing = new Float64Array(SLOTS)
  #length = 0
  #atMs = Number.NaN

  constructor(state: ColumnState) {
    this.#state = state
    this.#pool = state.pool
    this.#pool.watch(this)
    this.drawnAnew()
  }

  get length(): number {
    return this.#length
  }

  /** The post at a place, 0 the best. */
  at(place: number): number {
    return this.#pool.inSlot(this.#order[place] as number)
  }

  /** Standings as of this moment. */
  rankAt(nowMs: number): void {
    if (nowMs === this.#atMs) return
    this.#atMs = nowMs
    // Nearly in order already: an insertion sort passes over it once.
    for (let place = 0; place < this.#length; place++) {
      const slot = this.#order[place] as number
      this.#standing[slot] = this.#standingIn(slot)
      this.#up(place)
    }
  }

  came(slot: number): void {
    this.#standing[slot] = this.#standingIn(slot)
    this.#put(this.#length++, slot)
    this.#up(this.#length - 1)
  }

  goes(slot: number): void {
    const place = this.#placeOf[slot] as number
    this.#length -= 1
    for (let at = place; at < this.#length; at++) this.#put(at, this.#order[at + 1] as number)
  }

  moved(slot: number): void {
    this.#standing[slot] = this.#standingIn(slot)
    const place = this.#placeOf[slot] as number
    this.#up(place)
    this.#down(this.#placeOf[slot] as number)
  }

  drawnAnew(): void {
    this.#length = 0
    for (let place = this.#pool.size - 1; place >= 0; place--) this.came(this.#pool.slotAt(place))
  }

  #standingIn(slot: number): number {
    const { posts } = this.#state
    const row = this.#pool.inSlot(slot)
    return standingOf(
      posts.createdMs.data[row] as number, posts.likes.data[row] as number, posts.dislikes.data[row] as number, posts.comments.data[row] as number,
      (posts.reposts.data[row] as number) + (posts.quotes.data[row] as number), this.#atMs,
    )
  }

  #up(from: number): void {
    const slot = this.#order[from] as number
    let place = from
    while (place > 0 && this.#isBefore(slot, this.#order[place - 1] as number)) {
      this.#put(place, this.#order[place - 1] as number)
      place -= 1
    }
    this.#put(place, slot)
  }

  #down(from: number): void {
    const slot = this.#order[from] as number
    let place = from
    while (place < this.#length - 1 && this.#isBefore(this.#order[place + 1] as number, slot)) {
      this.#put(place, this.#order[place + 1] as number)
      place += 1
    }
    this.#put(place, slot)
  }

  /** Ties go to the newer post, then to the greater number: the order is total. Posts come in the order of their times. */
  #isBefore(a: number, b: number): boolean {
    const difference = (this.#standing[a] as number) - (this.#standing[b] as number)
    return difference !== 0 ? difference > 0 : this.#pool.inSlot(a) > this.#pool.inSlot(b)
  }

  #put(place: number, slot: number): void {
    this.#order[place] = slot
    this.#placeOf[slot] = place
  }
}
