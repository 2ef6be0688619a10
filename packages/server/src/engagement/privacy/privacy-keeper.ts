/** Keeps what was promised about keeping: sweeps by each workspace's retention once an hour, and goes on with what was deleted. */
import { Chore } from '../../base/chore.ts'
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

export class PrivacyKeeper extends Chore {
  readonly #parts: PrivacyKeeperParts

  constructor(parts: PrivacyKeeperParts) {
    super({ log: parts.log, everyMs: LOOK_EVERY_MS, trouble: 'what is to be erased could not be; it is tried again' })
    this.#parts = parts
  }

  protected override async pass(signal: AbortSignal): Promise<boolean> {
    const { db, clock } = this.#parts
    await eraseCreators(db, signal)
    const due = await db.selectFrom('retention').selectAll().where((is) => is.or([is('swept_at', 'is', null), is('swept_at', '<=', clock.now() - SWEEP_EVERY_MS)]))
      .where((is) => is.or([is('event_payload_days', 'is not', null), is('message_days', 'is not', null), is('inactive_lead_days', 'is not', null)])).execute()
    for (const kept of due) await sweepWorkspace({ ...this.#parts, signal }, kept)
    return false
  }
}
