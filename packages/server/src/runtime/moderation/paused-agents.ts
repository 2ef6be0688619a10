/**
 * A suspended persona's agents stand still: they could say nothing that anybody sees, and would spend money saying it.
 * When the suspension ends those go on that it stopped, and no others.
 */
import { sql } from 'kysely'
import type { Rhythm, Wake } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import { nextWakeFor } from '../waking.ts'

/** The beginning of their state's reason; what stands paused for another reason is left alone. */
const SUSPENDED = 'its profile is suspended'

/** In the order in which every writer of agents locks them, and before the world is locked: a turn has its agent first, the world last. */
export async function lockAgentsOf(within: Within, profileIds: readonly Id[]): Promise<void> {
  await sql`SELECT id FROM agents WHERE profile_id = ANY(${ids(profileIds)}) ORDER BY id FOR NO KEY UPDATE`.execute(within)
}

/** Those that were stopped, by profile. An agent in the middle of a turn finishes it; nothing it writes is taken. */
export async function pauseAgentsOf(within: Within, profileIds: readonly Id[], reason: string, nowMs: number): Promise<Map<Id, Id[]>> {
  const words = reason === '' ? SUSPENDED : `${SUSPENDED}: ${reason}`
  const { rows } = await sql<{ id: Id; profileId: Id }>`UPDATE agents SET state = 'paused', state_reason = ${words}, state_since = ${nowMs}, until_at = NULL, wake_at = NULL,
      turn_trigger = CASE WHEN lease_until IS NULL THEN NULL ELSE turn_trigger END
    WHERE profile_id = ANY(${ids(profileIds)}) AND state IN ('idle', 'busy', 'asleep') RETURNING id, profile_id AS "profileId"`.execute(within)
  const paused = new Map<Id, Id[]>()
  for (const { id, profileId } of rows) paused.set(profileId, [...paused.get(profileId) ?? [], id])
  return paused
}

/** Answers how many go on. */
export async function resumeAgentsOf(within: Within, profileIds: readonly Id[], { clock, random }: { clock: Clock; random: Random }): Promise<number> {
  const nowMs = clock.now()
  const { rows } = await sql<{ id: Id; held: boolean; wake: Wake; rhythm: Rhythm | null }>`SELECT a.id, a.lease_until IS NOT NULL AS held, p.wake, persona.doc->'rhythm' AS rhythm
    FROM agents a JOIN projects p ON p.id = a.project_id LEFT JOIN personas persona ON persona.id = a.persona_id
    WHERE a.profile_id = ANY(${ids(profileIds)}) AND a.state = 'paused' AND starts_with(a.state_reason, ${SUSPENDED})
      AND EXISTS (SELECT FROM moderation_acts m WHERE m.target_id = a.profile_id AND m.kind = 'suspend' AND a.id = ANY(m.agent_ids))
    ORDER BY a.id`.execute(within)
  for (const { id, held, wake, rhythm } of rows) {
    await within.updateTable('agents').set({
      state: held ? 'busy' : 'idle', state_reason: null, state_since: nowMs, until_at: null, wake_at: held ? null : nextWakeFor(wake, rhythm, nowMs, random),
    }).where('id', '=', id).execute()
  }
  return rows.length
}

function ids(list: readonly Id[]): ReturnType<typeof uuids> {
  return uuids(list, (id) => id)
}
