/**
 * What is said to leads and by them: plans, tries, answers, and the rules and credentials they leave by. Times and money
 * as in `schema.ts`; of erased people as in `lead-schema.ts`.
 */
import type {
  ActionState, Channel, ConsentChannel, ConversationState, Delivery, GateVerdict, MessageIntent, MessagingPolicy, PlannedContent, Vendor,
} from '@troupe/contract'
import type { ColumnType } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'
import type { Standard } from './standard-column.ts'

export interface SendingTables {
  actions: ActionsTable
  action_log: ActionLogTable
  send_ledger: SendLedgerTable
  approvals: ApprovalsTable
  conversations: ConversationsTable
  messages: MessagesTable
  messaging_policies: MessagingPoliciesTable
  reviewers_told: ReviewersToldTable
  channel_credentials: ChannelCredentialsTable
  vendor_receipts: VendorReceiptsTable
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
  /** The name of who changed what an agent wrote; null where nobody did. */
  edited_by: ColumnType<string | null, string | null | undefined, string | null>
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
  /** When happened what it was planned for; null where nothing did. */
  caused_at: ColumnType<number | null, number | null | undefined, number | null>
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
  /** Of a payment link: who carried it. */
  way: ColumnType<ConsentChannel | null, ConsentChannel | null | undefined, ConsentChannel | null>
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
  /** As in `actions`. */
  edited_by: ColumnType<string | null, string | null | undefined, string | null>
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

/** Of what reviewers were told by mail, and when. */
export interface ReviewersToldTable {
  workspace_id: Id
  about: string
  at: number
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
