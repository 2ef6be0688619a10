/**
 * Wakes a workspace's sleepers once there is money again: its budget was raised, another model chosen, a key replaced.
 * Whoever still finds none asks once, and goes to sleep again with the new reason; and so does, without asking anybody, whom a site outside
 * told to wait, since that is on record (`outside/errands.ts`).
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { SETTINGS_USABLE_MS } from '../../llm/postgres/model-settings.ts'
import type { Database } from '../../store/database.ts'
import type { Wakes } from './wakes.ts'

export interface RouseParts {
  readonly db: Database
  readonly clock: Clock
  readonly random: Random
  readonly wakes: Wakes
}

const AT_ONCE = 1_000
/** Woken in one breath, a thousand agents would promise each other the new budget away. */
const SPREAD_MS = 30_000

/** How many were given an earlier time. */
export async function rouseSleepers({ db, clock, random, wakes }: RouseParts, workspaceId: Id): Promise<number> {
  let roused = 0
  for (let after: Id = '00000000-0000-0000-0000-000000000000'; ; ) {
    // Not at once: a worker elsewhere may know the old settings for so long, and would send them to sleep until midnight.
    const fromMs = clock.now() + SETTINGS_USABLE_MS
    const rows = await db.selectFrom('agents').select('id').where('workspace_id', '=', workspaceId).where('state', '=', 'asleep').where('id', '>', after)
      .orderBy('id').limit(AT_ONCE).execute()
    const last = rows.at(-1)
    if (last === undefined) break
    const times = rows.map(() => Math.round(fromMs + random.between(0, SPREAD_MS)))
    // Locked by id, as every writer of agents locks them.
    const { numAffectedRows } = await sql`UPDATE agents a SET wake_at = CASE WHEN a.platform <> 'messaging' THEN q.at END, until_at = q.at FROM (
        SELECT a.id, q.at FROM agents a JOIN unnest(${rows.map((row) => row.id)}::uuid[], ${times}::bigint[]) AS q(id, at) ON a.id = q.id
        ORDER BY a.id FOR NO KEY UPDATE OF a) q
      WHERE a.id = q.id AND a.state = 'asleep' AND coalesce(a.wake_at, CASE WHEN a.platform = 'messaging' THEN a.until_at END) > q.at`.execute(db)
    roused += Number(numAffectedRows ?? 0)
    after = last.id
  }
  // What waits for them: events that found no money.
  const { numAffectedRows: events } = await sql`UPDATE event_jobs j SET due_at = ${clock.now() + SETTINGS_USABLE_MS + SPREAD_MS} FROM (
      SELECT event_id FROM event_jobs WHERE workspace_id = ${workspaceId} AND lease_until IS NULL AND due_at > ${clock.now() + SETTINGS_USABLE_MS + SPREAD_MS} ORDER BY event_id FOR UPDATE SKIP LOCKED) late WHERE j.event_id = late.event_id`.execute(db)
  if (roused > 0 || (events ?? 0n) > 0n) wakes.poke()
  return roused
}
