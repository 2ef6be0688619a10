/**
 * Which posts have a word in them, gathered when somebody first searches and carried on from there. Looked through one by
 * one, 20,000 posts cost a search 25 ms, and 500 agents search thousands of times in two days.
 */
import { wordsOf } from '../words-of.ts'
import type { ColumnState } from './column-state.ts'

const NONE: readonly number[] = []

export class PostWords {
  readonly #state: ColumnState
  /** Rows in their order, by word. */
  readonly #rows = new Map<string, number[]>()
  #gathered = 0
  #drawn = 0

  constructor(state: ColumnState) {
    this.#state = state
  }

  /** Posts that have all of the words, newest first, seen or not. */
  *withAll(words: readonly string[]): Generator<number, void, undefined> {
    this.#gather()
    const lists = [...new Set(words)].map((word) => this.#rows.get(word) ?? NONE).sort((a, b) => a.length - b.length)
    const [rarest = NONE, ...others] = lists
    for (let place = rarest.length - 1; place >= 0; place--) {
      const row = rarest[place] as number
      if (others.every((list) => includes(list, row))) yield row
    }
  }

  #gather(): void {
    const { posts, texts, titles, pool } = this.#state
    // With an edit the pool is drawn anew; what else does that is as rare.
    if (pool.drawn !== this.#drawn) {
      this.#rows.clear()
      this.#gathered = 0
      this.#drawn = pool.drawn
    }
    for (; this.#gathered < posts.author.length; this.#gathered++) {
      const row = this.#gathered
      for (const word of new Set(wordsOf(`${titles.get(row) ?? ''} ${texts.get(posts.text.data[row] as number)}`))) {
        const rows = this.#rows.get(word)
        if (rows === undefined) this.#rows.set(word, [row])
        else rows.push(row)
      }
    }
  }
}

/** In a list that rises. */
function includes(list: readonly number[], row: number): boolean {
  let [low, high] = [0, list.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const here = list[middle] as number
    if (here === row) return true
    if (here < row) low = middle + 1
    else high = middle - 1
  }
  return false
}
