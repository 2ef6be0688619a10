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
  /** How many posts of each author are in the pool, so that whoever has none need not look. Grows as authors post. */
  #own = new Uint16Array(SLOTS)
  #drawn = 0
  #authors: Set<number> | null = null
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
    return this.#own[author] ?? 0
  }

  /** How often it was drawn anew. In between, posts only come at one end and leave at the other. */
  get drawn(): number {
    return this.#drawn
  }

  /** Whoever has posts in it; gathered when it is asked for after a change. */
  get authors(): ReadonlySet<number> {
    if (this.#authors === null) {
      this.#authors = new Set()
      for (let place = 0; place < this.#size; place++) this.#authors.add(this.#authorOf(this.at(place)))
    }
    return this.#authors
  }

  add(row: number): void {
    if (this.#size === POOL_SIZE) this.#dropOldest()
    const slot = this.#head & MASK
    this.#ring[slot] = row
    this.#head = (this.#head + 1) & MASK
    this.#size += 1
    const author = this.#authorOf(row)
    if (author >= this.#own.length) this.#growOwn(author)
    this.#own[author] = this.ownedBy(author) + 1
    this.#authors = null
    this.#watcher?.came(slot)
  }

  moved(row: number): void {
    if (this.#watcher === null) return
    const place = this.placeOf(row)
    if (place >= 0) this.#watcher.moved(this.slotAt(place))
  }

  /** -1 for what is not in it. Rows stand in their order, so halving finds one in nine steps. */
  placeOf(row: number): number {
    let [newest, oldest] = [0, this.#size - 1]
    while (newest <= oldest) {
      const place = (newest + oldest) >> 1
      const here = this.at(place)
      if (here === row) return place
      if (here > row) newest = place + 1
      else oldest = place - 1
    }
    return -1
  }

  /** After something was hidden, deleted or suspended, or came back. */
  drawAnew(isVisible: (row: number) => boolean): void {
    this.#drawn += 1
    this.#authors = null
    this.#head = 0
    this.#size = 0
    this.#own.fill(0)
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
    const author = this.#authorOf(row)
    this.#own[author] = this.ownedBy(author) - 1
    this.#size -= 1
  }

  #growOwn(author: number): void {
    const larger = new Uint16Array(author + (author >> 1) + 1)
    larger.set(this.#own)
    this.#own = larger
  }

  #authorOf(row: number): number {
    return this.#state.posts.author.data[row] as number
  }
}
