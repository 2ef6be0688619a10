/**
 * Time as a parameter. `SystemClock` is the only reader of the wall clock in the server; a `VirtualClock`
 * stands still until somebody advances it, which is how a day is run in seconds and how tests wait for nothing.
 */
import { setTimeout as delay } from 'node:timers/promises'

export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number
  /**
   * Resolves once the time that is left from `now()` to `atMs` has passed, whatever somebody sets the clock to meanwhile;
   * rejects with the signal's reason when aborted.
   */
  until(atMs: number, signal?: AbortSignal): Promise<void>
}

/** Node clamps longer timers to 1 ms with a warning; we wake and wait again. */
const TIMER_LONGEST_MS = 2 ** 31 - 1

export class SystemClock implements Clock {
  now(): number {
    return Date.now()
  }

  /** By the monotonic clock: set back by an hour, the wall clock would make every loop that waits a second pause for an hour. */
  async until(atMs: number, signal?: AbortSignal): Promise<void> {
    const endMs = performance.now() + atMs - this.now()
    for (let left = endMs - performance.now(); left > 0; left = endMs - performance.now()) {
      await delay(Math.min(left, TIMER_LONGEST_MS), undefined, signal ? { signal } : {})
    }
  }
}

export class VirtualClock implements Clock {
  #nowMs: number
  #waiting: { atMs: number; wake: () => void }[] = []

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  now(): number {
    return this.#nowMs
  }

  until(atMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (atMs <= this.#nowMs) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const entry = { atMs, wake: resolve }
      this.#waiting.push(entry)
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((other) => other !== entry)
        reject(signal.reason)
      }, { once: true })
    })
  }

  /** Moves time forward and wakes the sleepers that are due, earliest first. Time never goes back. */
  advanceTo(atMs: number): void {
    if (atMs < this.#nowMs) throw new RangeError(`virtual time cannot go back from ${this.#nowMs} to ${atMs}`)
    this.#nowMs = atMs
    const due = this.#waiting.filter((entry) => entry.atMs <= atMs).sort((a, b) => a.atMs - b.atMs)
    this.#waiting = this.#waiting.filter((entry) => entry.atMs > atMs)
    for (const entry of due) entry.wake()
  }

  advanceBy(ms: number): void {
    this.advanceTo(this.#nowMs + ms)
  }
}
