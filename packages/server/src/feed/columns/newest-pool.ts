/**
 * What recommenders choose from, kept as posts come: the newest visible posts, reposts aside, newest first. Drawn afresh for
 * each look it would be 500 rows read; kept, a look costs what it shows.
 */
import { POOL_SIZE } from '../recommend.ts'
import type { WorldColumns } from './world-columns.ts'

/** A power of two, so that places wrap round by a mask. */
export const SLOTS = 1024
const MASK = SLOTS - 1

export interface PoolWatcher {
  came(slot: number): void
  /** Told before it goes. */
  goes(slot: number): void
  /** One of its counters has moved. */
  moved(slot: number): void
  /** All may be other than it was. */
  drawnAnew(): void
}

export class NewestPool {
  readonly #state: WorldColumns
  readonly #ring = new Int32Array(SLOTS)
  /** Where the next post goes. */
  #head = 0
  #size = 0
  readonly #slots = new Map<number, number>()
  /** Posts of each author that are in the pool, so that whoever has none need not look. */
  readonly #own = new Map<number, number>()
  #drawn = 0
  #watcher: PoolWatcher | null = null

  constructor(state: WorldColumns) {
    this.#state = state
  }

  get size(): number {
    return this.#size
  }

  watch(watcher: PoolWatcher): void {
    this.#watcher = watcher
  }

  /** 0 is the newest. */
  at(place: number): number {
    return this.#ring[(this.#head - 1 - place) & MASK] as number
  }

  slotAt(place: number): number {
    return (this.#head - 1 - place) & MASK
  }

  inSlot(slot: number): number {
    return this.#ring[slot] as number
  }

  /** Posts of this author among those in the pool. */
  ownedBy(author: number): number {
    return this.#own.get(author) ?? 0
  }

  /** How often it was drawn anew. In between, posts only come at one end and leave at the other. */
  get drawn(): number {
    return this.#drawn
  }

  /** Whoever has posts in it. */
  get authors(): ReadonlyMap<number, number> {
    return this.#own
  }

  add(row: number): void {
    if (this.#size === POOL_SIZE) this.#dropOldest()
    const slot = this.#head & MASK
    this.#ring[slot] = row
    this.#head = (this.#head + 1) & MASK
    this.#size += 1
    this.#slots.set(row, slot)
    const author = this.#authorOf(row)
    this.#own.set(author, this.ownedBy(author) + 1)
    this.#watcher?.came(slot)
  }

  moved(row: number): void {
    if (this.#watcher === null) return
    const slot = this.#slots.get(row)
    if (slot !== undefined) this.#watcher.moved(slot)
  }

  /** After something was hidden, deleted or suspended, or came back. */
  drawAnew(isVisible: (row: number) => boolean): void {
    this.#drawn += 1
    this.#head = 0
    this.#size = 0
    this.#slots.clear()
    this.#own.clear()
    const watcher = this.#watcher
    this.#watcher = null
    const rows: number[] = []
    for (let row = this.#state.posts.author.length - 1; row >= 0 && rows.length < POOL_SIZE; row--) if (isVisible(row)) rows.push(row)
    for (const row of rows.toReversed()) this.add(row)
    this.#watcher = watcher
    watcher?.drawnAnew()
  }

  #dropOldest(): void {
    const slot = this.slotAt(this.#size - 1)
    this.#watcher?.goes(slot)
    const row = this.inSlot(slot)
    this.#slots.delete(row)
    const author = this.#authorOf(row)
    const left = this.ownedBy(author) - 1
    if (left === 0) this.#own.delete(author)
    else this.#own.set(author, left)
    this.#size -= 1
  }

  #authorOf(row: number): number {
    return this.#state.posts.author.data[row] as number
  }
}
