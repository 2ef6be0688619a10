/**
 * Columns that grow: typed arrays that make room by half their size again. A row is a number, its facts stand in columns;
 * a million rows are a few arrays, which nobody collects and a checkpoint writes as they are.
 */
type Typed = Int8Array | Uint8Array | Int32Array | Uint32Array | Float64Array

interface Kind<Data extends Typed> {
  new (length: number): Data
  readonly BYTES_PER_ELEMENT: number
}

export class Growing<Data extends Typed> {
  /** Longer than `length`; what lies beyond is 0. */
  data: Data
  length = 0
  readonly #kind: Kind<Data>

  constructor(kind: Kind<Data>, room = 1024) {
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

  /** Takes over the rows of another, as from a checkpoint. */
  load(rows: Data): void {
    this.data = rows
    this.length = rows.length
  }

  #grow(needed: number): void {
    const larger = new this.#kind(Math.max(needed, this.data.length + (this.data.length >> 1) + 16))
    larger.set(this.data)
    this.data = larger
  }
}
