/** So many at once, the others in line, first come first served; each is known by a name, so that its place can be told. */
export class Line {
  readonly #most: number
  readonly #waiting: { readonly name: string; readonly enter: () => void }[] = []
  #inside = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Resolves with the function that leaves; rejects with the signal's reason. */
  async enter(name: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#inside < this.#most) this.#inside += 1
    else await this.#wait(name, signal)
    return () => this.#leave()
  }

  /** From 1; null for one that does not wait. */
  placeOf(name: string): number | null {
    const place = this.#waiting.findIndex((one) => one.name === name)
    return place === -1 ? null : place + 1
  }

  #wait(name: string, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const one = { name, enter: resolve }
    this.#waiting.push(one)
    signal.addEventListener('abort', () => {
      const place = this.#waiting.indexOf(one)
      if (place === -1) return
      this.#waiting.splice(place, 1)
      reject(signal.reason)
    }, { once: true })
    return promise
  }

  /** The place is handed on, so that nobody slips in between. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#inside -= 1
    else next.enter()
  }
}
