/** Keys whose day is over, deleted now and then. Any process may. */
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Database } from '../../store/database.ts'
import { sweepKeys } from './event-keys.ts'

const SWEEP_EVERY_MS = 5 * 60_000

export interface KeySweepParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
}

export class KeySweep implements AsyncDisposable {
  readonly #parts: KeySweepParts
  #timer: NodeJS.Timeout | null = null
  #pass: Promise<void> = Promise.resolve()
  #busy = false

  constructor(parts: KeySweepParts) {
    this.#parts = parts
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#sweep(), SWEEP_EVERY_MS).unref()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#pass
  }

  #sweep(): void {
    if (this.#busy) return
    const { db, clock, log } = this.#parts
    this.#busy = true
    this.#pass = sweepKeys(db, clock.now()).then(() => {}, (error: unknown) => log.warn({ err: error }, 'keys of events could not be swept; they are again in some minutes')).finally(() => {
      this.#busy = false
    })
  }
}
