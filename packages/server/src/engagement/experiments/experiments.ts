/** A/B tests of what is said to leads: made, started, stopped, and counted. One that has run is not changed or run again: its groups have seen it. */
import type { Experiment, ExperimentDraft, ExperimentResult } from '@troupe/contract'
import { sql, type Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import type { ExperimentsTable } from '../../store/goal-schema.ts'
import { amountMinor } from '../context/amount-sql.ts'
import { judgeExperiment, type ArmCount } from './verdict.ts'

export interface ExperimentsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** After the commit. */
  readonly onChanged: () => void
}

export interface ExperimentQuery extends IdPageQuery {
  readonly creatorId?: Id | undefined
  readonly state?: Experiment['state'] | undefined
}

const DAY_MS = 86_400_000

export class Experiments {
  readonly #parts: ExperimentsParts

  constructor(parts: ExperimentsParts) {
    this.#parts = parts
  }

  /** A creator's own login sees the experiments of that creator, not those over all of the workspace's leads. */
  async list(by: Actor, { limit, beforeId, creatorId, state }: ExperimentQuery): Promise<IdPage<Experiment>> {
    let select = this.#seen(this.#parts.db, by)
    if (creatorId !== undefined) select = select.where('creator_id', '=', creatorId)
    if (state !== undefined) select = select.where('state', '=', state)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: rows.slice(0, limit).map(told), more: rows.length > limit }
  }

  async get(by: Actor, id: Id): Promise<Experiment> {
    const row = await this.#seen(this.#parts.db, by).where('id', '=', id).executeTakeFirst()
    if (!row) throw new MissingError('experiment', id)
    return told(row)
  }

  async create(by: Actor, draft: ExperimentDraft): Promise<Experiment> {
    const { db, clock, ids, audit } = this.#parts
    const id = ids.next()
    await db.transaction().execute(async (within) => {
      await checkReferences(within, by, draft)
      const { numInsertedOrUpdatedRows } = await within.insertInto('experiments').values({
        id, workspace_id: by.workspaceId, creator_id: draft.creatorId, agent_id: draft.agentId, name: draft.name, key: draft.key, arms: JSON.stringify(draft.arms), holdout: draft.holdout, goal: draft.goal,
        window_days: draft.windowDays, state: 'draft', started_at: null, ended_at: null, created_at: clock.now(),
      }).onConflict((clash) => clash.columns(['workspace_id', 'key']).doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows === 0n) throw new ConflictError(`An experiment with the key “${draft.key}” is there already. Choose another key.`, 'key-taken')
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'experiment-created', subject: { kind: 'experiment', id }, after: draft })
    })
    return this.get(by, id)
  }

  async start(by: Actor, id: Id): Promise<Experiment> {
    return this.#move(by, id, 'draft', async (within, row, nowMs) => {
      if (row.agent_id !== null) {
        // Of two that are started at once, the second looks when the first is there.
        await within.selectFrom('agents').select('id').where('id', '=', row.agent_id).forNoKeyUpdate().execute()
        const other = await within.selectFrom('experiments').select('name').where('agent_id', '=', row.agent_id).where('state', '=', 'running').executeTakeFirst()
        if (other) throw new ConflictError(`The experiment “${other.name}” runs on this agent. Stop it first: of two at once nobody could tell what worked.`, 'experiment-running')
      }
      return { state: 'running', started_at: nowMs }
    })
  }

  async stop(by: Actor, id: Id): Promise<Experiment> {
    return this.#move(by, id, 'running', async (_within, _row, nowMs) => ({ state: 'stopped', ended_at: nowMs }))
  }

  /** Everybody who was exposed counts in the arm they were given, whatever became of the message. */
  async results(by: Actor, id: Id): Promise<ExperimentResult> {
    const { db, clock } = this.#parts
    const experiment = await this.get(by, id)
    const nowMs = clock.now()
    const { rows } = await sql<ArmCount>`
      WITH exposed AS (SELECT consumer_id, arm, exposed_at, exposed_at + ${experiment.windowDays * DAY_MS}::bigint AS until FROM experiment_leads WHERE experiment_id = ${id} AND exposed_at IS NOT NULL)
      SELECT x.arm, count(*)::int AS exposed, (count(*) FILTER (WHERE x.until <= ${nowMs}))::int AS matured, (count(*) FILTER (WHERE x.until <= ${nowMs} AND e.converted))::int AS conversions,
        coalesce(sum(e.revenue) FILTER (WHERE x.until <= ${nowMs}), 0)::bigint AS "revenueMinor", (count(*) FILTER (WHERE x.until <= ${nowMs} AND e.simulated))::int AS simulated
      FROM exposed x CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(e.type = ${experiment.goal}), false) AS converted, coalesce(bool_or(e.type = ${experiment.goal} AND e.simulated), false) AS simulated,
          sum(CASE e.type WHEN 'payment_success' THEN ${amountMinor('e')} WHEN 'payment_refunded' THEN -${amountMinor('e')} ELSE 0 END) AS revenue
        FROM events e WHERE e.consumer_id = x.consumer_id AND e.counted AND e.at >= x.exposed_at AND e.at < x.until AND e.type IN (${experiment.goal}, 'payment_success', 'payment_refunded')) e
      GROUP BY x.arm`.execute(db)
    return judgeExperiment(experiment, rows, new Date(nowMs).toISOString())
  }

  async #move(by: Actor, id: Id, from: Experiment['state'], change: (within: Within, row: Selectable<ExperimentsTable>, nowMs: number) => Promise<Partial<Selectable<ExperimentsTable>>>): Promise<Experiment> {
    const { db, clock, audit, onChanged } = this.#parts
    await db.transaction().execute(async (within) => {
      const row = await this.#seen(within, by).where('id', '=', id).forUpdate().executeTakeFirst()
      if (!row) throw new MissingError('experiment', id)
      if (row.state !== from) throw new ConflictError(from === 'draft' ? `An experiment that is ${row.state} cannot be started. Make a new one: these leads have seen this one.` : `An experiment that is ${row.state} cannot be stopped.`, 'not-possible-in-this-state')
      const { state, started_at: startedAt = row.started_at, ended_at: endedAt = row.ended_at } = await change(within, row, clock.now())
      await within.updateTable('experiments').set({ started_at: startedAt, ended_at: endedAt, ...(state === undefined ? {} : { state }) }).where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: from === 'draft' ? 'experiment-started' : 'experiment-stopped', subject: { kind: 'experiment', id } })
    })
    onChanged()
    return this.get(by, id)
  }

  #seen(within: Database, by: Actor) {
    const scope = creatorScope(by)
    const all = within.selectFrom('experiments').selectAll().where('workspace_id', '=', by.workspaceId)
    return scope === null ? all : all.where('creator_id', '=', scope)
  }
}

async function checkReferences(within: Within, by: Actor, { creatorId, agentId }: ExperimentDraft): Promise<void> {
  if (creatorId !== null && !(await within.selectFrom('creators').select('id').where('id', '=', creatorId).where('workspace_id', '=', by.workspaceId).executeTakeFirst())) throw new MissingError('creator', creatorId)
  if (agentId === null) return
  const agent = await within.selectFrom('agents').select('creator_id').where('id', '=', agentId).where('workspace_id', '=', by.workspaceId).where('platform', '=', 'messaging').executeTakeFirst()
  if (!agent) throw new MissingError('agent of leads', agentId)
  if (agent.creator_id !== null && creatorId !== null && agent.creator_id !== creatorId) throw new InvalidError("This agent writes to another creator's leads.", [{ path: '/agentId', message: "name an agent of this creator, or one of the whole workspace" }])
}

function told(row: Selectable<ExperimentsTable>): Experiment {
  const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  return {
    id: row.id, name: row.name, key: row.key, creatorId: row.creator_id, agentId: row.agent_id, arms: row.arms, holdout: row.holdout, goal: row.goal, windowDays: row.window_days, state: row.state,
    startedAt: instant(row.started_at), endedAt: instant(row.ended_at), createdAt: new Date(row.created_at).toISOString(),
  }
}
