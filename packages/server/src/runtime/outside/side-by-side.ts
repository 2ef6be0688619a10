/** At most so many at once; the others wait in line, and may be called off there. */
export class SideBySide {
  readonly #most: number
  #underWay = 0
  readonly #line = new Set<() => void>()

  constructor(most: number) {
    this.#most = most
  }

  /** Rejects with the signal's reason when called off before it began. */
  async run<Result>(job: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (this.#underWay >= this.#most) await this.#turn(signal)
    else {
      signal.throwIfAborted()
      this.#underWay += 1
    }
    try {
      return await job()
    } finally {
      const [next] = this.#line
      if (next === undefined) this.#underWay -= 1
      else next()
    }
  }

  /** Resolves with the place of somebody who has just left. */
  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const calledOff = (): void => {
        this.#line.delete(called)
        reject(signal.reason as Error)
      }
      const called = (): void => {
        this.#line.delete(called)
        signal.removeEventListener('abort', calledOff)
        resolve()
      }
      this.#line.add(called)
      signal.addEventListener('abort', calledOff, { once: true })
    })
  }
}
