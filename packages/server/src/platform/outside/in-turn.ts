/** One after the other for the same key, side by side for different ones. */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Waits for those that came before, however they end. */
  async run<Result>(key: string, job: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const mine = before.then(job, job)
    this.#last.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key)
    }
  }
}
