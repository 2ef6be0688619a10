/**
 * Which posts of a pool are about what: terms of posts, and posts of terms. Kept as posts come and go, or made for one look.
 * Posts have places in it, small whole numbers, so that what is reckoned for each is an array and not a map.
 */
import { termsOf } from './terms.ts'

const NONE: ReadonlyMap<string, string> = new Map()
const NOWHERE: readonly number[] = []

export class TermIndex<K> {
  readonly #places = new Map<K, number>()
  /** By place. */
  readonly #terms: ReadonlyMap<string, string>[] = []
  readonly #having = new Map<string, number[]>()
  readonly #free: number[] = []

  /** Posts there are. */
  get size(): number {
    return this.#places.size
  }

  /** Places there are, some of them perhaps free. */
  get room(): number {
    return this.#terms.length
  }

  place(post: K): number | undefined {
    return this.#places.get(post)
  }

  posts(): Iterable<K> {
    return this.#places.keys()
  }

  add(post: K, title: string | null, text: string): void {
    const terms = termsOf(title === null ? text : `${title} ${text}`)
    const place = this.#free.pop() ?? this.#terms.length
    this.#places.set(post, place)
    this.#terms[place] = terms
    for (const term of terms.keys()) {
      const having = this.#having.get(term)
      if (having === undefined) this.#having.set(term, [place])
      else having.push(place)
    }
  }

  remove(post: K): void {
    const place = this.#places.get(post)
    if (place === undefined) return
    for (const term of this.termsAt(place).keys()) {
      const having = (this.#having.get(term) ?? []).filter((other) => other !== place)
      if (having.length === 0) this.#having.delete(term)
      else this.#having.set(term, having)
    }
    this.#terms[place] = NONE
    this.#places.delete(post)
    this.#free.push(place)
  }

  /** By term, the word as it stands there. */
  termsAt(place: number): ReadonlyMap<string, string> {
    return this.#terms[place] ?? NONE
  }

  /** Places of the posts that have the term, in no order that means anything. */
  having(term: string): readonly number[] {
    return this.#having.get(term) ?? NOWHERE
  }
}
