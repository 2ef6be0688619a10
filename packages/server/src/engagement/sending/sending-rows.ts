/** What sending writes, a statement a table whatever the number. */
import type { ActionState, Channel, ConsentChannel, Delivery, GateVerdict, Vendor } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import { bigints, booleans, bytes, ints, jsonbs, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'

/** An action as it stands afterwards. */
export interface ActionRow {
  readonly id: Id
  readonly state: ActionState
  readonly reason: string | null
  readonly sendAtMs: number
  readonly tries: number
  readonly dead: boolean
  /** Null keeps the one it has. */
  readonly verdict: GateVerdict | null
  readonly lease: number
  readonly leaseUntilMs: number | null
  readonly vendor: Vendor | null
  readonly vendorId: string | null
  readonly delivery: Delivery | null
  readonly sentMs: number | null
  readonly endedMs: number | null
}

export async function writeActions(within: Within, rows: readonly ActionRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE actions a SET state = d.state, reason = d.reason, send_at = d.send_at, tries = d.tries, dead = d.dead, verdict = coalesce(d.verdict, a.verdict), lease = d.lease, lease_until = d.lease_until,
      vendor = d.vendor, vendor_id = d.vendor_id, delivery = d.delivery, sent_at = d.sent_at, ended_at = d.ended_at
    FROM unnest(${uuids(rows, (row) => row.id)}, ${texts(rows, (row) => row.state)}, ${texts(rows, (row) => row.reason)}, ${bigints(rows, (row) => row.sendAtMs)}, ${ints(rows, (row) => row.tries)}, ${booleans(rows, (row) => row.dead)},
      ${jsonbs(rows, (row) => (row.verdict === null ? null : JSON.stringify(row.verdict)))}, ${ints(rows, (row) => row.lease)}, ${bigints(rows, (row) => row.leaseUntilMs)}, ${texts(rows, (row) => row.vendor)}, ${texts(rows, (row) => row.vendorId)},
      ${texts(rows, (row) => row.delivery)}, ${bigints(rows, (row) => row.sentMs)}, ${bigints(rows, (row) => row.endedMs)})
      AS d (id, state, reason, send_at, tries, dead, verdict, lease, lease_until, vendor, vendor_id, delivery, sent_at, ended_at)
    WHERE a.id = d.id`.execute(within)
}

export interface LogRow {
  readonly actionId: Id
  readonly kind: 'verdict' | 'approval' | 'attempt' | 'reconciled' | 'replayed' | 'edited' | 'cancelled'
  readonly state: ActionState
  readonly policy: string | null
  readonly reason: string | null
}

export async function writeLog(within: Within, { ids, nowMs }: { readonly ids: Ids; readonly nowMs: number }, rows: readonly LogRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`INSERT INTO action_log (id, action_id, at, kind, state, policy, reason)
    SELECT id, action_id, ${nowMs}, kind, state, policy, reason FROM unnest(${uuids(rows, () => ids.next())}, ${uuids(rows, (row) => row.actionId)}, ${texts(rows, (row) => row.kind)}, ${texts(rows, (row) => row.state)},
      ${texts(rows, (row) => row.policy)}, ${texts(rows, (row) => row.reason)}) AS d (id, action_id, kind, state, policy, reason)`.execute(within)
}

/** One try, before the vendor is called; of the console, which is no vendor, already settled. */
export interface LedgerRow {
  readonly id: Id
  readonly actionId: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly channel: Channel
  /** Of a payment link: who carries it. */
  readonly way: ConsentChannel | null
  readonly vendor: Vendor
  readonly attempt: number
  readonly state: 'intended' | 'sent'
  readonly intendedMs: number
  readonly vendorId: string | null
  /** JSON; null once settled. */
  readonly message: string | null
}

/** Answers the actions whose try stands in the ledger now. One that has an earlier try still open, or sent, is not among them. */
export async function writeLedger(within: Within, rows: readonly LedgerRow[]): Promise<Set<Id>> {
  if (rows.length === 0) return new Set()
  const { rows: written } = await sql<{ id: Id }>`INSERT INTO send_ledger (id, action_id, workspace_id, creator_id, consumer_id, channel, vendor, attempt, state, intended_at, vendor_id, settled_at, message, way)
    SELECT id, action_id, workspace_id, creator_id, consumer_id, channel, vendor, attempt, state, intended_at, vendor_id, CASE state WHEN 'sent' THEN intended_at END, message, way
    FROM unnest(${uuids(rows, (row) => row.id)}, ${uuids(rows, (row) => row.actionId)}, ${uuids(rows, (row) => row.workspaceId)}, ${uuids(rows, (row) => row.creatorId)}, ${uuids(rows, (row) => row.consumerId)}, ${texts(rows, (row) => row.channel)},
      ${texts(rows, (row) => row.vendor)}, ${ints(rows, (row) => row.attempt)}, ${texts(rows, (row) => row.state)}, ${bigints(rows, (row) => row.intendedMs)}, ${texts(rows, (row) => row.vendorId)}, ${jsonbs(rows, (row) => row.message)}, ${texts(rows, (row) => row.way)})
      AS d (id, action_id, workspace_id, creator_id, consumer_id, channel, vendor, attempt, state, intended_at, vendor_id, message, way)
    ON CONFLICT (action_id) WHERE state IN ('intended', 'sent', 'unknown') DO NOTHING RETURNING action_id AS id`.execute(within)
  return new Set(written.map((row) => row.id))
}

export interface MessageRow {
  readonly id: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly conversationId: Id | null
  readonly actionId: Id
  readonly turnId: Id | null
  readonly channel: Channel
  readonly author: { readonly kind: 'agent' | 'person'; readonly id: Id | null; readonly name: string }
  readonly subject: string | null
  readonly text: string | null
  readonly atMs: number
  readonly vendor: Vendor
  readonly vendorId: string | null
  readonly delivery: Delivery
  readonly generator: string | null
  readonly simulated: boolean
}

export async function writeMessages(within: Within, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`INSERT INTO messages (id, workspace_id, creator_id, consumer_id, conversation_id, action_id, turn_id, direction, channel, author_kind, author_id, author_name, edited_by, subject, text, at, vendor, vendor_id, delivery, generator, simulated)
    SELECT id, workspace_id, creator_id, consumer_id, conversation_id, action_id, turn_id, 'out', channel, author_kind, author_id, author_name, (SELECT a.edited_by FROM actions a WHERE a.id = d.action_id), subject, text, at, vendor, vendor_id, delivery, generator, simulated
    FROM unnest(${uuids(rows, (row) => row.id)}, ${uuids(rows, (row) => row.workspaceId)}, ${uuids(rows, (row) => row.creatorId)}, ${uuids(rows, (row) => row.consumerId)}, ${uuids(rows, (row) => row.conversationId)}, ${uuids(rows, (row) => row.actionId)},
      ${uuids(rows, (row) => row.turnId)}, ${texts(rows, (row) => row.channel)}, ${texts(rows, (row) => row.author.kind)}, ${uuids(rows, (row) => row.author.id)}, ${texts(rows, (row) => row.author.name)}, ${texts(rows, (row) => row.subject)},
      ${texts(rows, (row) => row.text)}, ${bigints(rows, (row) => row.atMs)}, ${texts(rows, (row) => row.vendor)}, ${texts(rows, (row) => row.vendorId)}, ${texts(rows, (row) => row.delivery)}, ${texts(rows, (row) => row.generator)},
      ${booleans(rows, (row) => row.simulated)})
      AS d (id, workspace_id, creator_id, consumer_id, conversation_id, action_id, turn_id, channel, author_kind, author_id, author_name, subject, text, at, vendor, vendor_id, delivery, generator, simulated)
    ON CONFLICT (action_id) WHERE action_id IS NOT NULL DO NOTHING`.execute(within)
  // A thread that has been spoken in stands at the top.
  const threads = rows.filter((row) => row.conversationId !== null)
  if (threads.length > 0) {
    await sql`UPDATE conversations v SET updated_at = greatest(v.updated_at, d.at) FROM (SELECT id, max(at) AS at FROM unnest(${uuids(threads, (row) => row.conversationId)}, ${bigints(threads, (row) => row.atMs)}) AS t (id, at) GROUP BY id) d WHERE v.id = d.id`.execute(within)
  }
}

export interface ApprovalRow {
  readonly id: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly actionId: Id
  readonly why: string
  readonly contentHash: string
  readonly expiresMs: number
}

export async function writeApprovals(within: Within, nowMs: number, rows: readonly ApprovalRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`INSERT INTO approvals (id, workspace_id, creator_id, action_id, state, why, content_hash, expires_at, created_at)
    SELECT id, workspace_id, creator_id, action_id, 'waiting', why, content_hash, expires_at, ${nowMs}
    FROM unnest(${uuids(rows, (row) => row.id)}, ${uuids(rows, (row) => row.workspaceId)}, ${uuids(rows, (row) => row.creatorId)}, ${uuids(rows, (row) => row.actionId)}, ${texts(rows, (row) => row.why)},
      ${bytes(rows, (row) => Buffer.from(row.contentHash, 'hex'))}, ${bigints(rows, (row) => row.expiresMs)}) AS d (id, workspace_id, creator_id, action_id, why, content_hash, expires_at)
    ON CONFLICT (action_id) WHERE state = 'waiting' DO UPDATE SET why = excluded.why, content_hash = excluded.content_hash, expires_at = excluded.expires_at`.execute(within)
}
