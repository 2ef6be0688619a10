/**
 * Actions whose time has come, locked for as long as the transaction lasts, after the contexts of their leads: the house's order.
 * Neither lock is waited for; what is busy now is due a moment later, and no action is held whose lead is not. A lead who was erased
 * has no context to hold: what is left of theirs goes to the gate, which ends it. Holding a lead's context is also what keeps two workers from counting the same lead's messages at once and both finding room for one more.
 */
import type { PlannedContent } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { texts, uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import type { ToJudge } from './to-judge.ts'

export interface DueAction extends ToJudge {
  readonly id: Id
  readonly turnId: Id | null
  readonly conversationId: Id | null
  readonly content: PlannedContent | null
  /** Of the verdict before. */
  readonly reason: string | null
  readonly priority: number
  readonly sendAtMs: number
  readonly tries: number
  readonly triesMost: number
  readonly lease: number
  readonly simulated: boolean
  /** There are reasons that end it. */
  readonly cancellable: boolean
}

/** A creator's messages of one channel, which a vendor has no room for at the moment. */
export interface BusyLane {
  readonly creatorId: Id
  readonly channel: string
}

/** So many are looked at for each that is taken up, to find some whose leads no other worker holds. */
const SEEN_FOR_ONE = 4

export interface DueOptions {
  readonly nowMs: number
  readonly limit: number
  /** Scopes that stand still: project ids, or `instance`. */
  readonly killed: readonly string[]
  readonly busy: readonly BusyLane[]
  /** These alone, after a batch with them failed. */
  readonly only?: readonly Id[] | undefined
}

type Row = Omit<DueAction, 'author' | 'approvedHash'> & { readonly authorId: Id | null; readonly authorName: string | null; readonly approved: Buffer | null }

const COLUMNS = sql.raw(`id, workspace_id AS "workspaceId", project_id AS "projectId", creator_id AS "creatorId", consumer_id AS "consumerId", agent_id AS "agentId", turn_id AS "turnId", conversation_id AS "conversationId",
  author_id AS "authorId", author_name AS "authorName", kind, channel, content, approved_hash AS approved, generator, reason, priority, send_at AS "sendAtMs", tries, tries_most AS "triesMost", lease, simulated, experiment_id AS "experimentId", cancel_when <> '{}' AS cancellable`)

export async function lockDue(within: Within, { nowMs, limit, killed, busy, only }: DueOptions): Promise<DueAction[]> {
  if (limit <= 0 || killed.includes('instance')) return []
  const { rows: seen } = await sql<{ id: Id; consumerId: Id }>`SELECT id, consumer_id AS "consumerId" FROM actions WHERE state IN ('planned', 'approved') AND send_at <= ${nowMs} ${among(killed, busy)}
    ${only === undefined ? sql`` : sql`AND id = ANY(${uuids(only, (id) => id)})`} ORDER BY send_at LIMIT ${limit * SEEN_FOR_ONE}`.execute(within)
  const held = await holdContexts(within, seen.map((row) => row.consumerId), limit)
  const mine = seen.filter((row) => held.has(row.consumerId))
  if (mine.length === 0) return []
  // Somebody else may have ended them since.
  const { rows } = await sql<Row>`SELECT ${COLUMNS} FROM actions WHERE id = ANY(${uuids(mine, (row) => row.id)}) AND state IN ('planned', 'approved') AND send_at <= ${nowMs} ORDER BY send_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(within)
  return rows.filter((row) => held.has(row.consumerId)).map(dueOf).toSorted((a, b) => b.priority - a.priority || a.sendAtMs - b.sendAtMs || (a.id < b.id ? -1 : 1))
}

/** When the next is due; null when none waits. */
export async function nextDueMs(db: Database, { killed }: Pick<DueOptions, 'killed'>): Promise<number | null> {
  if (killed.includes('instance')) return null
  const { rows } = await sql<{ at: number | null }>`SELECT min(send_at) AS at FROM actions WHERE state IN ('planned', 'approved') ${among(killed, [])}`.execute(db)
  return rows[0]?.at ?? null
}

/** In the order given, past those that somebody else holds. */
async function holdContexts(within: Within, consumerIds: readonly Id[], limit: number): Promise<Set<Id>> {
  const wanted = [...new Set(consumerIds)]
  if (wanted.length === 0) return new Set()
  const { rows } = await sql<{ id: Id }>`SELECT c.consumer_id AS id FROM unnest(${uuids(wanted, (id) => id)}) WITH ORDINALITY AS d (id, place) JOIN consumer_contexts c ON c.consumer_id = d.id
    ORDER BY d.place LIMIT ${limit} FOR UPDATE OF c SKIP LOCKED`.execute(within)
  const held = new Set(rows.map((row) => row.id))
  if (held.size === wanted.length || held.size === limit) return held
  const { rows: gone } = await sql<{ id: Id }>`SELECT d.id FROM unnest(${uuids(wanted.filter((id) => !held.has(id)), (id) => id)}) AS d (id) WHERE NOT EXISTS (SELECT FROM consumer_contexts c WHERE c.consumer_id = d.id)`.execute(within)
  for (const { id } of gone) held.add(id)
  return held
}

/** Left out where nothing stands still: PostgreSQL takes such conditions to leave few rows, and sorts all instead of reading the first. */
function among(killed: readonly string[], busy: readonly BusyLane[]): RawBuilder<unknown> {
  const still = killed.length === 0 ? sql`` : sql`AND NOT (project_id::text = ANY(${[...killed]}::text[]))`
  return busy.length === 0 ? still : sql`${still} AND NOT ((creator_id, channel) IN (SELECT * FROM unnest(${uuids(busy, (lane) => lane.creatorId)}, ${texts(busy, (lane) => lane.channel)})))`
}

function dueOf({ authorId, authorName, approved, ...row }: Row): DueAction {
  return { ...row, author: authorName === null ? null : { id: authorId, name: authorName }, approvedHash: approved?.toString('hex') ?? null }
}
