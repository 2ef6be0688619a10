/** Keys whose day is over, deleted now and then. Any process may. */
import { Chore } from '../../base/chore.ts'
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

export class KeySweep extends Chore {
  readonly #parts: KeySweepParts

  constructor(parts: KeySweepParts) {
    super({ log: parts.log, everyMs: SWEEP_EVERY_MS, trouble: 'keys of events could not be swept; they are again in some minutes' })
    this.#parts = parts
  }

  protected override async pass(): Promise<boolean> {
    const { db, clock } = this.#parts
    await sweepKeys(db, clock.now())
    return false
  }
}
