/** Who did what to whom and when: changes of pairs in their order, of which the last of each pair counts. 17 bytes a change. */
import { Growing } from '../../base/growing.ts'

export interface DatedPair {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly atMs: number
}

export class DatedPairs {
  readonly #from = new Growing(Int32Array)
  readonly #to = new Growing(Int32Array)
  readonly #value = new Growing(Int8Array)
  readonly #atMs = new Growing(Float64Array)
  /** Of pairs that changed more than once, which are few: the last change. */
  readonly #last = new Map<number, number>()

  /** `before`: what the pair was until now; 0 for nothing. `value` 0 takes it away. */
  set(from: number, to: number, value: number, atMs: number, before: number): void {
    const change = this.#from.push(from)
    this.#to.push(to)
    this.#value.push(value)
    this.#atMs.push(atMs)
    const key = keyOf(from, to)
    if (before !== 0 || (this.#last.size > 0 && this.#last.has(key))) this.#last.set(key, change)
  }

  /** Those that are there at the end, in the order they came to be. */
  *standing(): Generator<DatedPair> {
    for (let change = 0; change < this.#from.length; change++) {
      const value = this.#value.data[change] as number
      if (value === 0) continue
      const [from, to] = [this.#from.data[change] as number, this.#to.data[change] as number]
      if (this.#last.size > 0 && (this.#last.get(keyOf(from, to)) ?? change) !== change) continue
      yield { from, to, value, atMs: this.#atMs.data[change] as number }
    }
  }
}

function keyOf(from: number, to: number): number {
  return from * 2 ** 26 + to
}
