/**
 * What becomes of turns that fail: tried again, a little later each time, and after the third failure in a row closed as
 * failed, with the agent standing still until a person looks.
 */
import type { Turn } from '../agent/turn.ts'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { UnitOfWork } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import type { Beginnings } from './beginnings.ts'
import type { Ledger } from './ledger.ts'
import type { TurnEngine } from './turn-engine.ts'

/** A turn that fails this often in a row fails its agent. */
const TRIES = 3
const FIRST_PAUSE_MS = 200

export interface FailureParts {
  readonly db: Database
  readonly engine: TurnEngine
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  readonly beginnings: Beginnings
  readonly onCommitted: () => void
  /** Locks one agent that is due, and begins its turn. */
  readonly begin: (agentId: Id, unit: UnitOfWork) => Promise<Turn[]>
  readonly pause: (ms: number) => Promise<void>
}

export class Failures {
  readonly #parts: FailureParts
  /** Times in a row that an agent's turn failed. */
  readonly #tries = new Map<Id, number>()

  constructor(parts: FailureParts) {
    this.#parts = parts
  }

  /** A turn of the agent's went well. */
  over(agentId: Id): void {
    this.#tries.delete(agentId)
  }

  /** The turn as it is to be tried again, or null: it was given up. */
  async ofTurn(turn: Turn, error: unknown): Promise<Turn | null> {
    const { beginnings, db, pause } = this.#parts
    const tries = this.#count(turn.agent.id, turn.id, error)
    const again = await beginnings.afresh(turn, db)
    if (tries < TRIES) {
      await pause(FIRST_PAUSE_MS * 2 ** tries)
      return again
    }
    this.#tries.delete(turn.agent.id)
    await this.#giveUp(again, messageOf(error))
    return null
  }

  /** Its agent was locked and is due again: the next look finds it, and may be this worker's or another's. */
  async toBegin(agentId: Id, error: unknown): Promise<void> {
    const { beginnings, begin, clock, db, engine, ledger, onCommitted, pause } = this.#parts
    const tries = this.#count(agentId, null, error)
    if (tries < TRIES) return pause(FIRST_PAUSE_MS * 2 ** tries)
    this.#tries.delete(agentId)
    const reason = messageOf(error)
    try {
      await ledger.within(async (unit) => {
        for (const turn of await begin(agentId, unit)) {
          engine.fail(turn, reason, clock.now())
          await ledger.commit([turn], new Map([[turn, { state: 'failed', reason }]]), unit)
        }
      })
    } catch {
      await beginnings.standStill(db, { id: agentId, turnId: null, lease: null }, reason)
    }
    onCommitted()
  }

  #count(agentId: Id, turnId: Id | null, error: unknown): number {
    const tries = (this.#tries.get(agentId) ?? 0) + 1
    this.#tries.set(agentId, tries)
    this.#parts.log.error({ err: error, turnId, agentId, tries }, 'a turn failed')
    return tries
  }

  /** The turn is closed as failed and the agent stands still, with the reason, until a person looks. */
  async #giveUp(turn: Turn, reason: string): Promise<void> {
    const { engine, ledger, clock, onCommitted } = this.#parts
    engine.fail(turn, reason, clock.now())
    await ledger.within(async (unit) => {
      const [held] = await ledger.stillHeld([turn], unit)
      if (held !== undefined) await ledger.commit([turn], new Map([[turn, { state: 'failed', reason }]]), unit)
    })
    onCommitted()
  }
}
