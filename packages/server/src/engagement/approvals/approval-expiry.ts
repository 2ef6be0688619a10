/** Requests for a yes that nobody answered in time: nothing is sent. */
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { writeLog } from '../sending/sending-rows.ts'

const AT_ONCE_MOST = 500
const REASON = 'approval expired'

/** Answers how many. */
export async function expireApprovals(db: Database, { ids, nowMs }: { readonly ids: Ids; readonly nowMs: number }): Promise<number> {
  return db.transaction().execute(async (within) => {
    const { rows } = await sql<{ id: Id }>`WITH due AS MATERIALIZED (SELECT a.id FROM actions a JOIN approvals p ON p.action_id = a.id AND p.state = 'waiting' WHERE p.expires_at <= ${nowMs} ORDER BY a.id LIMIT ${AT_ONCE_MOST} FOR UPDATE OF a SKIP LOCKED),
      expired AS (UPDATE approvals p SET state = 'expired', decided_at = ${nowMs} FROM due WHERE p.action_id = due.id AND p.state = 'waiting')
      UPDATE actions a SET state = 'cancelled', reason = ${REASON}, ended_at = ${nowMs} FROM due WHERE a.id = due.id AND a.state = 'awaiting-approval' RETURNING a.id`.execute(within)
    await writeLog(within, { ids, nowMs }, rows.map(({ id }) => ({ actionId: id, kind: 'approval', state: 'cancelled', policy: 'approval', reason: REASON })))
    return rows.length
  })
}
