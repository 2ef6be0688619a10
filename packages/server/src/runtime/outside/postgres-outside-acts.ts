/**
 * Acts outside on PostgreSQL. They are written with the turn that did them; what was found out later is a little turn of its own, so
 * that the agent's activity tells it where it stands in time, and the chain of its journal goes on.
 */
import type { Trigger } from '@troupe/contract'
import { sql } from 'kysely'
import type { Intent } from '../../agent/action.ts'
import type { Turn } from '../../agent/turn.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import { bigints, jsonbs, texts, uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import { appendEntries, jsonText, seal, type EntryDraft } from '../../store/journal.ts'
import { LOOK_EVERY_MS, type Finding, type LostAct, type OutsideActs } from './outside-acts.ts'

/** With the commit of their turns. */
export async function keepOutsideActs(tx: Within, turns: readonly Turn[]): Promise<void> {
  const rows = turns.flatMap(({ id: turnId, agent, outsideActs }) => outsideActs.map((act) => ({ ...act, turnId, agentId: agent.id, siteId: agent.site?.id ?? null, lost: act.state === 'unknown' })))
  if (rows.length === 0) return
  await sql`INSERT INTO outside_acts (id, agent_id, site_id, turn_id, state, far_id, intent, generator, intended_at, reason, next_at)
    SELECT * FROM unnest(${uuids(rows, (r) => r.id)}, ${uuids(rows, (r) => r.agentId)}, ${uuids(rows, (r) => r.siteId)}, ${uuids(rows, (r) => r.turnId)}, ${texts(rows, (r) => r.state)},
      ${texts(rows, (r) => r.farId)}, ${jsonbs(rows, (r) => r.lost ? jsonText(r.intent) : null)}, ${texts(rows, (r) => r.generator)}, ${bigints(rows, (r) => r.intendedMs)},
      ${texts(rows, (r) => r.reason)}, ${bigints(rows, (r) => r.lost ? r.intendedMs + LOOK_EVERY_MS : null)})`.execute(tx)
}

interface LostRow {
  readonly id: Id
  readonly agentId: Id
  readonly siteId: Id
  readonly intent: Intent
  readonly generator: string | null
  readonly intendedMs: number
  readonly reason: string | null
  readonly workspaceId: Id
  readonly projectId: Id
  readonly personaId: Id
  readonly name: string
  readonly username: string
  readonly farId: string
  readonly farUsername: string
}

export interface PostgresOutsideActsParts {
  readonly db: Database
  readonly ids: Ids
  /** After each commit: there is something new in the journal. */
  readonly onCommitted: () => void
}

export class PostgresOutsideActs implements OutsideActs {
  readonly #parts: PostgresOutsideActsParts

  constructor(parts: PostgresOutsideActsParts) {
    this.#parts = parts
  }

  async madeSince(agentId: Id, sinceMs: number): Promise<readonly string[]> {
    const rows = await this.#parts.db.selectFrom('outside_acts').select('far_id').where('agent_id', '=', agentId).where('intended_at', '>=', sinceMs).where('far_id', 'is not', null).execute()
    return rows.flatMap(({ far_id: farId }) => farId === null ? [] : [farId])
  }

  async due(nowMs: number, limit: number, againMs: number): Promise<readonly LostAct[]> {
    const { rows } = await sql<LostRow>`WITH due AS (
        SELECT id FROM outside_acts WHERE next_at <= ${nowMs} ORDER BY next_at LIMIT ${limit} FOR UPDATE SKIP LOCKED),
      taken AS (UPDATE outside_acts o SET next_at = ${againMs}, tries = o.tries + 1 FROM due WHERE o.id = due.id RETURNING o.*)
      SELECT t.id, t.agent_id AS "agentId", t.site_id AS "siteId", t.intent, t.generator, t.intended_at AS "intendedMs", t.reason, a.workspace_id AS "workspaceId", a.project_id AS "projectId",
        c.persona_id AS "personaId", c.name, c.username, c.far_id AS "farId", c.far_username AS "farUsername"
      FROM taken t JOIN agents a ON a.id = t.agent_id JOIN outside_accounts c ON c.agent_id = t.agent_id ORDER BY t.intended_at`.execute(this.#parts.db)
    return rows.map(({ id, agentId, siteId, intent, generator, intendedMs, reason, workspaceId, projectId, ...account }) =>
      ({ id, siteId, intent, generator, intendedMs, reason, workspaceId, projectId, account: { agentId, ...account } }))
  }

  async postpone({ id }: LostAct, untilMs: number): Promise<void> {
    await this.#parts.db.updateTable('outside_acts').set({ next_at: untilMs }).where('id', '=', id).where('next_at', 'is not', null).execute()
  }

  async settle(act: LostAct, given: Finding, nowMs: number): Promise<boolean> {
    const finding = storable(given)
    const isWritten = await this.#parts.db.transaction().execute((within) => this.#settle(within, act, finding, nowMs))
    if (isWritten) this.#parts.onCommitted()
    return isWritten
  }

  async #settle(within: Within, act: LostAct, finding: Finding, nowMs: number): Promise<boolean> {
    const { ids } = this.#parts
    const { agentId } = act.account
    const agent = await within.selectFrom('agents').select(['chain', 'lease_until']).where('id', '=', agentId).forNoKeyUpdate().executeTakeFirst()
    if (agent === undefined) return true
    // A turn under way carries the chain's end in its memory.
    if (agent.lease_until !== null) return false
    const settled = await within.updateTable('outside_acts').set({
      state: finding.kind, far_id: finding.kind === 'done' ? finding.farId : null, reason: wordsOf(finding), intent: null, next_at: null, settled_at: nowMs,
    }).where('id', '=', act.id).where('settled_at', 'is', null).returning('turn_id').executeTakeFirst()
    if (settled === undefined) return true
    const turnId = ids.next()
    const trigger: Trigger = { kind: 'event', eventId: act.id, eventType: 'outside-act-found-out' }
    const entries = seal(entriesOf(act, finding, await whomOf(within, settled.turn_id, act.intent), nowMs), { turnId, projectId: act.projectId, agentId }, agent.chain, ids)
    await within.insertInto('turns').values({
      id: turnId, agent_id: agentId, project_id: act.projectId, trigger: JSON.stringify(trigger), started_at: nowMs, ended_at: nowMs, outcome: 'rested',
      reason: `found out what became of ${act.intent.action.replaceAll('_', ' ')}`, steps: 0, acts: 0, cost_micros: 0, summary: '', snapshot: null,
    }).execute()
    await appendEntries(within, entries)
    await within.updateTable('agents').set({ chain: entries.at(-1)?.hash ?? agent.chain }).where('id', '=', agentId).execute()
    return true
  }
}

/** To whom it was done, as the turn that did it has kept it; nothing once that was erased. */
async function whomOf(within: Within, turnId: Id, { action, target }: Intent): Promise<{ whom?: string }> {
  const { rows: [row] } = await sql<{ whom: string | null }>`SELECT p.body->>'whom' AS whom FROM journal j JOIN payloads p ON p.id = j.payload_id
    WHERE j.turn_id = ${turnId} AND j.kind = 'acted' AND j.action = ${action} AND j.target_id = ${target} LIMIT 1`.execute(within)
  return row === undefined || row.whom === null ? {} : { whom: row.whom }
}

function entriesOf({ id, intent }: LostAct, finding: Finding, whom: { whom?: string }, atMs: number): EntryDraft[] {
  const blank = { step: 0, atMs, action: null, targetId: null, verdict: null, policy: null, madeId: null, ms: null, tokens: null, costMicros: null, payload: null } as const
  return [
    {
      ...blank, place: 0, kind: 'acted', action: intent.action, targetId: intent.target, verdict: 'allow', result: finding.kind, reason: `found out later: ${wordsOf(finding)}`,
      madeId: finding.kind === 'done' && finding.farId !== null ? id : null, payload: { input: intent.input, ...whom },
    },
    { ...blank, place: 1, kind: 'turn-ended', result: 'rested', reason: null, costMicros: 0, tokens: 0 },
  ]
}

function wordsOf(finding: Finding): string {
  return finding.kind === 'done' ? finding.note : finding.reason
}
