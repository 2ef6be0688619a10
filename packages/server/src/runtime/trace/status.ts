/**
 * How a project, or a workspace, is doing: everything counted, nothing kept. What is dear to count (acts by the hour, calls
 * by model) is counted from the journal once an hour is over and remembered; only the running hour is counted again. An
 * answer is good for a second, so that a wall of dashboards costs what one does.
 */
import { agentStateSchema, type Status } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { utcDay } from '../../llm/postgres/spend-store.ts'
import type { Database } from '../../store/database.ts'
import { HoursOfActs } from './hours-of-acts.ts'

const GOOD_FOR_MS = 1_000
const KEPT_MOST = 1_000
const WORKER_GONE_AFTER_MS = 30_000
const ERRORS_SINCE_MS = 24 * 3_600_000
const ERRORS_MOST = 20
const DAY_MS = 86_400_000

export interface StatusParts {
  readonly db: Database
  readonly clock: Clock
  readonly budgetOf: (workspaceId: Id) => Promise<number>
  /** How far the sample's past has been filled; null when nothing is being filled. */
  readonly filling: () => number | null
}

export class StatusReader {
  readonly #parts: StatusParts
  readonly #hours: HoursOfActs
  readonly #kept = new Map<string, { readonly untilMs: number; readonly status: Promise<Status> }>()

  constructor(parts: StatusParts) {
    this.#parts = parts
    this.#hours = new HoursOfActs(parts.db)
  }

  async of(workspaceId: Id, projectId: Id | null): Promise<Status> {
    const key = `${workspaceId} ${projectId ?? ''}`
    const nowMs = this.#parts.clock.now()
    const kept = this.#kept.get(key)
    if (kept !== undefined && kept.untilMs > nowMs) return kept.status
    const status = this.#count(workspaceId, projectId, nowMs)
    if (this.#kept.size >= KEPT_MOST) this.#kept.clear()
    this.#kept.set(key, { untilMs: nowMs + GOOD_FOR_MS, status })
    status.catch(() => this.#kept.delete(key))
    return status
  }

  async #count(workspaceId: Id, projectId: Id | null, nowMs: number): Promise<Status> {
    const { db, budgetOf, filling } = this.#parts
    const projects = await db.selectFrom('projects').select(['id', 'name'])
      .select(sql<number | null>`(SELECT max(ended_at) FROM worlds WHERE worlds.project_id = projects.id AND worlds.kind = 'simulated')`.as('endedMs')).where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null).execute()
    const chosen = projectId === null ? null : projects.find((project) => project.id === projectId)
    if (chosen === undefined) throw new MissingError('project', projectId ?? '')
    // A workspace is doing what its live projects do; a simulated one has its own last day.
    const ids = chosen === null ? projects.filter((project) => project.endedMs === null).map((project) => project.id) : [chosen.id]
    const lastMs = chosen?.endedMs ?? nowMs
    const inProjects = sql`project_id = ANY(${ids}::uuid[])`
    const [agents, hours, said, spend, queue, errors, killed, workers, budgetMicros] = await Promise.all([
      this.#agents(inProjects),
      // While the past is being filled, hours that are over still change.
      (filling() === null ? this.#hours : new HoursOfActs(db)).last24(ids, lastMs),
      this.#said(ids),
      this.#spend(projectId ?? workspaceId, ids, nowMs),
      this.#queue(inProjects, nowMs),
      this.#errors(inProjects, lastMs),
      this.#killed(projectId),
      this.#workers(nowMs),
      budgetOf(workspaceId),
    ])
    return {
      at: new Date(nowMs).toISOString(), project: chosen === null ? null : { id: chosen.id, name: chosen.name }, agents, actsByHour: hours, ...said, spend: { ...spend, budgetMicros }, queue, workers, errors, killed, filling: filling(),
    }
  }

  async #agents(inProjects: RawBuilder<unknown>): Promise<Status['agents']> {
    const { rows } = await sql<{ state: keyof Status['agents']; n: number }>`SELECT state, count(*)::int AS n FROM agents WHERE ${inProjects} GROUP BY 1`.execute(this.#parts.db)
    const counts = Object.fromEntries(agentStateSchema.options.map((state) => [state, 0])) as Status['agents']
    for (const { state, n } of rows) counts[state] = n
    return counts
  }

  async #said(ids: readonly Id[]): Promise<Pick<Status, 'postsTotal' | 'commentsTotal'>> {
    const { rows: [row] } = await sql<{ posts: number; comments: number }>`SELECT coalesce(sum(m.post_count), 0)::int AS posts, coalesce(sum(m.comment_count), 0)::int AS comments
      FROM profiles m JOIN worlds w ON w.id = m.world_id WHERE w.project_id = ANY(${ids as Id[]}::uuid[])`.execute(this.#parts.db)
    return { postsTotal: row?.posts ?? 0, commentsTotal: row?.comments ?? 0 }
  }

  /** Money and its calls from the accounts, which know of calls outside turns too; what was asked in turns, by model, from the journal. */
  async #spend(scopeId: Id, ids: readonly Id[], nowMs: number): Promise<Omit<Status['spend'], 'budgetMicros'>> {
    const { db } = this.#parts
    const day = utcDay(nowMs)
    const dayStartMs = nowMs - (nowMs % DAY_MS)
    const [{ rows: spent }, { rows: asked }] = await Promise.all([
      sql<{ generator: string; calls: number; tokens: number; costMicros: number }>`SELECT generator, calls, input_tokens + output_tokens AS tokens, cost_micros AS "costMicros"
        FROM spend WHERE scope_id = ${scopeId} AND day = ${day}`.execute(db),
      sql<{ generator: string; calls: number; msMedian: number }>`SELECT target_id AS generator, count(*)::int AS calls,
          coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms), 0)::float AS "msMedian"
        FROM journal WHERE at >= ${dayStartMs} AND kind = 'asked' AND target_id IS NOT NULL AND project_id = ANY(${ids as Id[]}::uuid[]) GROUP BY 1`.execute(db),
    ])
    const medians = new Map(asked.map((row) => [row.generator, row.msMedian]))
    const free = asked.filter((row) => row.generator === 'rehearsal').map(({ generator, calls }) => ({ generator, calls, tokens: 0, costMicros: 0 }))
    const byModel = [...spent, ...free].map((row) => ({ ...row, msMedian: medians.get(row.generator) ?? 0 })).sort((a, b) => b.costMicros - a.costMicros || b.calls - a.calls)
    const total = (of: (row: (typeof byModel)[number]) => number): number => byModel.reduce((sum, row) => sum + of(row), 0)
    return { todayMicros: total((row) => row.costMicros), todayTokens: total((row) => row.tokens), calls: total((row) => row.calls), byModel }
  }

  async #queue(inProjects: RawBuilder<unknown>, nowMs: number): Promise<Status['queue']> {
    const { rows: [row] } = await sql<{ due: number; oldest: number | null }>`SELECT count(*)::int AS due, min(wake_at) AS oldest FROM agents
      WHERE wake_at <= ${nowMs} AND lease_until IS NULL AND state IN ('idle', 'asleep') AND ${inProjects}`.execute(this.#parts.db)
    return { due: row?.due ?? 0, oldestMs: row?.oldest == null ? 0 : nowMs - row.oldest }
  }

  async #errors(inProjects: RawBuilder<unknown>, nowMs: number): Promise<Status['errors']> {
    const { rows } = await sql<{ cause: string; count: number; lastAt: number; turnId: Id }>`SELECT coalesce(nullif(reason, ''), 'unknown') AS cause, count(*)::int AS count,
        max(coalesce(ended_at, started_at)) AS "lastAt", (array_agg(id ORDER BY id DESC))[1] AS "turnId"
      FROM turns WHERE outcome = 'failed' AND ${inProjects} AND started_at >= ${nowMs - ERRORS_SINCE_MS}
      GROUP BY 1 ORDER BY 3 DESC LIMIT ${ERRORS_MOST}`.execute(this.#parts.db)
    return rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt).toISOString() }))
  }

  /** The instance's switch, or the project's where one is asked for. */
  async #killed(projectId: Id | null): Promise<Status['killed']> {
    const row = await this.#parts.db.selectFrom('kill_switches').select(['reason', 'by_name', 'at']).where('on', '=', true)
      .where('scope', 'in', projectId === null ? ['instance'] : ['instance', projectId]).orderBy(sql`scope = 'instance'`, 'desc').executeTakeFirst()
    return row === undefined ? null : { reason: row.reason, by: row.by_name, at: new Date(row.at).toISOString() }
  }

  async #workers(nowMs: number): Promise<number> {
    const { n } = await this.#parts.db.selectFrom('workers').select((is) => is.fn.countAll<number>().as('n')).where('seen_at', '>', nowMs - WORKER_GONE_AFTER_MS).executeTakeFirstOrThrow()
    return n
  }
}
