/**
 * Interest match: posts about what a member cares for. The member is a vector of terms (its interests, bio, own texts and what
 * it liked), a post the set of its terms; they are compared by cosine, rare terms weighing more. Term vectors and not
 * embeddings, because they run offline, the same on every machine, and can say in a word why.
 *
 * Weights are whole numbers, so that sums come out the same in whatever order a store adds them.
 */
import type { TermIndex } from './term-index.ts'
import { termsOf } from './terms.ts'

/** Newest texts of one's own that tell what one cares for. */
export const OWN_TEXTS_MOST = 10
/** Posts of the pool one has liked that do, newest first. */
const LIKED_MOST = 20
const SHARED_SHOWN = 3

const INTEREST = 4
const BIO = 2
const SAID = 1
const LIKED = 1
/** However often one speaks of it: a member is not one topic. */
const WEIGHT_MOST = 8

export interface Reader<K> {
  readonly interests: readonly string[]
  readonly bio: string
  /** Own visible posts, title and text, newest first. */
  readonly own: readonly string[]
  /** To a post of the pool. */
  readonly reaction: (post: K) => 1 | -1 | null
}


export class InterestMatch<K> {
  readonly #index: TermIndex<K>
  readonly #reader: Reader<K>
  readonly #cares: ReadonlyMap<string, number>
  readonly #scores = new Map<K, number>()

  /** `pool` newest first; the index is of that pool. */
  constructor(index: TermIndex<K>, pool: readonly K[], reader: Reader<K>) {
    this.#index = index
    this.#reader = reader
    this.#cares = caresOf(index, pool, reader)
    for (const [term, weight] of this.#cares) {
      const posts = index.postsWith(term)
      const gain = weight * rarity(index.size, posts.size)
      for (const post of posts) this.#scores.set(post, (this.#scores.get(post) ?? 0) + gain)
    }
  }

  /** 0 for what one has reacted to already: a post one liked would be the best match of all. */
  scoreOf(post: K): number {
    const score = this.#scores.get(post)
    if (score === undefined || score === 0 || this.#reader.reaction(post) !== null) return 0
    return score / Math.sqrt(this.#index.termsIn(post).size)
  }

  /** Of a post that scores. */
  whyOf(post: K): string {
    const shared = [...this.#index.termsIn(post)].map(([term, word]) => ({ word, gain: this.#gain(term) })).filter(({ gain }) => gain > 0)
    shared.sort((a, b) => b.gain - a.gain || (a.word < b.word ? -1 : 1))
    return `on your interests: ${shared.slice(0, SHARED_SHOWN).map(({ word }) => word).join(', ')}`
  }

  #gain(term: string): number {
    const weight = this.#cares.get(term)
    return weight === undefined ? 0 : weight * rarity(this.#index.size, this.#index.postsWith(term).size)
  }
}

function caresOf<K>(index: TermIndex<K>, pool: readonly K[], { interests, bio, own, reaction }: Reader<K>): Map<string, number> {
  const cares = new Map<string, number>()
  const care = (terms: Iterable<string>, weight: number): void => {
    for (const term of terms) cares.set(term, Math.min(WEIGHT_MOST, (cares.get(term) ?? 0) + weight))
  }
  care(termsOf(interests.join(' ')).keys(), INTEREST)
  care(termsOf(bio).keys(), BIO)
  for (const text of own.slice(0, OWN_TEXTS_MOST)) care(termsOf(text).keys(), SAID)
  let liked = 0
  for (const post of pool) {
    if (reaction(post) !== 1) continue
    care(index.termsIn(post).keys(), LIKED)
    liked += 1
    if (liked === LIKED_MOST) break
  }
  return cares
}

/**
 * Inverse document frequency, in thousandths: 0 for a term that all have, 3,700 for one in 500. The fourth root grows about
 * like the usual logarithm over this range; of roots every machine computes the same last bit, of logarithms not.
 */
function rarity(posts: number, having: number): number {
  return having === 0 ? 0 : Math.round(1000 * (Math.sqrt(Math.sqrt((posts + 1) / having)) - 1))
}
