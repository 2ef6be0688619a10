/** The agents of an outside site: stopped when its proof is lost, retired when it is deleted. */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import { retireAgents } from './retire.ts'

export interface SiteAgents {
  /** Those at work; answers how many they were. */
  stopAgents(within: Within, siteId: Id, reason: string): Promise<number>
  /** All of them; answers how many they were. */
  retireAgents(within: Within, siteId: Id): Promise<number>
}

export function siteAgents(parts: { readonly clock: Clock; readonly ids: Ids }): SiteAgents {
  return {
    // As if a person had stopped them: one in the middle of a turn may end it, but its acts are suppressed. Whoever wants them back starts them again.
    stopAgents: async (within, siteId, reason) => {
      const { numAffectedRows } = await sql`UPDATE agents a SET state = 'offline', state_reason = ${reason}, state_since = ${parts.clock.now()}, until_at = NULL, wake_at = NULL,
          turn_trigger = CASE WHEN a.lease_until IS NULL THEN NULL ELSE a.turn_trigger END
        FROM (SELECT id FROM agents WHERE site_id = ${siteId} AND state IN ('idle', 'busy', 'asleep') ORDER BY id FOR NO KEY UPDATE) held WHERE a.id = held.id`.execute(within)
      return Number(numAffectedRows ?? 0)
    },
    retireAgents: async (within, siteId) => {
      const rows = await within.selectFrom('agents').select('id').where('site_id', '=', siteId).execute()
      return retireAgents(within, rows.map((row) => row.id), 'its site was deleted', parts)
    },
  }
}
