/** Ties between camps, counted: how many stay inside, and what chance would have kept there. */
import { NOBODY } from './world-record.ts'

export interface Mixing {
  readonly unit: 'follows' | 'answers' | 'likes' | 'posts shown'
  readonly internal: number
  readonly external: number
  /** −1 to 1; null where there are no ties between members of camps. */
  readonly eiIndex: number | null
  /** The index if everybody kept their number of ties but chose at random. */
  readonly eiByChance: number | null
  /** 1 all inside, 0 chance; null where all ties touch one camp. */
  readonly assortativity: number | null
}

export class Tally {
  readonly #labels: Int32Array
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #inside: Float64Array

  /** `labels`: each member's camp. */
  constructor(labels: Int32Array, camps: number) {
    this.#labels = labels
    this.#from = new Float64Array(camps)
    this.#to = new Float64Array(camps)
    this.#inside = new Float64Array(camps)
  }

  /** A tie between two members; of those in no camp none is counted. `by` -1 takes one back. */
  add(fromMember: number, toMember: number, by = 1): void {
    const [from, to] = [this.#labels[fromMember] as number, this.#labels[toMember] as number]
    if (from === NOBODY || to === NOBODY) return
    this.#from[from] = (this.#from[from] as number) + by
    this.#to[to] = (this.#to[to] as number) + by
    if (from === to) this.#inside[from] = (this.#inside[from] as number) + by
  }

  eiOf(camp: number): number | null {
    const all = this.#from[camp] as number
    return all === 0 ? null : (all - 2 * (this.#inside[camp] as number)) / all
  }

  mixing(unit: Mixing['unit']): Mixing {
    let all = 0
    let internal = 0
    for (let camp = 0; camp < this.#from.length; camp++) {
      all += this.#from[camp] as number
      internal += this.#inside[camp] as number
    }
    if (all === 0) return { unit, internal: 0, external: 0, eiIndex: null, eiByChance: null, assortativity: null }
    let chance = 0
    for (let camp = 0; camp < this.#from.length; camp++) chance += (this.#from[camp] as number) / all * ((this.#to[camp] as number) / all)
    const inside = internal / all
    return {
      unit,
      internal,
      external: all - internal,
      eiIndex: 1 - 2 * inside,
      eiByChance: 1 - 2 * chance,
      assortativity: chance > 1 - 1e-12 ? null : (inside - chance) / (1 - chance),
    }
  }
}

/** Of ties between camps, the share that goes from one to another. */
export function acrossShare(mixing: Mixing | null): number | null {
  return mixing === null || mixing.eiIndex === null ? null : mixing.external / (mixing.internal + mixing.external)
}
