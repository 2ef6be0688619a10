/**
 * What a turn has to have done outside (SPEC P1b): to look around at a site, or to carry out one intent there. It can't be
 * rolled back, so it never happens within a transaction: the turn is committed as waiting for it, which puts the intent
 * on record; then it is run, and its answer is taken into the next commit. A turn that is taken up again at an act finds
 * out what became of it (`isOpen`); it is never carried out a second time (SPEC B7).
 */
import type { Id } from '../base/ids.ts'
import type { Intent } from './action.ts'
import type { Fate, Observation } from './brain.ts'
import type { OutsideAccount } from './outside-account.ts'

export interface LookErrand {
  readonly kind: 'errand'
  readonly errand: 'look'
  /** When the agent last looked; what was addressed to it since is news. */
  readonly sinceMs: number
}

export interface ActErrand {
  readonly kind: 'errand'
  readonly errand: 'act'
  /** The intent's own id, the same each time it is put. */
  readonly id: Id
  readonly intent: Intent
  /** What made its words (SPEC P2). */
  readonly generator: string | null
  /** When it was committed: whatever it made outside was made after that. */
  readonly intendedMs: number
  /** Taken up again: it may have been carried out before. */
  readonly isOpen: boolean
}

export type Errand = LookErrand | ActErrand

/** Nothing was done, and nothing may be before then (SPEC B8). */
export interface SentAway {
  readonly kind: 'asleep'
  readonly untilMs: number
  readonly reason: string
}

/** What became of an errand. `account`: as whom it was done, once the far side knows the agent. */
export type ErrandReply = (
  | { readonly kind: 'seen'; readonly observation: Observation }
  /** By the place's adapter, never by the gate. */
  | { readonly kind: 'acted'; readonly result: Exclude<Fate, { kind: 'stopped' }> }
  | SentAway
  /** It could not be put at all: no proof, no account, no credentials. */
  | { readonly kind: 'failed'; readonly message: string }
) & {
  readonly account: OutsideAccount | null
  /** A kill switch stopped it, or came too late to. */
  readonly aborted?: true
}

/** An act of which the record is to be kept outside the journal too: it made something there, or its fate is unknown. */
export interface OutsideActDraft {
  readonly id: Id
  readonly intent: Intent
  readonly generator: string | null
  readonly intendedMs: number
  readonly state: 'done' | 'unknown'
  /** In the far side's words. */
  readonly farId: string | null
  readonly reason: string | null
}
