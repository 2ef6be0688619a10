/** What the posts of the pool are about, brought up to date at a look: what came is read, what went is let go. */
import { TermIndex } from '../recommend/term-index.ts'
import type { WorldColumns } from './world-columns.ts'
import type { NewestPool } from './newest-pool.ts'

export class PoolTerms {
  readonly #state: WorldColumns
  readonly #pool: NewestPool
  #index = new TermIndex<number>()
  #drawn = -1

  constructor(state: WorldColumns, pool: NewestPool) {
    this.#state = state
    this.#pool = pool
  }

  /** Of the pool as it is now. */
  get index(): TermIndex<number> {
    const pool = this.#pool
    if (this.#drawn !== pool.drawn) {
      this.#drawn = pool.drawn
      this.#index = new TermIndex()
    }
    const index = this.#index
    for (let place = 0; place < pool.size && !index.has(pool.at(place)); place++) this.#read(pool.at(place))
    // Since the pool was last drawn anew, only its oldest have left it.
    if (index.size > pool.size) {
      const oldest = pool.at(pool.size - 1)
      for (const post of [...index.posts()]) if (post < oldest) index.remove(post)
    }
    return index
  }

  #read(post: number): void {
    const { titles, texts, posts } = this.#state
    this.#index.add(post, titles.get(post) ?? null, texts.get(posts.text.data[post] as number))
  }
}
