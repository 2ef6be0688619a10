/**
 * Columns that grow: typed arrays that make room by half their size again, large ones by twice it. A row is a number, its facts stand in columns;
 * a million rows are a few arrays, which nobody collects and a checkpoint writes as they are.
 */
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource, type Numbers, type NumbersKind } from './checkpoint.ts'

/**
 * A large column is given room well beyond its need: the system hands out memory page by page as it is first written, so room
 * costs nothing, and to copy what is there is what costs.
 */
const LARGE_BYTES = 1 << 20
/** What is larger than this, glibc asks of the system for itself and gives back at once; below, columns that were outgrown left 110 MB of holes at a million agents. */
const ALONE_BYTES = 33 << 20

export class Growing<Data extends Numbers> {
  /** Longer than `length`; what lies beyond is 0. */
  data: Data
  length = 0
  readonly #kind: NumbersKind<Data>
  /** Of `data`. Asked of the array, whose kind is another in each column, a push took 5 ns instead of 2. */
  #room: number

  constructor(kind: NumbersKind<Data>, room = 1024) {
    this.#kind = kind
    this.#room = Math.max(1, room)
    this.data = new kind(this.#room)
  }

  push(value: number): number {
    if (this.length === this.#room) this.#grow(this.length + 1)
    this.data[this.length] = value
    return this.length++
  }

  /** One row more, which is 0; returns its number. What stays 0 is not written: its pages are never the process's. */
  next(): number {
    const row = this.length
    if (row === this.#room) this.#grow(row + 1)
    this.length = row + 1
    return row
  }

  /** Makes rows up to `length`, each 0. */
  extendTo(length: number): void {
    if (length > this.#room) this.#grow(length)
    if (length > this.length) this.length = length
  }

  get bytes(): number {
    return this.data.byteLength
  }

  /** The rows there are, sharing memory with the column. */
  view(): Data {
    return this.data.subarray(0, this.length) as Data
  }

  save(sink: CheckpointSink, name: string): void {
    sink.numbers(name, this.view())
  }

  load(source: CheckpointSource, name: string): void {
    this.data = source.numbers(name, this.#kind)
    this.length = this.data.length
    this.#room = this.length
  }

  /** The old rows are given back at once: left to the garbage collector, those of a million agents' columns came to 100 MB. */
  #grow(needed: number): void {
    const former = this.data
    const room = former.byteLength < LARGE_BYTES ? former.length + (former.length >> 1) + 16 : Math.max(former.length * 3, Math.ceil(ALONE_BYTES / former.BYTES_PER_ELEMENT))
    this.#room = Math.max(needed, room)
    this.data = new this.#kind(this.#room)
    this.data.set(former)
    ;(former.buffer as ArrayBuffer).transfer(0)
  }
}

/** Columns that make up rows together. */
export type Columns = Readonly<Record<string, Growing<Int8Array | Uint8Array | Int32Array | Uint32Array | Float64Array>>>

/** One row more in all of them, each 0. What it holds is written afterwards: a column that grew has other `data`. */
export function nextRow(columns: readonly Growing<Numbers>[]): number {
  let row = 0
  for (const column of columns) row = column.next()
  return row
}

export function saveColumns(columns: Columns, sink: CheckpointSink, name: string): void {
  const inner = sinkUnder(sink, name)
  for (const [column, growing] of Object.entries(columns)) growing.save(inner, column)
}

export function loadColumns(columns: Columns, source: CheckpointSource, name: string): void {
  const inner = sourceUnder(source, name)
  for (const [column, growing] of Object.entries(columns)) growing.load(inner, column)
}
