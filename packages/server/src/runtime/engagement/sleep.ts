import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database, Within } from '../../store/database.ts'

/** For want of money: what it planned waits with it, and events that wake it come again. A person's pause stands. */
export async function putToSleep(within: Within, agentId: Id, untilMs: number, reason: string, nowMs: number): Promise<void> {
  await sql`UPDATE agents SET state = 'asleep', state_reason = ${reason}, state_since = ${nowMs}, until_at = ${untilMs} WHERE id = ${agentId} AND platform = 'messaging' AND state IN ('idle', 'busy', 'asleep')`.execute(within)
}

/** Whose sleep is over is idle again. */
export async function wakeSleepers(db: Database, nowMs: number): Promise<void> {
  await sql`UPDATE agents a SET state = 'idle', state_reason = NULL, state_since = ${nowMs}, until_at = NULL FROM (
      SELECT id FROM agents WHERE platform = 'messaging' AND state = 'asleep' AND until_at <= ${nowMs} ORDER BY id FOR NO KEY UPDATE) over WHERE a.id = over.id`.execute(db)
}
