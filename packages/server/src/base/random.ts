/**
 * Seeded chance. Everything below `main` that needs a random number takes a `Random`, so that a run can be repeated.
 * The generator is sfc32 (Doty-Humphrey, PractRand): 128 bits of state, passes BigCrush, about 2 ns a number in V8.
 * It is no source of secrets: tokens and salts come from node:crypto.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [0, bound). */
  below(bound: number): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** One item by weight; weights need not add up to one. `null` when no weight is positive. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T | null
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[]
  /** An independent source for `key`; the same key gives the same source, whatever was drawn from this one. */
  fork(key: string): Random
}

/** 128-bit string hash (cyrb128); spreads any seed over the four words of state. */
function words(text: string): [number, number, number, number] {
  let h1 = 1779033703
  let h2 = 3144134277
  let h3 = 1013904242
  let h4 = 2773480762
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067)
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233)
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213)
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179)
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067)
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233)
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213)
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179)
  return [(h1 ^ h2 ^ h3 ^ h4) >>> 0, (h2 ^ h1) >>> 0, (h3 ^ h1) >>> 0, (h4 ^ h1) >>> 0]
}

class SeededRandom implements Random {
  readonly #seed: string
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(seed: string) {
    this.#seed = seed
    ;[this.#a, this.#b, this.#c, this.#d] = words(seed)
    for (let i = 0; i < 12; i++) this.next()
  }

  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t
    this.#c |= 0
    return (t >>> 0) / 4294967296
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound)
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('pick from an empty list')
    return items[this.below(items.length)] as T
  }

  weighted<T>(items: readonly T[], weight: (item: T) => number): T | null {
    let total = 0
    for (const item of items) total += Math.max(0, weight(item))
    if (total <= 0) return null
    let left = this.next() * total
    let last: T | null = null
    for (const item of items) {
      const share = Math.max(0, weight(item))
      if (share === 0) continue
      last = item
      left -= share
      if (left < 0) return item
    }
    return last
  }

  shuffle<T>(items: readonly T[]): T[] {
    const copy = [...items]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const held = copy[i] as T
      copy[i] = copy[j] as T
      copy[j] = held
    }
    return copy
  }

  fork(key: string): Random {
    return new SeededRandom(`${this.#seed}/${key}`)
  }
}

export function seeded(seed: string | number): Random {
  return new SeededRandom(String(seed))
}
