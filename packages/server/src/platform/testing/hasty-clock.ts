/** Whoever waits finds that the time has passed; nobody waits for it. */
import type { Clock } from '../../base/clock.ts'

const STARTED_MS = Date.parse('2026-11-21T12:00:00Z')

export class HastyClock implements Clock {
  #nowMs = STARTED_MS

  now(): number {
    return this.#nowMs
  }

  async until(atMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.#nowMs = Math.max(this.#nowMs, atMs)
    // Others go on meanwhile.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
