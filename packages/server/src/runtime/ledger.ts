/**
 * Where turns are kept: the agents that hold them, their journal, their memories. Live it is PostgreSQL, simulated it is
 * memory; the engine knows only this.
 */
import type { Turn } from '../agent/turn.ts'
import type { Id } from '../base/ids.ts'
import type { Recollection } from '../llm/rehearsal/brief.ts'
import type { UnitOfWork } from '../platform/platform.ts'

export interface RecallQuery {
  readonly agentId: Id
  /** Memories of this party come first. */
  readonly aboutId: Id | null
  readonly limit: number
}

/** Where a turn leaves its agent: in it still, waiting for an answer under a worker's lease, or out of it. */
export type AfterTurn =
  | { readonly state: 'busy'; readonly workerId: Id; readonly leaseUntilMs: number }
  | { readonly state: 'idle'; readonly wakeAtMs: number | null }
  | { readonly state: 'asleep'; readonly untilMs: number; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string }

export interface Ledger {
  /** Runs `work` in one unit; what it did stands or falls as a whole. */
  within<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result>
  /** The turns that are still this process's to go on with; the others were taken over or their agents deleted. */
  stillHeld(turns: readonly Turn[], unit: UnitOfWork): Promise<Turn[]>
  recall(queries: readonly RecallQuery[], unit: UnitOfWork): Promise<Recollection[][]>
  /** Writes entries, memories and snapshots, and what `after` says of each turn's agent. */
  commit(turns: readonly Turn[], after: ReadonlyMap<Turn, AfterTurn>, unit: UnitOfWork): Promise<void>
}
