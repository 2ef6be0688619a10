/** The queue of what is reported: one case for all reports of a thing that are open together, or were decided together. */
import type { z } from 'zod'
import type { ModerationCounts, ReportCase, reportQuerySchema, ReportState } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Said } from '../../feed/rows.ts'
import { containing } from '../../store/like.ts'
import type { Database } from '../../store/database.ts'
import { actsById } from './acts.ts'
import { IN_WORKSPACE, instant, moderatedItems } from './moderated-items.ts'
import { groupKey, reportsOfGroups } from './reports.ts'

type Query = Omit<z.output<typeof reportQuerySchema>, 'limit' | 'cursor'>

/** A place in the queue; `reports` orders it where the most reported come first. */
export interface CasePosition {
  readonly reports: number
  readonly lastMs: number
  readonly targetId: Id
}

interface CaseRow {
  readonly targetId: Id
  readonly actId: Id | null
  readonly resolution: Exclude<ReportState, 'open'> | null
  readonly total: number
  readonly visitors: number
  readonly agents: number
  readonly firstMs: number
  readonly lastMs: number
  readonly cases: number
}

const REPORTS_SHOWN = 10

const BY: Readonly<Record<NonNullable<Query['by']>, RawBuilder<unknown>>> = {
  visitor: sql`bool_or(r.reporter_id IS NULL)`, member: sql`bool_or(NOT by.automated)`, agent: sql`bool_or(by.automated)`,
}

export class ReportQueue {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async list(workspaceId: Id, query: Query, limit: number, after: CasePosition | null): Promise<{ items: ReportCase[]; next: CasePosition | null; total: number }> {
    const most = query.sort === 'most'
    const { rows } = await sql<CaseRow>`WITH cases AS (
        SELECT r.target_id AS "targetId", r.resolution_act AS "actId", r.resolution, count(*)::int AS total, count(*) FILTER (WHERE r.reporter_id IS NULL)::int AS visitors,
          count(*) FILTER (WHERE by.automated)::int AS agents, min(r.created_at) AS "firstMs", max(r.created_at) AS "lastMs"
        FROM reports r ${IN_WORKSPACE('r')} LEFT JOIN profiles by ON by.id = r.reporter_id
          ${query.query === undefined ? sql`` : saidOf}
        WHERE s.id = ${workspaceId} AND ${query.state === 'open' ? sql`r.resolved_at IS NULL` : sql`r.resolution = ${query.state}`}
          ${query.kind === undefined ? sql`` : sql`AND r.target_kind = ${query.kind satisfies Said}`} ${query.world === undefined ? sql`` : sql`AND r.world_id = ${query.world}`}
        GROUP BY r.target_id, r.resolution_act, r.resolution
        HAVING true ${query.by === undefined ? sql`` : sql`AND ${BY[query.by]}`} ${query.query === undefined ? sql`` : mentions(query.query)})
      SELECT * FROM (SELECT cases.*, count(*) OVER ()::int AS cases FROM cases) counted
      ${after === null ? sql`` : most
        ? sql`WHERE (total, "lastMs", "targetId") < (${after.reports}::int, ${after.lastMs}::bigint, ${after.targetId}::uuid)`
        : sql`WHERE ("lastMs", "targetId") < (${after.lastMs}::bigint, ${after.targetId}::uuid)`}
      ORDER BY ${most ? sql`total DESC,` : sql``} "lastMs" DESC, "targetId" DESC LIMIT ${limit + 1}`.execute(this.#db)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: await this.#cases(workspaceId, shown),
      next: rows.length > limit && last !== undefined ? { reports: last.total, lastMs: last.lastMs, targetId: last.targetId } : null,
      total: rows[0]?.cases ?? 0,
    }
  }

  async #cases(workspaceId: Id, rows: readonly CaseRow[]): Promise<ReportCase[]> {
    const items = await moderatedItems(this.#db, workspaceId, rows.map(({ targetId }) => targetId))
    const reports = await reportsOfGroups(this.#db, rows, REPORTS_SHOWN)
    const acts = await actsById(this.#db, rows.flatMap(({ actId }) => actId ?? []))
    return rows.flatMap((row): ReportCase[] => {
      const item = items.get(row.targetId)
      if (item === undefined) return []
      return [{
        state: row.resolution ?? 'open', item, reports: reports.get(groupKey(row)) ?? [],
        counts: { total: row.total, visitors: row.visitors, agents: row.agents, members: row.total - row.visitors - row.agents },
        firstAt: instant(row.firstMs), lastAt: instant(row.lastMs), resolved: row.actId === null ? null : acts.get(row.actId) ?? null,
      }]
    })
  }

  async counts(workspaceId: Id): Promise<ModerationCounts> {
    const worlds = sql`world_id IN (SELECT w.id FROM worlds w JOIN projects j ON j.id = w.project_id WHERE j.workspace_id = ${workspaceId} AND j.erasing_at IS NULL)`
    const { rows: [counts] } = await sql<ModerationCounts>`SELECT
      (SELECT count(DISTINCT target_id) FROM reports WHERE resolved_at IS NULL AND ${worlds})::int AS open,
      ((SELECT count(*) FROM posts WHERE hidden_at IS NOT NULL AND deleted_at IS NULL AND ${worlds})
        + (SELECT count(*) FROM comments WHERE hidden_at IS NOT NULL AND deleted_at IS NULL AND ${worlds}))::int AS hidden,
      (SELECT count(*) FROM profiles WHERE suspended_at IS NOT NULL AND ${worlds})::int AS suspended`.execute(this.#db)
    return counts ?? { open: 0, hidden: 0, suspended: 0 }
  }
}

const saidOf = sql.raw(`JOIN LATERAL (
  SELECT concat_ws(' ', p.title, p.text, a.username, a.display_name) AS words FROM posts p JOIN profiles a ON a.id = p.author_id WHERE p.id = r.target_id
  UNION ALL SELECT concat_ws(' ', c.text, a.username, a.display_name) FROM comments c JOIN profiles a ON a.id = c.author_id WHERE c.id = r.target_id) said ON true`)

function mentions(query: string): RawBuilder<unknown> {
  const like = containing(query.trim().replace(/^@/, ''))
  return sql`AND (bool_or(said.words ILIKE ${like}) OR bool_or(r.reason ILIKE ${like}))`
}
