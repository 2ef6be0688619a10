/**
 * Columns that grow: typed arrays that make room by half their size again. A row is a number, its facts stand in columns;
 * a million rows are a few arrays, which nobody collects and a checkpoint writes as they are.
 */
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource, type Numbers, type NumbersKind } from './checkpoint.ts'

export class Growing<Data extends Numbers> {
  /** Longer than `length`; what lies beyond is 0. */
  data: Data
  length = 0
  readonly #kind: NumbersKind<Data>

  constructor(kind: NumbersKind<Data>, room = 1024) {
    this.#kind = kind
    this.data = new kind(Math.max(1, room))
  }

  push(value: number): number {
    if (this.length === this.data.length) this.#grow(this.length + 1)
    this.data[this.length] = value
    return this.length++
  }

  /** Makes rows up to `length`, each 0. */
  extendTo(length: number): void {
    if (length > this.data.length) this.#grow(length)
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
  }

  /** The old rows are given back at once: left to the garbage collector, those of a million agents' columns came to 100 MB. */
  #grow(needed: number): void {
    const former = this.data
    this.data = new this.#kind(Math.max(needed, former.length + (former.length >> 1) + 16))
    this.data.set(former)
    ;(former.buffer as ArrayBuffer).transfer(0)
  }
}

/** Columns that make up rows together. */
export type Columns = Readonly<Record<string, Growing<Int8Array | Uint8Array | Int32Array | Uint32Array | Float64Array>>>

export function saveColumns(columns: Columns, sink: CheckpointSink, name: string): void {
  const inner = sinkUnder(sink, name)
  for (const [column, growing] of Object.entries(columns)) growing.save(inner, column)
}

export function loadColumns(columns: Columns, source: CheckpointSource, name: string): void {
  const inner = sourceUnder(source, name)
  for (const [column, growing] of Object.entries(columns)) growing.load(inner, column)
}
