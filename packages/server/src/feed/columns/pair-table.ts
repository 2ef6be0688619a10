/**
 * Small numbers by pairs of row numbers: who likes what, who follows whom. Open addressing with linear probing in three
 * arrays; 9 bytes a slot where a Map with a key made of text takes about 150. 0 is "not there" and is never stored.
 */
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'

const SMALLEST = 1024
/** Of the slots, in sixteenths; beyond that probes grow long. */
const FULLEST = 10

export class PairTable implements Kept {
  #from: Int32Array
  #to: Int32Array
  #value: Int8Array
  #mask: number
  #size = 0

  constructor(pairs = 0) {
    const slots = slotsFor(pairs)
    // -1 marks a free slot; what was taken out leaves none, its followers move up.
    this.#from = new Int32Array(slots).fill(-1)
    this.#to = new Int32Array(slots)
    this.#value = new Int8Array(slots)
    this.#mask = slots - 1
  }

  get size(): number {
    return this.#size
  }

  get bytes(): number {
    return this.#from.length * 9
  }

  get(from: number, to: number): number {
    let at = spread(from, to) & this.#mask
    for (let holder = this.#from[at] as number; holder !== -1; holder = this.#from[at] as number) {
      if (holder === from && this.#to[at] === to) return this.#value[at] as number
      at = (at + 1) & this.#mask
    }
    return 0
  }

  /** `value` 0 takes the pair out. */
  set(from: number, to: number, value: number): void {
    let at = spread(from, to) & this.#mask
    for (let holder = this.#from[at] as number; holder !== -1; holder = this.#from[at] as number) {
      if (holder === from && this.#to[at] === to) {
        if (value === 0) this.#takeOut(at)
        else this.#value[at] = value
        return
      }
      at = (at + 1) & this.#mask
    }
    if (value === 0) return
    this.#from[at] = from
    this.#to[at] = to
    this.#value[at] = value
    this.#size += 1
    if (this.#size * 16 > (this.#mask + 1) * FULLEST) this.#grow()
  }

  /** In no order that means anything, but in the same one for the same pairs set in the same order. */
  *entries(): Generator<readonly [from: number, to: number, value: number]> {
    for (let at = 0; at <= this.#mask; at++) if (this.#from[at] !== -1) yield [this.#from[at] as number, this.#to[at] as number, this.#value[at] as number]
  }

  save(sink: CheckpointSink): void {
    sink.json('size', this.#size)
    sink.numbers('from', this.#from)
    sink.numbers('to', this.#to)
    sink.numbers('value', this.#value)
  }

  load(source: CheckpointSource): void {
    this.#size = source.json('size')
    this.#from = source.numbers('from', Int32Array)
    this.#to = source.numbers('to', Int32Array)
    this.#value = source.numbers('value', Int8Array)
    this.#mask = this.#from.length - 1
  }

  /** Those that stood behind the slot in its run and would not be found beyond a gap move up (Knuth 6.4, algorithm R). */
  #takeOut(gap: number): void {
    this.#size -= 1
    let hole = gap
    for (let at = (gap + 1) & this.#mask; this.#from[at] !== -1; at = (at + 1) & this.#mask) {
      const home = spread(this.#from[at] as number, this.#to[at] as number) & this.#mask
      if (((at - home) & this.#mask) < ((at - hole) & this.#mask)) continue
      this.#from[hole] = this.#from[at] as number
      this.#to[hole] = this.#to[at] as number
      this.#value[hole] = this.#value[at] as number
      hole = at
    }
    this.#from[hole] = -1
  }

  #grow(): void {
    const [from, to, value] = [this.#from, this.#to, this.#value]
    const slots = from.length * 2
    this.#from = new Int32Array(slots).fill(-1)
    this.#to = new Int32Array(slots)
    this.#value = new Int8Array(slots)
    this.#mask = slots - 1
    for (let i = 0; i < from.length; i++) {
      const holder = from[i] as number
      if (holder === -1) continue
      let at = spread(holder, to[i] as number) & this.#mask
      while (this.#from[at] !== -1) at = (at + 1) & this.#mask
      this.#from[at] = holder
      this.#to[at] = to[i] as number
      this.#value[at] = value[i] as number
    }
    // As in `Growing`: what is left to the garbage collector stays with the process, 30 MB at a million agents.
    for (const column of [from, to, value]) (column.buffer as ArrayBuffer).transfer(0)
  }
}

function slotsFor(pairs: number): number {
  let slots = SMALLEST
  while (slots * FULLEST < pairs * 16) slots *= 2
  return slots
}

/** Row numbers are dense and neighbours go together; multiplied and folded they spread over all slots. */
function spread(from: number, to: number): number {
  const mixed = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15) ^ (mixed >>> 7)) >>> 0
}
