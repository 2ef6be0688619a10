/**
 * Writes what agents made of events, a statement a table for all of them: changes of leads, turns with their entries and payloads,
 * actions for the queue, what is done once. Locks in the house's order: the leads' contexts (which whoever calls this holds or which
 * the changes take), then the agents by id, then actions, which are new. An agent that was paused, stopped or switched off since it
 * was looked up keeps none of it: its own row decides, here and now.
 */
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import { must } from '../../base/errors.ts'
import { planActions, type ActionDraftRow } from '../../engagement/actions/plan-actions.ts'
import { bigints, bytes, givenRows, ints, jsonbs, newRows, texts, uuids } from '../../store/columns.ts'
import { AHEAD, KEPT } from '../../store/kept-statements.ts'
import type { Within } from '../../store/database.ts'
import { appendEntries, seal, type Entry } from '../../store/journal.ts'
import { changeLeads, type ChangeTools } from './change-leads.ts'
import type { Waking } from './waking.ts'

export interface KeepTools extends ChangeTools {
  readonly ids: Ids
}

export interface Kept {
  readonly wakings: readonly Waking[]
  /** Threads that wait for a person now: to be told of after the commit. */
  readonly escalated: readonly Id[]
}

interface KeptTurn {
  readonly waking: Waking
  readonly id: Id
}

export async function keepWakings(within: Within, tools: KeepTools, wakings: readonly Waking[]): Promise<Kept> {
  if (wakings.length === 0) return { wakings: [], escalated: [] }
  const escalated = await changeLeads(within, tools, wakings)
  const chains = await heldAgents(within, wakings)
  const kept: KeptTurn[] = []
  const entries: Entry[] = []
  for (const waking of wakings) {
    const { turn, agent } = waking
    const chain = chains.get(agent.view.id)
    if (chain === undefined) continue
    // Made under the agent's lock: its turns' ids and its chain have the same order.
    const id = tools.ids.next()
    const sealed = seal(turn.entries, { turnId: id, projectId: agent.view.projectId, agentId: agent.view.id }, chain, tools.ids)
    chains.set(agent.view.id, sealed.at(-1)?.hash ?? chain)
    entries.push(...sealed)
    kept.push({ waking, id })
  }
  if (kept.length === 0) return { wakings: [], escalated }
  await writeTurns(within, kept, chains)
  await appendEntries(within, entries)
  await planActions(within, kept.flatMap(actionRows))
  await keepMarks(within, kept)
  return { wakings: kept.map(({ waking }) => waking), escalated }
}

/** The agents' chains, of those that are at work still. */
async function heldAgents(within: Within, wakings: readonly Waking[]): Promise<Map<Id, Buffer>> {
  const ids = [...new Set(wakings.map(({ agent }) => agent.view.id))]
  const { rows } = await sql<{ id: Id; chain: Buffer }>`${KEPT} SELECT a.id, a.chain FROM agents a WHERE a.id = ANY(${uuids(ids, (id) => id)}) AND a.platform = 'messaging' AND a.state IN ('idle', 'busy', 'asleep')
      AND NOT EXISTS (SELECT FROM kill_switches k WHERE k."on" AND k.scope IN ('instance', a.project_id::text))
    ORDER BY a.id FOR NO KEY UPDATE OF a`.execute(within)
  return new Map(rows.map(({ id, chain }) => [id, chain]))
}

/** Turns that are over, and what they leave of themselves on their agents. */
async function writeTurns(within: Within, kept: readonly KeptTurn[], chains: ReadonlyMap<Id, Buffer>): Promise<void> {
  const turns = kept.map(({ waking: { turn, agent }, id }) => {
    const end = must(turn.status.kind === 'ended' ? turn.status.end : null, 'a turn that is over')
    return {
      id, agentId: agent.view.id, projectId: agent.view.projectId, trigger: JSON.stringify(turn.trigger), startedMs: turn.startedMs, endedMs: turn.entries.at(-1)?.atMs ?? turn.startedMs, outcome: end.kind,
      reason: end.kind === 'rested' ? end.thought : end.reason, steps: turn.step + 1, acts: turn.acts, costMicros: turn.costMicros, summary: turn.summary(),
    }
  })
  const agents = [...Map.groupBy(turns, ({ agentId }) => agentId)].map(([id, own]) => ({
    id, chain: must(chains.get(id), 'a chain that is held'), turns: own.length, acts: own.reduce((sum, { acts }) => sum + acts, 0), costMicros: own.reduce((sum, { costMicros }) => sum + costMicros, 0),
    lastMs: Math.max(...own.map(({ startedMs }) => startedMs)),
  }))
  await sql`${AHEAD} WITH written AS (INSERT INTO turns ${newRows({ id: uuids(turns, (t) => t.id), agent_id: uuids(turns, (t) => t.agentId), project_id: uuids(turns, (t) => t.projectId), trigger: jsonbs(turns, (t) => t.trigger), started_at: bigints(turns, (t) => t.startedMs),
        ended_at: bigints(turns, (t) => t.endedMs), outcome: texts(turns, (t) => t.outcome), reason: texts(turns, (t) => t.reason), steps: ints(turns, (t) => t.steps), acts: ints(turns, (t) => t.acts), cost_micros: bigints(turns, (t) => t.costMicros), summary: texts(turns, (t) => t.summary) })})
    UPDATE agents a SET chain = q.chain, turns = a.turns + q.turns, acts = a.acts + q.acts, cost_micros = a.cost_micros + q.cost, last_turn_at = greatest(a.last_turn_at, q.last_at)
    FROM ${givenRows({ id: uuids(agents, (a) => a.id), chain: bytes(agents, (a) => a.chain), turns: ints(agents, (a) => a.turns), acts: ints(agents, (a) => a.acts), cost: bigints(agents, (a) => a.costMicros), last_at: bigints(agents, (a) => a.lastMs) })} AS q WHERE a.id = q.id`.execute(within)
}

function actionRows({ waking: { agent, heard, surroundings, situation, actions, generator }, id: turnId }: KeptTurn): ActionDraftRow[] {
  const { event, lead } = heard
  return actions.map((draft): ActionDraftRow => ({
    ...draft, workspaceId: event.workspaceId, projectId: surroundings.creator.projectId, creatorId: event.creatorId, consumerId: lead.id, agentId: agent.view.id, turnId, eventId: event.id,
    conversationId: situation.conversation?.channel === draft.channel ? situation.conversation.id : null, generator, simulated: event.simulated, createdMs: situation.nowMs, causedMs: Math.min(event.atMs, situation.nowMs), why: `${agent.view.name} heard of ${event.type}`,
  }))
}

async function keepMarks(within: Within, kept: readonly KeptTurn[]): Promise<void> {
  const marks = kept.flatMap(({ waking: { agent, heard, situation, marks: keys } }) => keys.map((key) => ({ consumerId: heard.lead.id, agentId: agent.view.id, key: key.slice(0, 200), atMs: situation.nowMs })))
  if (marks.length === 0) return
  await sql`${AHEAD} INSERT INTO agent_marks ${newRows({ consumer_id: uuids(marks, (m) => m.consumerId), agent_id: uuids(marks, (m) => m.agentId), key: texts(marks, (m) => m.key), at: bigints(marks, (m) => m.atMs) })}
    ON CONFLICT DO NOTHING`.execute(within)
}
