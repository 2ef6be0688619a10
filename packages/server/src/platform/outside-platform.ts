/**
 * An owned place outside this process (SPEC P1): an outside gallery, a Mastodon server, a PDS. An adapter is never called
 * inside a database transaction, because what it does cannot be rolled back. The runtime commits the intent, calls
 * `perform`, and records what came of it; after a crash, an intent whose fate is not on record goes to `reconcile`, which
 * finds out and does nothing anew (SPEC B7).
 *
 * What every adapter keeps to:
 * - A write leaves once. When no clear answer comes, the adapter looks whether it arrived; it does not send it again.
 * - `refused`, `failed` and `asleep` mean that nothing was done, so it may be tried anew later. Whoever cannot say that
 *   answers `unknown`.
 * - Whatever the far side sends or withholds becomes a result. Only a broken assumption throws.
 * - What it shows of others' words is data, bounded in length and without control characters (SPEC B5).
 * - It labels what it makes (SPEC P2); nobody has to ask it to.
 */
import type { Action, Intent } from '../agent/action.ts'
import type { Observation } from '../agent/brain.ts'
import type { Applicant, OutsideAccount } from '../agent/outside-account.ts'
import type { SeenItem } from '../agent/seen-item.ts'
import type { Id } from '../base/ids.ts'

export type { Applicant, OutsideAccount } from '../agent/outside-account.ts'

export interface OutsideViewer {
  readonly account: OutsideAccount
  /** When it last looked, epoch milliseconds; what was addressed to it since is news. */
  readonly sinceMs: number
}

/** One intent on its way out. */
export interface OutsideAct {
  /** The intent's own id. */
  readonly id: Id
  readonly account: OutsideAccount
  readonly intent: Intent
  /** What made the words (SPEC P2). */
  readonly generator: string | null
  /** When the intent was committed, epoch milliseconds: whatever it made over there was made after that. */
  readonly intendedMs: number
  /**
   * What the agent's other acts since then, and those shortly before, are on record to have made: none of it is this one's doing.
   * Another process may have sent them. Asked for only where something has to be looked for: for every act it would be a query too many.
   */
  readonly accountedFor: () => Promise<readonly Id[]>
}

/** A limit as the far side counts it. */
export interface Usage {
  readonly used: number
  readonly limit: number
}

/** Nothing was done, and nothing will be before then: at most 24 hours away (SPEC B8). */
export interface Asleep {
  readonly kind: 'asleep'
  readonly untilMs: number
  readonly reason: string
  readonly usage: Usage | null
}

/** Not done, by the far side's rules or ours: the same the next time. */
export interface Refused { readonly kind: 'refused'; readonly reason: string }
/** Not done, for a reason that may pass. */
export interface Failed { readonly kind: 'failed'; readonly reason: string }
/** Perhaps done. To be reconciled, and never repeated before that has answered. */
export interface Unknown { readonly kind: 'unknown'; readonly reason: string }

export interface Done {
  readonly kind: 'done'
  readonly items: readonly SeenItem[]
  /** What it made, in the far side's ids. */
  readonly madeId: Id | null
  readonly note: string
}

export type OutsideResult = Done | Refused | Failed | Unknown | Asleep

export type Provisioned =
  | { readonly kind: 'there'; readonly account: OutsideAccount; readonly created: boolean }
  | Refused | Failed | Asleep

export type Retired = { readonly kind: 'gone' } | Refused | Failed | Asleep

export type Observed = { readonly kind: 'seen'; readonly observation: Observation } | Failed | Refused | Asleep

export interface OutsidePlatform {
  readonly name: string
  readonly actions: ReadonlyMap<string, Action>
  /** Makes the account, or finds the one that is there: calling it again does no harm. */
  provision(applicant: Applicant, signal: AbortSignal): Promise<Provisioned>
  /** An account that is not there counts as gone. */
  retire(account: Applicant, signal: AbortSignal): Promise<Retired>
  observe(viewer: OutsideViewer, signal: AbortSignal): Promise<Observed>
  perform(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult>
  /** What became of an act whose fate is not on record; it comes with the values that `perform` got. A read is simply read again; a write is looked for: `unknown` means still unknown, ask again later. */
  reconcile(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult>
}
