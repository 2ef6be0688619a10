/**
 * The way to one provider: so many calls side by side, so many a minute, the rest wait in line, first come first
 * served. When a provider says to slow down, the whole lane waits, not only the call that was told. One lane a
 * provider, address and workspace in a process.
 *
 * A call is in one of three places: in line, holding one of the places, or gone. `#running` counts the places held;
 * a place is handed from the one that leaves straight to the first in line, so it is never counted free in between.
 */
import type { Clock } from '../base/clock.ts'
import type { LaneWidth } from './providers/catalogue.ts'

/** In line at most: a thousand agents woken together, and then something is wrong. */
const LINE_MAX = 1_000

/** No provider's word and no rate puts the next call off for longer. What is farther ahead was told before the clock was set back. */
const AHEAD_MOST_MS = 60_000

/** More calls wait for this provider than the line may hold. */
export class LaneFullError extends Error {
  constructor() {
    super(`More than ${LINE_MAX} calls are waiting for this provider.`)
    this.name = 'LaneFullError'
  }
}

interface Waiting {
  readonly enter: () => void
}

export class Lane {
  readonly #clock: Clock
  readonly #width: LaneWidth
  readonly #line: Waiting[] = []
  #running = 0
  /** The earliest moment the next call may begin: kept by the rate per minute and by the provider's own word. */
  #nextMs = 0

  constructor(clock: Clock, width: LaneWidth) {
    this.#clock = clock
    this.#width = width
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#line.length
  }

  /** Nobody is in it or held back from it: forgetting it loses nothing. */
  get idle(): boolean {
    return this.#running === 0 && this.#line.length === 0 && this.#nextMs <= this.#clock.now()
  }

  /** Resolves with the function that leaves the lane; rejects with the signal's reason or `LaneFullError`. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#running < this.#width.concurrent) this.#running++
    else await this.#queue(signal)
    try {
      await this.#turn(signal)
    } catch (reason) {
      this.#leave()
      throw reason
    }
    let left = false
    return () => {
      if (left) return
      left = true
      this.#leave()
    }
  }

  /** Nobody begins before `untilMs`. */
  holdUntil(untilMs: number): void {
    this.#nextMs = Math.max(this.#nextMs, Math.min(untilMs, this.#clock.now() + AHEAD_MOST_MS))
  }

  #queue(signal: AbortSignal): Promise<void> {
    if (this.#line.length >= LINE_MAX) return Promise.reject(new LaneFullError())
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        enter: () => {
          signal.removeEventListener('abort', giveUp)
          resolve()
        },
      }
      const giveUp = (): void => {
        const at = this.#line.indexOf(waiting)
        if (at !== -1) this.#line.splice(at, 1)
        reject(signal.reason)
      }
      this.#line.push(waiting)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** Waits for this call's moment. Calls of a minute are spread evenly, so a limit of 60 is one a second. */
  async #turn(signal: AbortSignal): Promise<void> {
    for (let nowMs = this.#clock.now(); nowMs < this.#nextMs; nowMs = this.#clock.now()) {
      if (this.#nextMs - nowMs > AHEAD_MOST_MS) this.#nextMs = nowMs
      else await this.#clock.until(this.#nextMs, signal)
    }
    const { perMinute } = this.#width
    if (perMinute !== null) this.#nextMs = Math.max(this.#nextMs, this.#clock.now()) + 60_000 / perMinute
  }

  #leave(): void {
    const next = this.#line.shift()
    if (next === undefined) this.#running--
    else next.enter()
  }
}
