/** Which posts of a pool are about what: terms of posts, and posts of terms. Kept as posts come and go, or made for one look. */
import { termsOf } from './terms.ts'

const NONE: ReadonlyMap<string, string> = new Map()
const NOWHERE: ReadonlySet<never> = new Set<never>()

export class TermIndex<K> {
  readonly #terms = new Map<K, ReadonlyMap<string, string>>()
  readonly #posts = new Map<string, Set<K>>()

  get size(): number {
    return this.#terms.size
  }

  has(post: K): boolean {
    return this.#terms.has(post)
  }

  posts(): Iterable<K> {
    return this.#terms.keys()
  }

  add(post: K, title: string | null, text: string): void {
    const terms = termsOf(title === null ? text : `${title} ${text}`)
    this.#terms.set(post, terms)
    for (const term of terms.keys()) {
      const posts = this.#posts.get(term)
      if (posts === undefined) this.#posts.set(term, new Set([post]))
      else posts.add(post)
    }
  }

  remove(post: K): void {
    for (const term of this.termsIn(post).keys()) {
      const posts = this.#posts.get(term)
      posts?.delete(post)
      if (posts?.size === 0) this.#posts.delete(term)
    }
    this.#terms.delete(post)
  }

  /** By term, the word as it stands there. */
  termsIn(post: K): ReadonlyMap<string, string> {
    return this.#terms.get(post) ?? NONE
  }

  postsWith(term: string): ReadonlySet<K> {
    return this.#posts.get(term) ?? NOWHERE
  }
}
