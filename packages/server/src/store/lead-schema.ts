/**
 * Creators, their leads and what happened with them. Times and money as in `schema.ts`. Of erased people the rows stay
 * with their ids, hashes and states, and lose every word.
 */
import type { ClaimFlag, Consent, ConsentChannel, EventSource, OnboardingJob, ProfileField, SalesProfile, Stage } from '@troupe/contract'
import type { ColumnType } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'
import type { Standard } from './standard-column.ts'

export interface LeadTables {
  creators: CreatorsTable
  onboarding_jobs: OnboardingJobsTable
  onboarding_log: OnboardingLogTable
  products: ProductsTable
  consumers: ConsumersTable
  consumer_identities: ConsumerIdentitiesTable
  consumer_contexts: ConsumerContextsTable
  consents: ConsentsTable
  suppressions: SuppressionsTable
  events: EventsTable
  event_jobs: EventJobsTable
  agent_marks: AgentMarksTable
  event_keys: EventKeysTable
  event_sources: EventSourcesTable
  retention: RetentionTable
}

export interface CreatorsTable {
  id: Id
  workspace_id: Id
  /** Its own, so that a kill switch can stop what is written in this creator's name. */
  project_id: Id
  username: string
  name: string
  email: string | null
  timezone: string
  locale: string
  currency: string
  sample: Standard<boolean>
  profile: Json<SalesProfile> | null
  edited: Standard<ProfileField[]>
  flags: Json<ClaimFlag[]> | null
  generator: string | null
  /** The profile API's newest answer, as it came. */
  source: Json<unknown> | null
  synced_at: number | null
  /** Since when it is being deleted, lead by lead; nobody sees it from then on. */
  erasing_at: ColumnType<number | null, number | null | undefined, number | null>
  created_at: number
  updated_at: number
}

/** Taken by whoever holds its lease; one open job a creator. */
export interface OnboardingJobsTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  kind: OnboardingJob['kind']
  step: OnboardingJob['step']
  progress: number
  message: string
  changed: ProfileField[]
  tries: Standard<number>
  lease_until: number | null
  created_at: number
  ended_at: number | null
}

export interface OnboardingLogTable {
  id: Id
  job_id: Id
  creator_id: Id
  at: number
  step: 'fetch' | 'model' | 'check'
  attempt: number
  outcome: 'ok' | 'repaired' | 'fallback' | 'failed'
  ms: number
  raw: string | null
  error: string | null
  generator: string | null
  cost_micros: number | null
}

export interface ProductsTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  external_id: string | null
  name: string
  description: string
  kind: string
  price_minor: number | null
  currency: string
  url: string | null
  active: boolean
  created_at: number
  updated_at: number
}

export interface ConsumersTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  external_id: string | null
  name: string | null
  /** Lower case. */
  email: string | null
  /** E.164, like `whatsapp`. */
  phone: string | null
  whatsapp: string | null
  timezone: string | null
  locale: string | null
  tags: Standard<string[]>
  /** As it stands; `consents` has how it came to. Instants as ISO text. */
  consents: Json<Partial<Record<ConsentChannel, Consent>>>
  sample: Standard<boolean>
  /** Whom this one was merged into; nothing else is left of it then. */
  merged_into: Id | null
  erased_at: number | null
  created_at: number
}

/** By what a lead is known: one of each kind and value belongs to one lead of a creator. */
export interface ConsumerIdentitiesTable {
  creator_id: Id
  kind: 'external' | 'anonymous' | 'email' | 'phone' | 'whatsapp'
  value: string
  consumer_id: Id
}

/**
 * Follows from the events; `engagement/context/` says how. What a person changes is an event too (`stage_changed` with `{to}`,
 * `identify` with attributes). Whoever merges or erases a lead locks this row and deletes it: a lead without one takes no events.
 */
export interface ConsumerContextsTable {
  consumer_id: Id
  workspace_id: Id
  creator_id: Id
  stage: Stage
  stage_since: number
  first_seen_at: number | null
  last_seen_at: number | null
  events: number
  counts: Json<Record<string, number>>
  /** Epoch milliseconds by type. */
  last_at: Json<Record<string, number>>
  revenue_minor: number
  attributes: Json<Record<string, unknown>>
  /** What the next event needs, and nobody shows: see `engagement/context/marks.ts`. */
  marks: ColumnType<ContextMarks, string | undefined, string>
}

/** `firsts`: earliest times of types that stages ask for. `set`: the newest stage that somebody set. `attributeAt`: when each was said. */
export interface ContextMarks {
  firsts?: Record<string, number[]>
  set?: { stage: Stage; at: number }
  attributeAt?: Record<string, number>
}

export interface ConsentsTable {
  id: Id
  workspace_id: Id
  consumer_id: Id
  channel: ConsentChannel
  status: Consent['status']
  source: string
  at: number
  proof: string | null
  recorded_at: number
}

/** Outlives the person: the address is an HMAC under the instance's key, with channel and workspace in it. */
export interface SuppressionsTable {
  id: Id
  workspace_id: Id
  channel: ConsentChannel
  address_hmac: Buffer
  reason: 'unsubscribe' | 'stop' | 'bounce' | 'complaint' | 'manual' | 'erasure'
  source: string
  at: number
}

export interface EventsTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  consumer_id: Id
  type: string
  source: EventSource
  at: number
  received_at: number
  /** Null once erased. */
  payload: Json<Record<string, unknown>> | null
  counted: Standard<boolean>
  not_counted: string | null
  simulated: Standard<boolean>
}

/** Events that agents are still to hear of; gone once they have. */
export interface EventJobsTable {
  event_id: Id
  workspace_id: Id
  creator_id: Id
  consumer_id: Id
  due_at: number
  tries: Standard<number>
  lease_until: number | null
  /** Agents that have heard of it. */
  done: Standard<Id[]>
}

/** What an agent of code does once for a lead: see `once`. */
export interface AgentMarksTable {
  consumer_id: Id
  agent_id: Id
  key: string
  at: number
}

/** `Idempotency-Key` and `messageId`: the answer that was given, for 24 hours. */
export interface EventKeysTable {
  workspace_id: Id
  key: string
  request_hash: Buffer
  answer: Json<unknown>
  expires_at: number
}

export interface EventSourcesTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  name: string
  kind: 'segment' | 'webhook'
  prefix: string
  /** SHA-256 of a write key; null for webhooks. */
  key_hash: Buffer | null
  /** Of webhooks: what signs them, sealed. */
  sealed_secret: Buffer | null
  created_at: number
  last_used_at: number | null
}

export interface RetentionTable {
  workspace_id: Id
  event_payload_days: number | null
  message_days: number | null
  inactive_lead_days: number | null
  swept_at: number | null
}
