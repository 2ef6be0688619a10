/** What is said of leads: from outside, and by the house itself. Times in epoch milliseconds. */
import type { EventSource } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import type { Heard } from './lead-event.ts'

/** Whom and what; addresses as they were given, `payload` as it came. */
export interface IncomingEvent {
  readonly creatorId?: Id | undefined
  readonly consumerId?: Id | undefined
  readonly externalId?: string | undefined
  readonly anonymousId?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly whatsapp?: string | undefined
  /** As whom the sender knew them before, by a browser's id or an id of its own (`alias`): from then on they are one lead. */
  readonly previousId?: string | undefined
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly source: EventSource
  readonly atMs?: number | undefined
  readonly messageId?: string | undefined
}

/** One that a part of the house writes about a lead it knows. */
export interface OwnEvent {
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly source: EventSource
  readonly atMs: number
  /** Why it is not counted, for what machines did; null or left out: it is. */
  readonly notCounted?: string | null
  readonly simulated?: boolean
  /** It is known and changes the context, and no agent hears of it: what a file of leads brings along. */
  readonly quiet?: boolean
}

/** Why one was not taken: in a sentence that says how to mend it, and where in the event it stands. */
export interface Refusal {
  readonly kind: 'invalid' | 'missing' | 'conflict' | 'too-large'
  readonly path: string
  readonly message: string
}

export interface Ingested {
  readonly id: Id | null
  readonly consumerId: Id | null
  readonly duplicate: boolean
  /** What was changed about it, in a sentence. */
  readonly note: string | null
  readonly refusal: Refusal | null
}

export interface IngestedBatch {
  readonly accepted: number
  readonly duplicates: number
  readonly refused: number
  readonly items: readonly Ingested[]
  /** The answer to the same request, sent before. */
  readonly replayed: boolean
}

export interface IngestOptions {
  readonly idempotencyKey?: string | null
  /** What the key was sent with; the events themselves unless given. */
  readonly body?: unknown
  /** A creator's own login, or an entry of one creator: no other leads can be named. */
  readonly onlyCreatorId?: Id | null
  /** By which entry it came: message ids of two senders don't meet. Null for our own API. */
  readonly entryId?: Id | null
  /** False for keys that stand in public pages: they make leads known, and change nobody's name or address, nor make one of two who are known. */
  readonly trusted?: boolean
}

/**
 * What agents make of events, in the transaction that stores them. Answers the ids of those that nobody need look at again; the
 * others become jobs for the dispatcher. It holds the leads' contexts, and may lock agents and actions, in that order.
 */
export type PlanHeard = (within: Within, heard: readonly Heard[]) => Promise<ReadonlySet<Id>>

/** Makes one lead of two: what is `goId`'s becomes `keepId`'s. Both contexts are held already; that of who goes is gone afterwards. */
export type MergeLeads = (within: Within, keepId: Id, goId: Id) => Promise<void>
