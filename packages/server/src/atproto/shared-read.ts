/**
 * One reading for all who ask for it at the same time. Each may stop waiting on its own signal; when nobody waits any more,
 * the reading ends too.
 */
export class SharedRead<Result> {
  readonly #read: (signal: AbortSignal) => Promise<Result>
  #under: { readonly result: Promise<Result>; readonly stop: AbortController; waiting: number } | null = null

  constructor(read: (signal: AbortSignal) => Promise<Result>) {
    this.#read = read
  }

  /** Rejects with the signal's reason when that is given first. */
  async join(signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted()
    const under = this.#under ??= this.#begin()
    under.waiting++
    const { promise: called, reject } = Promise.withResolvers<never>()
    const leave = (): void => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await Promise.race([under.result, called])
    } finally {
      signal.removeEventListener('abort', leave)
      if (--under.waiting === 0) {
        under.stop.abort()
        if (this.#under === under) this.#under = null
      }
    }
  }

  /** Whoever comes from now on gets a reading that begins now. */
  renew(): void {
    this.#under = null
  }

  #begin() {
    const stop = new AbortController()
    return { result: this.#read(stop.signal), stop, waiting: 0 }
  }
}
