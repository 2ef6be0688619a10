/**
 * Keeps memories bounded: an agent that has more than `HELD_MOST` gives its oldest up for one summary of them. A recall puts
 * at most a dozen before a brain, about 1,000 tokens; this bounds what a dozen is chosen from.
 */
import { sql } from 'kysely'
import { summarise } from '../agent/memory-summary.ts'
import type { Id, Ids } from '../base/ids.ts'
import { seededIds } from '../base/ids.ts'
import { VirtualClock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Recollection } from '../llm/rehearsal/brief.ts'
import type { Database } from '../store/database.ts'

export const HELD_MOST = 200
const HELD_AFTER = 120
/** Agents tended at a time, so that one round is short. */
const AGENTS_A_ROUND = 50

/** Returns how many agents had something to give up. */
export async function forgetOld(db: Database, random: Random): Promise<number> {
  const { rows: full } = await sql<{ id: Id }>`SELECT agent_id AS id FROM memories GROUP BY agent_id HAVING count(*) > ${HELD_MOST} LIMIT ${AGENTS_A_ROUND}`.execute(db)
  for (const { id } of full) await forgetOldOf(db, id, random)
  return full.length
}

async function forgetOldOf(db: Database, agentId: Id, random: Random): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<Recollection & { id: Id }>`DELETE FROM memories WHERE id IN (
        SELECT id FROM memories WHERE agent_id = ${agentId} ORDER BY id DESC OFFSET ${HELD_AFTER})
      RETURNING id, kind, about_id AS "aboutId", about_name AS "aboutName", text, at AS "atMs"`.execute(tx)
    if (rows.length === 0) return
    const summary = summarise(rows)
    // Its id says when it ended, so that it sorts before what is still held.
    const ids: Ids = seededIds(new VirtualClock(summary.atMs), random.fork(agentId))
    await tx.insertInto('memories').values({
      id: ids.next(), agent_id: agentId, kind: summary.kind, about_id: null, about_name: null, text: summary.text, at: summary.atMs,
    }).execute()
  })
}
