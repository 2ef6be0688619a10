/**
 * New times of waking for many agents: when a project wakes in another way, or stands up after a kill switch. A thousand
 * at a time, each in a statement of its own, so that no worker waits long.
 */
import type { Rhythm, Wake } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { Database } from '../../store/database.ts'
import { nextWakeFor } from '../waking.ts'

const AT_ONCE = 1_000

export interface RedrawParts {
  readonly db: Database
  readonly clock: Clock
  readonly random: Random
}

/**
 * `all`: whoever waits, and whoever is in a turn, which ends with the earlier of this time and the one drawn by then. `overdue`: only
 * those whose time has passed, so that a thousand of them don't act in one breath. What a person ordered by hand stands.
 */
export async function redrawWakes(parts: RedrawParts, projectId: Id | null, which: 'all' | 'overdue'): Promise<number> {
  const { db, clock, random } = parts
  let redrawn = 0
  for (let after: Id = '00000000-0000-0000-0000-000000000000'; ; ) {
    const nowMs = clock.now()
    const states = which === 'all' ? ['idle', 'busy'] : ['idle', 'asleep']
    const { rows } = await sql<{ id: Id; wake: Wake; rhythm: Rhythm | null }>`SELECT a.id, p.wake, persona.doc->'rhythm' AS rhythm
      FROM agents a JOIN projects p ON p.id = a.project_id LEFT JOIN personas persona ON persona.id = a.persona_id
      WHERE a.id > ${after} AND a.platform <> 'messaging' AND a.state = ANY(${states}::text[]) AND (a.turn_trigger IS NULL OR a.lease_until IS NOT NULL)
        ${projectId === null ? sql`` : sql`AND a.project_id = ${projectId}`} ${which === 'all' ? sql`` : sql`AND a.wake_at <= ${nowMs}`}
      ORDER BY a.id LIMIT ${AT_ONCE}`.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return redrawn
    const drawn = rows.map((row) => nextWakeFor(row.wake, row.rhythm, nowMs, random))
    // Locked by id, as every writer of agents locks them.
    await sql`UPDATE agents a SET wake_at = q.at FROM (
        SELECT a.id, q.at FROM agents a JOIN unnest(${rows.map((row) => row.id)}::uuid[], ${drawn}::bigint[]) AS q(id, at) ON a.id = q.id
        ORDER BY a.id FOR NO KEY UPDATE OF a) q
      WHERE a.id = q.id AND a.state = ANY(${states}::text[]) AND (a.turn_trigger IS NULL OR a.lease_until IS NOT NULL)`.execute(db)
    redrawn += rows.length
    after = last.id
  }
}
