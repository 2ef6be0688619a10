/** What the gate has to know of a batch of messages, read set-based: one statement a table, whatever their number. */
import { STANDARD_MESSAGING_POLICY, type Channel, type Consent, type ConsentChannel, type ConversationState, type MessagingPolicy } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Send } from '../../policy/messaging/messaging-facts.ts'
import { ints, uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'
import type { ToJudge } from './to-judge.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export interface LeadRow {
  readonly id: Id
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly whatsapp: string | null
  readonly timezone: string | null
  readonly consents: Partial<Record<ConsentChannel, Consent>>
  readonly merged: boolean
  readonly erased: boolean
}

export interface CreatorRow {
  readonly id: Id
  readonly name: string
  readonly email: string | null
  readonly timezone: string
}

export interface ThreadRow {
  readonly id: Id
  readonly channel: Channel
  readonly state: ConversationState
  readonly lastInboundMs: number | null
  readonly lastInboundText: string | null
}

export interface AgentRow {
  readonly id: Id
  readonly projectId: Id
  readonly name: string
  readonly state: string
  readonly reason: string | null
  readonly untilMs: number | null
}

const own = (items: readonly ToJudge[], read: (item: ToJudge) => Id | null): Id[] => [...new Set(items.map(read))].filter((id) => id !== null)

export async function leadRows(within: Database, items: readonly ToJudge[]): Promise<Map<Id, LeadRow>> {
  const { rows } = await sql<LeadRow>`SELECT id, name, email, phone, whatsapp, timezone, consents, merged_into IS NOT NULL AS merged, erased_at IS NOT NULL AS erased
    FROM consumers WHERE id = ANY(${uuids(own(items, (item) => item.consumerId), (id) => id)})`.execute(within)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function creatorRows(within: Database, items: readonly ToJudge[]): Promise<Map<Id, CreatorRow>> {
  const { rows } = await sql<CreatorRow>`SELECT id, name, email, timezone FROM creators WHERE id = ANY(${uuids(own(items, (item) => item.creatorId), (id) => id)})`.execute(within)
  return new Map(rows.map((row) => [row.id, row]))
}

/** By creator: the creator's own, else the workspace's, else the standard. */
export async function policiesOf(within: Database, items: readonly ToJudge[]): Promise<Map<Id, MessagingPolicy>> {
  const scopes = [...new Set(items.flatMap((item) => [item.workspaceId, item.creatorId]))]
  const { rows } = await sql<{ scope: Id; policy: MessagingPolicy }>`SELECT scope_id AS scope, policy FROM messaging_policies WHERE scope_id = ANY(${uuids(scopes, (id) => id)})`.execute(within)
  const stored = new Map(rows.map(({ scope, policy }) => [scope, policy]))
  return new Map(items.map(({ creatorId, workspaceId }) => [creatorId, { ...STANDARD_MESSAGING_POLICY, ...stored.get(creatorId) ?? stored.get(workspaceId) }]))
}

/** By lead, newest first. What leads nowhere but here and to the creator's own system is no message to a lead. */
export async function sendsTo(within: Database, items: readonly ToJudge[], policies: Iterable<MessagingPolicy>, nowMs: number): Promise<Map<Id, Send[]>> {
  const hours = Math.max(0, ...[...policies].flatMap((policy) => policy.caps.map((cap) => cap.hours)))
  if (hours === 0) return new Map()
  const { rows } = await sql<Send & { readonly consumerId: Id }>`SELECT consumer_id AS "consumerId", channel, coalesce(way, channel) AS carrier, intended_at AS "atMs" FROM send_ledger
    WHERE consumer_id = ANY(${uuids(own(items, (item) => item.consumerId), (id) => id)}) AND state <> 'failed' AND intended_at > ${nowMs - hours * HOUR_MS} AND channel NOT IN ('console', 'webhook')
    ORDER BY intended_at DESC`.execute(within)
  return Map.groupBy(rows, (row) => row.consumerId)
}

/** Leads who were written to before, however long ago. */
export async function knownLeads(within: Database, items: readonly ToJudge[]): Promise<Set<Id>> {
  const { rows } = await sql<{ id: Id }>`SELECT d.id FROM unnest(${uuids(own(items, (item) => item.consumerId), (id) => id)}) AS d (id)
    WHERE EXISTS (SELECT FROM send_ledger l WHERE l.consumer_id = d.id AND l.state <> 'failed' AND l.channel NOT IN ('console', 'webhook'))`.execute(within)
  return new Set(rows.map((row) => row.id))
}

export interface CreatorSends {
  readonly count: number
  /** Of the newest that are allowed in a day: when it is a day old, there is room for one more. */
  readonly oldestMs: number | null
}

/** To leads in the last 24 hours; no more are counted than the creator may send, which bounds the work. */
export async function creatorSends(within: Database, limits: ReadonlyMap<Id, number>, nowMs: number): Promise<Map<Id, CreatorSends>> {
  const wanted = [...limits]
  const { rows } = await sql<CreatorSends & { readonly id: Id }>`SELECT d.id, s.count, s.oldest AS "oldestMs" FROM unnest(${uuids(wanted, ([id]) => id)}, ${ints(wanted, ([, most]) => most)}) AS d (id, most)
    CROSS JOIN LATERAL (SELECT count(*)::int AS count, min(intended_at) AS oldest FROM (
      SELECT intended_at FROM send_ledger l WHERE l.creator_id = d.id AND l.state <> 'failed' AND l.intended_at > ${nowMs - DAY_MS} AND l.channel NOT IN ('console', 'webhook') ORDER BY l.intended_at DESC LIMIT d.most) newest) s`.execute(within)
  return new Map(rows.map((row) => [row.id, row]))
}

/** By lead. */
export async function threadsOf(within: Database, items: readonly ToJudge[]): Promise<Map<Id, ThreadRow[]>> {
  const { rows } = await sql<ThreadRow & { readonly consumerId: Id }>`SELECT v.consumer_id AS "consumerId", v.id, v.channel, v.state, v.last_inbound_at AS "lastInboundMs", m.text AS "lastInboundText"
    FROM conversations v LEFT JOIN LATERAL (SELECT text FROM messages m WHERE m.conversation_id = v.id AND m.direction = 'in' ORDER BY m.id DESC LIMIT 1) m ON v.last_inbound_at IS NOT NULL
    WHERE v.consumer_id = ANY(${uuids(own(items, (item) => item.consumerId), (id) => id)})`.execute(within)
  return Map.groupBy(rows, (row) => row.consumerId)
}

export async function agentRows(within: Database, items: readonly ToJudge[]): Promise<Map<Id, AgentRow>> {
  const ids = own(items, (item) => item.agentId)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<AgentRow>`SELECT id, project_id AS "projectId", name, state, state_reason AS reason, until_at AS "untilMs" FROM agents WHERE id = ANY(${uuids(ids, (id) => id)})`.execute(within)
  return new Map(rows.map((row) => [row.id, row]))
}
