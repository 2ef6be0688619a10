/**
 * Takes every word of a lead out of the house and leaves the rows with their ids, states and hashes: events, messages, what was
 * planned, what agents saw and said in the turns it woke, and what the audit log kept of it. The journal's chain holds, since a
 * payload enters it by its salted hash alone.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'

export interface WordsErased {
  readonly events: number
  readonly messages: number
  readonly actions: number
  readonly payloads: number
  readonly auditEntries: number
}

/** Subjects of audit entries that tell of one lead. */
const ABOUT_LEADS = sql.raw(`('consumer', 'message', 'action', 'approval', 'conversation')`)

/** Of all these leads; whoever calls it holds them. */
export async function eraseWords(within: Within, consumerIds: readonly Id[]): Promise<WordsErased> {
  const leads = uuids(consumerIds, (id) => id)
  const count = async (query: RawBuilder<unknown>): Promise<number> => Number((await query.execute(within)).numAffectedRows ?? 0n)
  // Before what leads to the turns is gone.
  const payloads = await count(sql`WITH heard AS (SELECT id FROM events WHERE consumer_id = ANY(${leads})),
      woken AS (SELECT t.id FROM turns t JOIN heard ON t.trigger->>'eventId' = heard.id::text WHERE t.trigger->>'kind' = 'event'
        UNION SELECT turn_id FROM actions WHERE consumer_id = ANY(${leads}) AND turn_id IS NOT NULL),
      told AS (UPDATE turns SET summary = '', reason = NULL WHERE id IN (SELECT id FROM woken))
    DELETE FROM payloads WHERE id IN (SELECT payload_id FROM journal WHERE turn_id IN (SELECT id FROM woken) AND payload_id IS NOT NULL)`)
  const auditEntries = await count(sql`UPDATE audit SET before = NULL, after = NULL WHERE (before IS NOT NULL OR after IS NOT NULL) AND subject_kind IN ${ABOUT_LEADS} AND subject_id IN (
      SELECT unnest(${leads})::text UNION SELECT id::text FROM messages WHERE consumer_id = ANY(${leads}) UNION SELECT id::text FROM actions WHERE consumer_id = ANY(${leads})
      UNION SELECT p.id::text FROM approvals p JOIN actions a ON a.id = p.action_id WHERE a.consumer_id = ANY(${leads}) UNION SELECT id::text FROM conversations WHERE consumer_id = ANY(${leads}))`)
  await sql`UPDATE action_log SET reason = NULL WHERE reason IS NOT NULL AND action_id IN (SELECT id FROM actions WHERE consumer_id = ANY(${leads}))`.execute(within)
  await sql`UPDATE approvals SET note = NULL, why = 'erased' WHERE action_id IN (SELECT id FROM actions WHERE consumer_id = ANY(${leads}))`.execute(within)
  // With the message goes what an open try could be found again by at its vendor: it stays unknown, and a person may look.
  await sql`UPDATE send_ledger SET reason = NULL, message = NULL WHERE consumer_id = ANY(${leads}) AND (reason IS NOT NULL OR message IS NOT NULL)`.execute(within)
  // Vendors' refusals name addresses, and reasons of consent are in somebody's words. What each policy said stays, without why.
  await sql`UPDATE actions SET reason = NULL, verdict = CASE WHEN verdict IS NOT NULL THEN jsonb_set(jsonb_set(verdict, '{reason}', 'null'), '{all}', coalesce((SELECT jsonb_agg(jsonb_set(one, '{reason}', 'null')) FROM jsonb_array_elements(verdict->'all') one), '[]')) END
    WHERE consumer_id = ANY(${leads}) AND (reason IS NOT NULL OR verdict IS NOT NULL)`.execute(within)
  const actions = await count(sql`UPDATE actions SET content = NULL WHERE consumer_id = ANY(${leads}) AND content IS NOT NULL`)
  const messages = await count(sql`UPDATE messages SET subject = NULL, text = NULL, author_name = CASE author_kind WHEN 'lead' THEN 'Erased lead' ELSE author_name END WHERE consumer_id = ANY(${leads}) AND (text IS NOT NULL OR author_kind = 'lead')`)
  const events = await count(sql`UPDATE events SET payload = NULL WHERE consumer_id = ANY(${leads}) AND payload IS NOT NULL`)
  await sql`DELETE FROM event_jobs WHERE consumer_id = ANY(${leads})`.execute(within)
  await sql`UPDATE conversations SET state = 'resolved', reason = NULL, unread = 0, unanswered_event_id = NULL WHERE consumer_id = ANY(${leads})`.execute(within)
  await sql`UPDATE goal_tasks SET result = NULL WHERE consumer_id = ANY(${leads})`.execute(within)
  await sql`UPDATE consents SET proof = NULL, source = 'erased' WHERE consumer_id = ANY(${leads})`.execute(within)
  await sql`DELETE FROM agent_marks WHERE consumer_id = ANY(${leads})`.execute(within)
  await sql`DELETE FROM memories WHERE about_id IN (SELECT unnest(${leads})::text)`.execute(within)
  return { events, messages, actions, payloads, auditEntries }
}
