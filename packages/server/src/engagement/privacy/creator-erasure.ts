/** Deletes the leads of creators that were deleted, and then the creators: some leads at a time, all that is about them with them. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { holdContexts } from '../events/hold-contexts.ts'
import { eraseWords } from './erase-words.ts'

const LEADS_A_PART = 200
/** By `consumer_id`, which each has an index on, or few rows. */
const OF_LEADS = ['events', 'messages', 'conversations', 'send_ledger', 'consents', 'experiment_leads', 'event_jobs', 'consumer_identities', 'consumer_contexts', 'goal_tasks', 'goal_leads', 'agent_marks'] as const

export async function eraseCreators(db: Database, signal: AbortSignal): Promise<void> {
  const creators = await db.selectFrom('creators').select('id').where('erasing_at', 'is not', null).orderBy('erasing_at').execute()
  for (const { id } of creators) {
    while (await leadsGone(db, id)) signal.throwIfAborted()
    await db.deleteFrom('creators').where('id', '=', id).where('erasing_at', 'is not', null).execute()
    // Whoever was taking in an event when it was deleted may have made one more.
    while (await leadsGone(db, id)) signal.throwIfAborted()
  }
}

/** Whether there were some. */
async function leadsGone(db: Database, creatorId: Id): Promise<boolean> {
  return db.transaction().execute(async (within) => {
    const { rows } = await sql<{ id: Id }>`SELECT id FROM consumers WHERE creator_id = ${creatorId} ORDER BY id DESC LIMIT ${LEADS_A_PART}`.execute(within)
    if (rows.length === 0) return false
    const ids = rows.map(({ id }) => id)
    await holdContexts(within, ids)
    // Also in turns of agents of the whole workspace, which stay: what leads to them goes with the rest.
    await eraseWords(within, ids)
    await sql`DELETE FROM action_log WHERE action_id IN (SELECT id FROM actions WHERE consumer_id = ANY(${ids}::uuid[]))`.execute(within)
    await sql`DELETE FROM approvals WHERE action_id IN (SELECT id FROM actions WHERE consumer_id = ANY(${ids}::uuid[]))`.execute(within)
    await sql`DELETE FROM actions WHERE consumer_id = ANY(${ids}::uuid[])`.execute(within)
    for (const table of OF_LEADS) await sql`DELETE FROM ${sql.table(table)} WHERE consumer_id = ANY(${ids}::uuid[])`.execute(within)
    await sql`DELETE FROM consumers WHERE id = ANY(${ids}::uuid[])`.execute(within)
    return true
  })
}
