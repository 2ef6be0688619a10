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

/**
 * 128-bit string hash (cyrb128); spreads any seed over the four words of state. It goes from left to right, so what many
 * texts begin with is hashed once: `state` after the beginning goes into the hash of the rest.
 */
type HashState = Int32Array

function hashBegin(): HashState {
  return Int32Array.of(1779033703, 3144134277, 1013904242, 2773480762)
}

function hashOn(state: HashState, text: string): void {
  let [h1, h2, h3, h4] = [state[0] as number, state[1] as number, state[2] as number, state[3] as number]
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067)
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233)
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213)
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179)
  }
  state[0] = h1
  state[1] = h2
  state[2] = h3
  state[3] = h4
}

/** `set` would leave the compiled code for four words: 30 ns against 2. */
function copyWords(from: HashState, to: HashState): void {
  to[0] = from[0] as number
  to[1] = from[1] as number
  to[2] = from[2] as number
  to[3] = from[3] as number
}

/** Leaves the four words of a generator. */
function hashEnd(state: HashState): void {
  const h1 = Math.imul((state[2] as number) ^ ((state[0] as number) >>> 18), 597399067)
  const h2 = Math.imul((state[3] as number) ^ ((state[1] as number) >>> 22), 2869860233)
  const h3 = Math.imul(h1 ^ ((state[2] as number) >>> 17), 951274213)
  const h4 = Math.imul(h2 ^ ((state[3] as number) >>> 19), 2716044179)
  state[0] = h1 ^ h2 ^ h3 ^ h4
  state[1] = h2 ^ h1
  state[2] = h3 ^ h1
  state[3] = h4 ^ h1
}

class SeededRandom implements Random {
  /** The seed is the text, or what stands in the three together, which are joined when somebody forks. */
  readonly #text: string
  readonly #number: number
  readonly #rest: string
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(words: HashState, text: string, number = -1, rest = '') {
    this.#text = text
    this.#number = number
    this.#rest = rest
    // As signed numbers, which V8 keeps in the object itself; unsigned ones it would put beside it, one by one.
    let [a, b, c, d] = [words[0] as number, words[1] as number, words[2] as number, words[3] as number]
    // The first draws, which nobody sees.
    for (let i = 0; i < 12; i++) {
      const t = (((a + b) | 0) + d) | 0
      d = (d + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + t) | 0
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
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
    return seeded(this.#number < 0 ? `${this.#text}/${key}` : `${this.#text}${this.#number}${this.#rest}/${key}`)
  }
}

export function seeded(seed: string | number): Random {
  const text = String(seed)
  const state = hashBegin()
  hashOn(state, text)
  hashEnd(state)
  return new SeededRandom(state, text)
}

/**
 * Sources for seeds that differ in a number and what follows it: `source(17, '/0')` of the stem `a/t` is `seeded('a/t17/0')`,
 * without making that text and hashing it from its beginning. Asked for one number after the other, several times each.
 */
export class SeedStem {
  readonly #text: string
  readonly #stem = hashBegin()
  readonly #numbered = hashBegin()
  readonly #words = hashBegin()
  #number = -1

  constructor(text: string) {
    this.#text = text
    hashOn(this.#stem, text)
  }

  source(number: number, rest: string): Random {
    if (number !== this.#number) {
      this.#number = number
      copyWords(this.#stem, this.#numbered)
      hashOn(this.#numbered, String(number))
    }
    copyWords(this.#numbered, this.#words)
    hashOn(this.#words, rest)
    hashEnd(this.#words)
    return new SeededRandom(this.#words, this.#text, number, rest)
  }
}
