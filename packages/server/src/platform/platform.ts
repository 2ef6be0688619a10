/**
 * A platform is a place where agents act (SPEC P1): it declares its actions, says what is there, and performs intents.
 * Everything comes in batches, so that one query serves hundreds of agents; within a batch an intent that fails
 * fails alone. A platform knows nothing of brains, gates or turns. Writes join the unit of work they are given,
 * so that what was done and the journal that says so are committed together.
 */
import type { Id } from '../base/ids.ts'
import type { Random } from '../base/random.ts'
import type { Within } from '../store/database.ts'
import type { Action, Intent } from '../agent/action.ts'
import type { ActResult, Observation } from '../agent/brain.ts'

/** The transaction that writes join; null where the platform keeps its state in memory. */
export interface UnitOfWork {
  readonly sql: Within | null
  /** Done just before the transaction ends: what others wait for while it is held. Whoever begins the transaction sees to it. */
  readonly atEnd?: (() => Promise<void>)[]
}

export const IN_MEMORY: UnitOfWork = Object.freeze({ sql: null })

/** The eyes through which the platform is seen: an agent's member there. */
export interface Viewer {
  readonly worldId: Id
  readonly profileId: Id
  /** When it last looked, epoch milliseconds; what was addressed to it since is news. */
  readonly sinceMs: number
}

export interface Performance {
  readonly viewer: Viewer
  readonly intent: Intent
  readonly turnId: Id
  readonly nowMs: number
  readonly random: Random
  /** The label of what it makes (SPEC P2): what made the words. */
  readonly generator: string | null
}

export interface Platform {
  readonly name: string
  readonly actions: ReadonlyMap<string, Action>
  /** One observation a viewer, in their order. */
  observe(viewers: readonly Viewer[], nowMs: number, unit: UnitOfWork): Promise<Observation[]>
  /** One result a performance, in their order; performed as if one after the other. */
  perform(batch: readonly Performance[], unit: UnitOfWork): Promise<ActResult[]>
}
