/** Tries that a worker left behind when it died: they may have gone out, so they are looked for and never simply done again. */
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { writeLog } from './sending-rows.ts'

const AT_ONCE_MOST = 500
const REASON = 'the worker was lost while it sent this'

/** Answers how many there were. */
export async function takeUpLost(db: Database, { ids, nowMs, reconcileEveryMs }: { readonly ids: Ids; readonly nowMs: number; readonly reconcileEveryMs: number }): Promise<number> {
  return db.transaction().execute(async (within) => {
    const { rows } = await sql<{ id: Id; open: boolean }>`WITH lost AS MATERIALIZED (
        SELECT id FROM actions WHERE state = 'executing' AND lease_until < ${nowMs} ORDER BY lease_until LIMIT ${AT_ONCE_MOST} FOR UPDATE SKIP LOCKED),
      unknown AS (UPDATE send_ledger l SET state = 'unknown', reason = ${REASON}, reconcile_at = ${nowMs + reconcileEveryMs} FROM lost WHERE l.action_id = lost.id AND l.state = 'intended' RETURNING l.action_id)
      UPDATE actions a SET state = CASE WHEN a.id IN (SELECT action_id FROM unknown) THEN 'unknown' WHEN a.approved_hash IS NULL THEN 'planned' ELSE 'approved' END, reason = ${REASON}, lease = a.lease + 1, lease_until = NULL
      FROM lost WHERE a.id = lost.id RETURNING a.id, a.state = 'unknown' AS open`.execute(within)
    await writeLog(within, { ids, nowMs }, rows.map(({ id, open }) => ({ actionId: id, kind: 'attempt', state: open ? 'unknown' : 'planned', policy: null, reason: REASON })))
    return rows.length
  })
}
