/**
 * Edges of which none comes twice: columns with an open-addressing table of their places beside them. The table holds
 * edge numbers, not keys, so that an edge costs 8 bytes and about 7 for the table; added in 0.3 µs among ten million, nearly all
 * of it the wait for memory.
 */
import { EdgeColumns, type EdgeList } from './edge-list.ts'

/** More than this share of slots taken and the table doubles; linear probing is slow when fuller. */
const FULL = 0.7

export class EdgeSet {
  readonly #edges: EdgeColumns
  /** Number of the edge plus one; 0 is free. */
  #table: Uint32Array
  #mask: number

  constructor(expected = 1024) {
    this.#edges = new EdgeColumns(Math.max(16, expected))
    const slots = 2 ** Math.ceil(Math.log2(Math.max(32, expected / FULL)))
    this.#table = new Uint32Array(slots)
    this.#mask = slots - 1
  }

  get size(): number {
    return this.#edges.length
  }

  /** False where the edge is there already. */
  add(from: number, to: number): boolean {
    const slot = this.#slotOf(from, to)
    if (this.#table[slot] !== 0) return false
    this.#edges.push(from, to)
    this.#table[slot] = this.#edges.length
    if (this.#edges.length > this.#table.length * FULL) this.#grow()
    return true
  }

  has(from: number, to: number): boolean {
    return this.#table[this.#slotOf(from, to)] !== 0
  }

  /** In the order they were added; shares memory with the set. */
  list(nodes: number): EdgeList {
    return this.#edges.list(nodes)
  }

  /** The edge's slot, or the free one where it would go. */
  #slotOf(from: number, to: number): number {
    const [froms, tos] = [this.#edges.from.data, this.#edges.to.data]
    let slot = mixed(from, to) & this.#mask
    for (;;) {
      const edge = this.#table[slot] as number
      if (edge === 0 || (froms[edge - 1] === from && tos[edge - 1] === to)) return slot
      slot = (slot + 1) & this.#mask
    }
  }

  #grow(): void {
    const larger = new Uint32Array(this.#table.length * 2)
    const mask = larger.length - 1
    for (let edge = 0; edge < this.#edges.length; edge++) {
      let slot = mixed(this.#edges.from.data[edge] as number, this.#edges.to.data[edge] as number) & mask
      while (larger[slot] !== 0) slot = (slot + 1) & mask
      larger[slot] = edge + 1
    }
    this.#table = larger
    this.#mask = mask
  }
}

/** The finalizer of MurmurHash3 (Appleby) over both ends; neighbouring numbers land far apart. */
function mixed(from: number, to: number): number {
  let hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca77)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
