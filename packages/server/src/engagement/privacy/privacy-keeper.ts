/** Keeps what was promised about keeping: sweeps by each workspace's retention once an hour, and goes on with what was deleted. */
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Database } from '../../store/database.ts'
import { eraseCreators } from './creator-erasure.ts'
import type { Erasure } from './erasure.ts'
import { sweepWorkspace } from './retention-sweep.ts'

export interface PrivacyKeeperParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly erasure: Erasure
}

const LOOK_EVERY_MS = 60_000
const SWEEP_EVERY_MS = 3_600_000

export class PrivacyKeeper implements AsyncDisposable {
  readonly #parts: PrivacyKeeperParts
  readonly #stopping = new AbortController()
  #pass: Promise<void> = Promise.resolve()
  #busy = false
  #again = false
  #timer: NodeJS.Timeout | null = null

  constructor(parts: PrivacyKeeperParts) {
    this.#parts = parts
  }

  start(): void {
    this.#timer ??= setInterval(() => this.poke(), LOOK_EVERY_MS).unref()
    this.poke()
  }

  poke(): void {
    this.#again = true
    if (this.#busy || this.#stopping.signal.aborted) return
    this.#busy = true
    this.#pass = this.#run().finally(() => {
      this.#busy = false
    })
  }

  /** Resolves when what is due has been done. */
  settled(): Promise<void> {
    return this.#pass
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#stopping.abort()
    await this.#pass
  }

  async #run(): Promise<void> {
    const { db, clock, log } = this.#parts
    const { signal } = this.#stopping
    while (this.#again && !signal.aborted) {
      this.#again = false
      try {
        await eraseCreators(db, signal)
        const due = await db.selectFrom('retention').selectAll().where((is) => is.or([is('swept_at', 'is', null), is('swept_at', '<=', clock.now() - SWEEP_EVERY_MS)]))
          .where((is) => is.or([is('event_payload_days', 'is not', null), is('message_days', 'is not', null), is('inactive_lead_days', 'is not', null)])).execute()
        for (const kept of due) await sweepWorkspace({ ...this.#parts, signal }, kept)
      } catch (error) {
        if (signal.aborted) return
        log.warn({ err: error }, 'what is to be erased could not be; it is tried again')
      }
    }
  }
}
