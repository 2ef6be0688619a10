/** One look for what has been kept long enough, a part at a time: each part is a transaction of its own, found by an index. */
import { sql, type Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Doer } from '../../people/actor.ts'
import type { Database } from '../../store/database.ts'
import type { RetentionTable } from '../../store/lead-schema.ts'
import type { Erasure, LeadToErase } from './erasure.ts'

export interface SweepParts {
  readonly db: Database
  readonly clock: Clock
  readonly erasure: Erasure
  readonly signal: AbortSignal
}

const DAY_MS = 86_400_000
const ROWS_A_PART = 2_000
const LEADS_A_PART = 50
const BY: Doer = { kind: 'system', id: null, name: 'retention' }
/** Least id of a moment: ids begin with their milliseconds. */
const firstIdAt = (ms: number): Id => {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

export async function sweepWorkspace(parts: SweepParts, kept: Selectable<RetentionTable>): Promise<void> {
  const { db, clock } = parts
  const nowMs = clock.now()
  const workspaceId = kept.workspace_id
  const since = (days: number): Id => firstIdAt(kept.swept_at === null ? 0 : kept.swept_at - days * DAY_MS)
  const until = (days: number): Id => firstIdAt(nowMs - days * DAY_MS)
  if (kept.event_payload_days !== null) await inParts(parts, since(kept.event_payload_days), (after) => eventsPart(db, workspaceId, after, until(kept.event_payload_days ?? 0)))
  if (kept.message_days !== null) {
    await inParts(parts, since(kept.message_days), (after) => messagesPart(db, workspaceId, after, until(kept.message_days ?? 0)))
    while (await actionsPart(db, workspaceId, nowMs - kept.message_days * DAY_MS)) parts.signal.throwIfAborted()
  }
  if (kept.inactive_lead_days !== null) for (let more = true; more;) more = await leadsPart(parts, workspaceId, nowMs - kept.inactive_lead_days * DAY_MS)
  await db.updateTable('retention').set({ swept_at: nowMs }).where('workspace_id', '=', workspaceId).where('event_payload_days', 'is not distinct from', kept.event_payload_days)
    .where('message_days', 'is not distinct from', kept.message_days).where('inactive_lead_days', 'is not distinct from', kept.inactive_lead_days).execute()
}

/** `part` answers the last id it looked at; null when there is no more. */
async function inParts({ signal }: SweepParts, from: Id, part: (after: Id) => Promise<Id | null>): Promise<void> {
  for (let after: Id | null = from; after !== null;) {
    signal.throwIfAborted()
    after = await part(after)
  }
}

/** With what agents saw of them in the turns they woke. */
async function eventsPart(db: Database, workspaceId: Id, after: Id, until: Id): Promise<Id | null> {
  return db.transaction().execute(async (within) => {
    const { rows } = await sql<{ id: Id }>`SELECT id FROM events WHERE workspace_id = ${workspaceId} AND id > ${after} AND id < ${until} ORDER BY id LIMIT ${ROWS_A_PART}`.execute(within)
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return null
    // How far somebody got is a figure, and the funnel's; in whose words it was said is not.
    await sql`UPDATE events SET payload = CASE type WHEN 'stage_changed' THEN jsonb_build_object('from', payload->'from', 'to', payload->'to') END WHERE id = ANY(${ids}::uuid[]) AND payload IS NOT NULL`.execute(within)
    await sql`UPDATE turns SET summary = '', reason = NULL WHERE trigger->>'kind' = 'event' AND trigger->>'eventId' = ANY(${ids}::text[]) AND ended_at IS NOT NULL`.execute(within)
    await sql`DELETE FROM payloads WHERE id IN (SELECT j.payload_id FROM turns t JOIN journal j ON j.turn_id = t.id WHERE t.trigger->>'kind' = 'event' AND t.trigger->>'eventId' = ANY(${ids}::text[]) AND t.ended_at IS NOT NULL AND j.payload_id IS NOT NULL)`.execute(within)
    return ids.length < ROWS_A_PART ? null : ids.at(-1) ?? null
  })
}

async function messagesPart(db: Database, workspaceId: Id, after: Id, until: Id): Promise<Id | null> {
  const { rows } = await sql<{ id: Id }>`WITH part AS (SELECT id FROM messages WHERE workspace_id = ${workspaceId} AND id > ${after} AND id < ${until} ORDER BY id LIMIT ${ROWS_A_PART}),
      emptied AS (UPDATE messages m SET text = NULL, subject = NULL FROM part WHERE m.id = part.id AND m.text IS NOT NULL)
    SELECT id FROM part ORDER BY id`.execute(db)
  return rows.length < ROWS_A_PART ? null : rows.at(-1)?.id ?? null
}

/** From when they ended: what is still to be sent keeps its words, however long ago it was planned. True while there may be more. */
async function actionsPart(db: Database, workspaceId: Id, beforeMs: number): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`UPDATE actions SET content = NULL WHERE id = ANY(ARRAY(
      SELECT id FROM actions WHERE workspace_id = ${workspaceId} AND ended_at < ${beforeMs} AND content IS NOT NULL AND state IN ('executed', 'cancelled', 'suppressed', 'failed') ORDER BY ended_at LIMIT ${ROWS_A_PART} FOR UPDATE SKIP LOCKED))`.execute(db)
  return numAffectedRows === BigInt(ROWS_A_PART)
}

/** True while there may be more. */
async function leadsPart({ db, erasure, signal }: SweepParts, workspaceId: Id, beforeMs: number): Promise<boolean> {
  signal.throwIfAborted()
  const idle = sql`x.workspace_id = ${workspaceId} AND coalesce(x.last_seen_at, x.stage_since) < ${beforeMs} AND NOT EXISTS (SELECT FROM events e WHERE e.consumer_id = x.consumer_id AND e.id > ${firstIdAt(beforeMs)})`
  const { rows } = await sql<{ id: Id }>`SELECT x.consumer_id AS id FROM consumer_contexts x WHERE ${idle} ORDER BY x.consumer_id LIMIT ${LEADS_A_PART}`.execute(db)
  let gone = 0
  for (const { id } of rows) {
    await db.transaction().execute(async (within) => {
      // Again, now that nothing new can come in.
      const { rows: [still] } = await sql<{ id: Id }>`SELECT x.consumer_id AS id FROM consumer_contexts x WHERE x.consumer_id = ${id} AND ${idle} FOR UPDATE`.execute(within)
      const lead = still === undefined ? undefined : await within.selectFrom('consumers').selectAll().where('id', '=', id).where('erased_at', 'is', null).forUpdate().executeTakeFirst()
      if (lead === undefined) return
      await erasure.within(within, BY, lead satisfies LeadToErase, 'lead-expired')
      gone++
    })
  }
  return rows.length === LEADS_A_PART && gone > 0
}
