/**
 * Agents that go. A turn under way is ended in the journal, as killed, with the agent's row locked: whoever was running it
 * finds no agent to give back and writes nothing. What the agent said stays, and so does the journal; its memories go.
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Database, Within } from '../../store/database.ts'
import { appendEntries, seal } from '../../store/journal.ts'

export interface RetireParts {
  readonly clock: Clock
  readonly ids: Ids
}

export async function retireAgents(within: Within, agentIds: readonly Id[], reason: string, { clock, ids }: RetireParts): Promise<number> {
  const held = await within.selectFrom('agents').leftJoin('turns', (join) => join.onRef('turns.agent_id', '=', 'agents.id').on('turns.outcome', '=', 'running'))
    .select(['agents.id', 'agents.project_id', 'agents.chain', 'turns.id as turn_id', 'turns.steps', 'turns.cost_micros'])
    .where('agents.id', '=', sql<Id>`ANY(${agentIds as Id[]}::uuid[])`).orderBy('agents.id').forUpdate('agents').execute()
  const nowMs = clock.now()
  for (const { id, project_id: projectId, chain, turn_id: turnId, steps, cost_micros: costMicros } of held) {
    if (turnId === null) continue
    const { place } = await within.selectFrom('journal').select((is) => is.fn.coalesce(sql<number>`max(place) + 1`, sql<number>`0`).as('place'))
      .where('turn_id', '=', turnId).where('step', '=', steps ?? 0).executeTakeFirstOrThrow()
    await appendEntries(within, seal([{
      step: steps ?? 0, place, atMs: nowMs, kind: 'turn-ended', action: null, targetId: null, verdict: null, policy: null, result: 'killed', reason,
      madeId: null, ms: null, tokens: null, costMicros, payload: null,
    }], { turnId, projectId, agentId: id }, chain, ids))
    await within.updateTable('turns').set({ ended_at: nowMs, outcome: 'killed', reason, snapshot: null }).where('id', '=', turnId).execute()
  }
  const retired = held.map((agent) => agent.id)
  await sql`DELETE FROM memories WHERE agent_id = ANY(${retired}::uuid[])`.execute(within)
  await sql`DELETE FROM agents WHERE id = ANY(${retired}::uuid[])`.execute(within)
  return retired.length
}

export async function agentsOfPersona(db: Database, personaId: Id): Promise<Id[]> {
  const rows = await db.selectFrom('agents').select('id').where('persona_id', '=', personaId).execute()
  return rows.map((row) => row.id)
}
