/**
 * How events come in (SPEC E3): everything that is said of a lead goes through here, and an event, what is known of the lead by
 * it, consents it changes and the work it makes for agents are one transaction.
 */
import type { EventSource } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Database, Within } from '../../store/database.ts'
import type { Heard } from './lead-event.ts'

/** Whom and what; addresses as they were given, `payload` as it came. Times in epoch milliseconds. */
export interface IncomingEvent {
  readonly creatorId?: Id | undefined
  readonly consumerId?: Id | undefined
  readonly externalId?: string | undefined
  readonly anonymousId?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly whatsapp?: string | undefined
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
}

export interface Ingested {
  readonly id: Id | null
  readonly consumerId: Id | null
  readonly duplicate: boolean
  readonly fault: string | null
}
export interface IngestedBatch {
  readonly accepted: number
  readonly duplicates: number
  readonly refused: number
  readonly items: readonly Ingested[]
}

export interface IngestOptions {
  readonly idempotencyKey?: string | null
  /** A creator's own login, or a source of one creator: nothing but this one's leads can be named. */
  readonly onlyCreatorId?: Id | null
  /** Which entry it came by, so that message ids of two senders don't meet; null for our own API. */
  readonly entryId?: Id | null
}

/**
 * What agents make of events, in the transaction that stores them. Answers the ids of those that nobody need look at again; the
 * others become jobs for the dispatcher.
 */
export type PlanHeard = (within: Within, heard: readonly Heard[]) => Promise<ReadonlySet<Id>>

export interface IntakeParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** 32 bytes; addresses on the suppression list are hashed under a key derived from it. */
  readonly secretKey: Uint8Array
  readonly plan?: PlanHeard
  /** After each commit. */
  readonly onStored: () => void
}

export class Intake implements AsyncDisposable {
  readonly #parts: IntakeParts

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** From outside. Each draft has its answer at its place; one that is refused does not fail the others. */
  async ingest(workspaceId: Id, drafts: readonly IncomingEvent[], options: IngestOptions = {}): Promise<IngestedBatch> {
    throw new Error(`not there yet: ${workspaceId} ${drafts.length} ${Object.keys(options).length} ${this.#parts.clock.now()}`)
  }

  /**
   * From within the house. `within`: the transaction it belongs to, which holds the leads' contexts from then on, so call it before
   * locking agents or actions (or call `hold` first); null for one of its own. Answers ids in the order given.
   */
  async record(within: Within | null, events: readonly OwnEvent[]): Promise<readonly Id[]> {
    throw new Error(`not there yet: ${within === null} ${events.length}`)
  }

  /** Locks the leads' contexts in the house's order (by id), for a transaction that will record events after it locked other rows. */
  async hold(within: Within, consumerIds: readonly Id[]): Promise<void> {
    await within.selectFrom('consumer_contexts').select('consumer_id').where('consumer_id', 'in', [...consumerIds]).orderBy('consumer_id').forUpdate().execute()
  }

  /** What was taken in is stored; nothing more is taken. */
  async [Symbol.asyncDispose](): Promise<void> {}
}
