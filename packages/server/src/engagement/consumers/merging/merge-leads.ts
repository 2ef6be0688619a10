/**
 * Makes one lead of two, within a transaction that holds both contexts: what is the one's becomes the other's, row by row where the
 * rows are, so that events, consents with their proofs and sent messages keep their ids and times. Who went keeps its id, which points
 * to who it is now (`merged_into`) and is followed by events, links and receipts that name it; of what was known of it nothing stays
 * under it. Done again, it finds nothing to do.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Id, Ids } from '../../../base/ids.ts'
import { must } from '../../../base/errors.ts'
import type { SuppressionList, SuppressionWanted } from '../../../messaging/suppression/suppression-list.ts'
import type { Within } from '../../../store/database.ts'
import { cancelPointless } from '../../actions/cancel-actions.ts'
import { contextOfRow } from '../../context/context-row.ts'
import { writeContexts } from '../../context/write-contexts.ts'
import { addressesOf, addressOn } from '../addresses-of.ts'
import { columnsTogether, contextsTogether, type ConsumerColumns } from './together.ts'

export interface MergeTools {
  readonly ids: Ids
  readonly nowMs: number
  readonly suppressions: Pick<SuppressionList, 'reasons' | 'suppress'>
}

export interface Moved {
  readonly events: number
  readonly actions: number
  readonly conversations: number
}

/** Said by the person, who is the same at the other address; a bounce tells of an address alone. */
const SAID_BY_THE_PERSON = new Set(['unsubscribe', 'stop', 'complaint', 'erasure'])
/** By `consumer_id`, and by nothing that two leads could both have. */
const FOLLOW = ['send_ledger', 'consents'] as const

export async function mergeLeads(within: Within, tools: MergeTools, keepId: Id, goId: Id): Promise<Moved> {
  const rows = await within.selectFrom('consumers').selectAll().where('id', 'in', [keepId, goId]).orderBy('id').forUpdate().execute()
  const contexts = await within.selectFrom('consumer_contexts').selectAll().where('consumer_id', 'in', [keepId, goId]).execute()
  const [keep, go] = [keepId, goId].map((id) => must(rows.find((row) => row.id === id), 'a lead that is held')) as [ConsumerColumns, ConsumerColumns]
  const [keepContext, goContext] = [keepId, goId].map((id) => contexts.find((row) => row.consumer_id === id))
  // Somebody was quicker.
  if (keepContext === undefined || goContext === undefined) return { events: 0, actions: 0, conversations: 0 }
  const after = columnsTogether(keep, go)
  await carrySuppression(within, tools, go, after)
  await sql`UPDATE consumers SET external_id = NULL, name = NULL, email = NULL, phone = NULL, whatsapp = NULL, timezone = NULL, locale = NULL, tags = '{}', consents = '{}', merged_into = ${keepId} WHERE id = ${goId}`.execute(within)
  await sql`UPDATE consumers SET merged_into = ${keepId} WHERE merged_into = ${goId} AND workspace_id = ${keep.workspace_id}`.execute(within)
  const { id: _, consents, ...columns } = after
  await within.updateTable('consumers').set({ ...columns, consents: JSON.stringify(consents) }).where('id', '=', keepId).execute()
  await sql`UPDATE consumer_identities SET consumer_id = ${keepId} WHERE consumer_id = ${goId}`.execute(within)
  await within.deleteFrom('consumer_contexts').where('consumer_id', '=', goId).execute()
  await writeContexts(within, [[keepId, contextsTogether(contextOfRow(keepContext), contextOfRow(goContext), after.created_at)]])

  const events = await count(within, sql`UPDATE events SET consumer_id = ${keepId} WHERE consumer_id = ${goId}`)
  // Whoever asks for an answer on one of them has asked about somebody who is gone: it is asked again.
  await sql`UPDATE event_jobs SET consumer_id = ${keepId}, tries = tries + 1, lease_until = NULL WHERE consumer_id = ${goId}`.execute(within)
  const actions = await count(within, sql`UPDATE actions SET consumer_id = ${keepId} WHERE consumer_id = ${goId}`)
  const conversations = await moveThreads(within, keepId, goId)
  for (const table of FOLLOW) await sql`UPDATE ${sql.table(table)} SET consumer_id = ${keepId} WHERE consumer_id = ${goId}`.execute(within)
  await moveStandings(within, keepId, goId)
  // What only one of them had done has been done by both now: nobody asks a buyer to buy.
  await cancelPointless(within, tools, [keepId])
  return { events, actions, conversations }
}

/** Threads on the same channel become one: with a person or waiting for one where either was. */
async function moveThreads(within: Within, keepId: Id, goId: Id): Promise<number> {
  await sql`UPDATE messages SET consumer_id = ${keepId}, author_id = CASE WHEN author_id = ${goId} THEN ${keepId}::uuid ELSE author_id END WHERE consumer_id = ${goId}`.execute(within)
  const rank = (alias: string): RawBuilder<number> => sql.raw(`array_position(ARRAY['resolved', 'with-agent', 'escalated', 'with-person'], ${alias}.state)`)
  const pairs = sql`SELECT g.*, k.id AS kept FROM conversations g JOIN conversations k ON k.consumer_id = ${keepId} AND k.channel = g.channel WHERE g.consumer_id = ${goId}`
  await sql`UPDATE messages m SET conversation_id = p.kept FROM (${pairs}) p WHERE m.conversation_id = p.id`.execute(within)
  await sql`UPDATE actions a SET conversation_id = p.kept FROM (${pairs}) p WHERE a.consumer_id = ${keepId} AND a.conversation_id = p.id`.execute(within)
  const joined = await count(within, sql`WITH pairs AS MATERIALIZED (${pairs}),
      gone AS (DELETE FROM conversations v USING pairs p WHERE v.id = p.id)
    UPDATE conversations k SET state = CASE WHEN ${rank('p')} > ${rank('k')} THEN p.state ELSE k.state END, reason = CASE WHEN ${rank('p')} > ${rank('k')} THEN p.reason ELSE k.reason END,
      assigned_to = CASE WHEN ${rank('p')} > ${rank('k')} THEN p.assigned_to ELSE k.assigned_to END, agent_id = coalesce(k.agent_id, p.agent_id), unanswered_event_id = greatest(k.unanswered_event_id, p.unanswered_event_id),
      last_inbound_at = greatest(k.last_inbound_at, p.last_inbound_at), unread = k.unread + p.unread, created_at = least(k.created_at, p.created_at), updated_at = greatest(k.updated_at, p.updated_at)
    FROM pairs p WHERE k.id = p.kept`)
  return joined + await count(within, sql`UPDATE conversations SET consumer_id = ${keepId} WHERE consumer_id = ${goId}`)
}

/** Where each of them may have a place already: the arm that was seen first, the step that was taken first, the mark that was made last. */
async function moveStandings(within: Within, keepId: Id, goId: Id): Promise<void> {
  await sql`INSERT INTO experiment_leads AS x (experiment_id, consumer_id, arm, assigned_at, exposed_at) SELECT experiment_id, ${keepId}, arm, assigned_at, exposed_at FROM experiment_leads WHERE consumer_id = ${goId}
    ON CONFLICT (experiment_id, consumer_id) DO UPDATE SET arm = excluded.arm, assigned_at = excluded.assigned_at, exposed_at = excluded.exposed_at
    WHERE excluded.exposed_at IS NOT NULL AND (x.exposed_at IS NULL OR excluded.exposed_at < x.exposed_at)`.execute(within)
  await sql`INSERT INTO goal_leads AS x (goal_id, step, consumer_id, at) SELECT goal_id, step, ${keepId}, at FROM goal_leads WHERE consumer_id = ${goId}
    ON CONFLICT (goal_id, step, consumer_id) DO UPDATE SET at = least(x.at, excluded.at)`.execute(within)
  await sql`INSERT INTO agent_marks AS x (consumer_id, agent_id, key, at) SELECT ${keepId}, agent_id, key, at FROM agent_marks WHERE consumer_id = ${goId}
    ON CONFLICT (consumer_id, agent_id, key) DO UPDATE SET at = greatest(x.at, excluded.at)`.execute(within)
  for (const table of ['experiment_leads', 'goal_leads', 'agent_marks'] as const) await sql`DELETE FROM ${sql.table(table)} WHERE consumer_id = ${goId}`.execute(within)
}

/** Addresses stay on the list by their hashes anyway; a no that was said at one of them holds at the other as well. */
async function carrySuppression(within: Within, { suppressions }: MergeTools, go: ConsumerColumns, after: ConsumerColumns): Promise<void> {
  const asked = addressesOf(go)
  const reasons = await suppressions.reasons(within, go.workspace_id, asked)
  const wanted = asked.flatMap(({ channel }, place): SuppressionWanted[] => {
    const reason = reasons[place]
    const address = addressOn(after, channel)
    return reason == null || address === null || !(SAID_BY_THE_PERSON.has(reason) || channel === 'in-app') ? [] : [{ channel, address, reason, source: 'merged lead' }]
  })
  await suppressions.suppress(within, go.workspace_id, wanted)
}

async function count(within: Within, query: RawBuilder<unknown>): Promise<number> {
  return Number((await query.execute(within)).numAffectedRows ?? 0n)
}
