/** An event as it is stored, and what the house knows of the lead it is about. */
import type { Consent, ConsentChannel, EventSource } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { LeadContext } from '../context/lead-context.ts'

export interface StoredEvent {
  readonly id: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly type: string
  readonly source: EventSource
  readonly atMs: number
  readonly receivedMs: number
  readonly payload: Readonly<Record<string, unknown>>
  /** False for what machines did (opened, prefetched): stored, but neither in the context nor heard by agents. */
  readonly counted: boolean
  readonly notCounted: string | null
  readonly simulated: boolean
}

export interface KnownLead {
  readonly id: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly externalId: string | null
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly whatsapp: string | null
  readonly timezone: string | null
  readonly locale: string | null
  readonly tags: readonly string[]
  readonly consents: Readonly<Partial<Record<ConsentChannel, Consent>>>
}

/** What agents hear: the event, whom it is about, and what was known of them before it and with it. */
export interface Heard {
  readonly event: StoredEvent
  readonly lead: KnownLead
  readonly before: LeadContext
  readonly context: LeadContext
}
