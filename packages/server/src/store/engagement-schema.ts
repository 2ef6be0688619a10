/**
 * Creators, their leads, what happened with them and what is said to them. Times and money as in `schema.ts`. Of erased
 * people the rows stay with their ids, hashes and states, and lose every word.
 */
import type {
  ActionState, Channel, ClaimFlag, Consent, ConsentChannel, ConversationState, Delivery, EventSource, GateVerdict, GoalWorkflow, MessageIntent, MessagingPolicy, OnboardingJob, PlannedContent,
  ProfileField, SalesProfile, Stage, Vendor,
} from '@troupe/contract'
import type { ColumnType } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'

/** What a column is made with when an insert leaves it out. */
type Standard<Type> = ColumnType<Type, Type | undefined, Type>

export interface EngagementTables {
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
  actions: ActionsTable
  action_log: ActionLogTable
  send_ledger: SendLedgerTable
  approvals: ApprovalsTable
  conversations: ConversationsTable
  messages: MessagesTable
  messaging_policies: MessagingPoliciesTable
  channel_credentials: ChannelCredentialsTable
  vendor_receipts: VendorReceiptsTable
  experiments: ExperimentsTable
  experiment_leads: ExperimentLeadsTable
  goals: GoalsTable
  goal_versions: GoalVersionsTable
  goal_tasks: GoalTasksTable
  goal_leads: GoalLeadsTable
  goal_log: GoalLogTable
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

export interface ActionsTable {
  id: Id
  workspace_id: Id
  project_id: Id
  creator_id: Id
  consumer_id: Id
  agent_id: Id | null
  turn_id: Id | null
  event_id: Id | null
  goal_id: Id | null
  conversation_id: Id | null
  /** Who wrote it by hand; null for what agents wrote. */
  author_id: ColumnType<Id | null, Id | null | undefined, Id | null>
  author_name: ColumnType<string | null, string | null | undefined, string | null>
  /** The intent's name: `send_email`. */
  kind: string
  channel: Channel
  /** Null once erased. */
  content: Json<PlannedContent> | null
  /** SHA-256 over content and recipient as they stood when somebody said yes. */
  approved_hash: Buffer | null
  state: ActionState
  reason: string | null
  priority: number
  send_at: number
  tries: Standard<number>
  tries_most: number
  dead: Standard<boolean>
  /** Reasons that end it before it is sent. */
  cancel_when: ('converted' | 'replied' | 'unsubscribed' | 'booked' | 'booking-cancelled')[]
  verdict: Json<GateVerdict> | null
  generator: string | null
  experiment_id: Id | null
  arm: string | null
  lease_until: number | null
  lease: Standard<number>
  vendor: Vendor | null
  vendor_id: string | null
  delivery: Delivery | null
  simulated: Standard<boolean>
  created_at: number
  sent_at: number | null
  ended_at: number | null
}

export interface ActionLogTable {
  id: Id
  action_id: Id
  at: number
  kind: 'planned' | 'verdict' | 'approval' | 'attempt' | 'receipt' | 'cancelled' | 'reconciled' | 'replayed' | 'edited'
  state: ActionState | null
  policy: string | null
  reason: string | null
}

/** One row a try, written before the vendor is called. At most one of an action is open or sent. */
export interface SendLedgerTable {
  id: Id
  action_id: Id
  workspace_id: Id
  creator_id: Id
  consumer_id: Id
  channel: Channel
  vendor: Vendor
  attempt: number
  state: 'intended' | 'sent' | 'failed' | 'unknown'
  intended_at: number
  vendor_id: string | null
  reason: string | null
  reconcile_at: number | null
  reconcile_tries: Standard<number>
  settled_at: number | null
  /** As it was handed to the vendor, for as long as it is open: what it is recognised by. */
  message: ColumnType<unknown, string | null | undefined, string | null>
}

export interface ApprovalsTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  action_id: Id
  state: 'waiting' | 'approved' | 'rejected' | 'expired' | 'withdrawn'
  why: string
  content_hash: Buffer
  expires_at: number
  created_at: number
  decided_at: number | null
  decided_by: string | null
  note: string | null
  /** When reviewers were told by mail. */
  told_at: ColumnType<number | null, number | null | undefined, number | null>
}

export interface ConversationsTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  consumer_id: Id
  channel: Channel
  state: ConversationState
  reason: string | null
  agent_id: Id | null
  assigned_to: Id | null
  /** What the lead wrote while a person had it and no agent has answered yet. */
  unanswered_event_id: Id | null
  last_inbound_at: number | null
  unread: Standard<number>
  created_at: number
  updated_at: number
}

export interface MessagesTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  consumer_id: Id
  conversation_id: Id | null
  action_id: Id | null
  turn_id: Id | null
  direction: 'in' | 'out'
  channel: Channel
  author_kind: 'lead' | 'agent' | 'person'
  author_id: Id | null
  author_name: string
  subject: string | null
  /** Null once erased. */
  text: string | null
  at: number
  vendor: Vendor | null
  vendor_id: string | null
  delivery: Delivery | null
  generator: string | null
  intent: MessageIntent | null
  read_at: number | null
  simulated: Standard<boolean>
}

export interface MessagingPoliciesTable {
  workspace_id: Id
  /** The workspace's own id where it holds for all creators. */
  scope_id: Id
  policy: Json<MessagingPolicy>
  updated_at: number
}

export interface ChannelCredentialsTable {
  id: Id
  workspace_id: Id
  /** The workspace's own id where it holds for all creators. */
  scope_id: Id
  vendor: Vendor
  sealed: Buffer
  shown: Json<Record<string, string>>
  ending: string | null
  saved_at: number
  tested_at: number | null
  tested_ok: boolean | null
  tested_message: string | null
}

/** What vendors have told of and tell again: payments by their key; of refunds with the sum so far. */
export interface VendorReceiptsTable {
  workspace_id: Id
  vendor: Vendor
  key: string
  amount_minor: number
  at: number
}

export interface ExperimentsTable {
  id: Id
  workspace_id: Id
  creator_id: Id | null
  agent_id: Id | null
  name: string
  key: string
  arms: Json<{ key: string; text: string; weight: number }[]>
  holdout: number
  goal: string
  window_days: number
  state: 'draft' | 'running' | 'stopped'
  started_at: number | null
  ended_at: number | null
  created_at: number
}

/** Which arm a lead fell into, for good; `exposed_at` is when it first made a difference. */
export interface ExperimentLeadsTable {
  experiment_id: Id
  consumer_id: Id
  arm: string
  assigned_at: number
  exposed_at: number | null
}

export interface GoalsTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  title: string
  detail: string
  metric: 'bookings' | 'payments' | 'revenue' | 'replies' | 'engaged-leads'
  target: number
  from_at: number
  to_at: number
  state: 'planning' | 'draft' | 'running' | 'paused' | 'done' | 'failed'
  reason: string | null
  version: number | null
  lease_until: number | null
  next_look_at: number | null
  created_at: number
}

export interface GoalVersionsTable {
  goal_id: Id
  version: number
  workflow: Json<GoalWorkflow>
  by_name: string
  note: string
  generator: string | null
  missing_tools: string[]
  at: number
}

export interface GoalTasksTable {
  id: Id
  goal_id: Id
  version: number
  stage: string
  agent: string
  tool: string
  consumer_id: Id | null
  state: 'waiting' | 'running' | 'done' | 'failed' | 'missing-tool' | 'cancelled'
  tries: Standard<number>
  result: string | null
  at: number
  lease_until: number | null
  ended_at: number | null
}

/** Whom a step of a goal's workflow has been done for: nobody twice, whatever becomes of workers. */
export interface GoalLeadsTable {
  goal_id: Id
  step: string
  consumer_id: Id
  at: number
}

export interface GoalLogTable {
  id: Id
  goal_id: Id
  at: number
  kind: string
  text: string
}

export interface RetentionTable {
  workspace_id: Id
  event_payload_days: number | null
  message_days: number | null
  inactive_lead_days: number | null
  swept_at: number | null
}

