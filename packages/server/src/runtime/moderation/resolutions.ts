/** What becomes of reports when something is decided about what they report: all that are open are decided together. */
import { sql } from 'kysely'
import type { ModerationActKind, ReportState } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { uuids, type Column } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { Target } from './targets.ts'

export interface Decided {
  readonly total: number
  readonly byTarget: ReadonlyMap<Id, number>
}

const NONE: Decided = { total: 0, byTarget: new Map() }

/** To show something again decides nothing: it was decided when it was hidden. */
const RESOLUTIONS: Readonly<Partial<Record<ModerationActKind, Exclude<ReportState, 'open'>>>> = {
  dismiss: 'dismissed', hide: 'hidden', delete: 'deleted', suspend: 'author-suspended',
}

/** `acts` by target. A suspension decides all that is open about what the author said. */
export async function decideReports(within: Within, act: ModerationActKind, targets: readonly Target[], acts: ReadonlyMap<Id, Id>, nowMs: number): Promise<Decided> {
  const resolution = RESOLUTIONS[act]
  if (resolution === undefined || targets.length === 0) return NONE
  const named = sql`unnest(${ids(targets.map(({ id }) => id))}, ${ids(targets.map(({ id }) => must(acts.get(id), 'the act')))}) AS q(id, act)`
  const reported = act === 'suspend'
    ? sql`(SELECT q.id, q.act, p.id AS said_id FROM ${named} JOIN posts p ON p.author_id = q.id UNION ALL SELECT q.id, q.act, c.id FROM ${named} JOIN comments c ON c.author_id = q.id)`
    : sql`(SELECT q.id, q.act, q.id AS said_id FROM ${named})`
  return counted(await sql<{ id: Id }>`UPDATE reports r SET resolved_at = ${nowMs}, resolution = ${resolution}, resolution_act = said.act
    FROM ${reported} said WHERE r.target_id = said.said_id AND r.resolved_at IS NULL RETURNING said.id`.execute(within).then(({ rows }) => rows))
}

/** Those that these acts decided. */
export async function reopenReports(within: Within, actIds: readonly Id[]): Promise<Decided> {
  if (actIds.length === 0) return NONE
  return counted(await sql<{ id: Id }>`UPDATE reports r SET resolved_at = NULL, resolution = NULL, resolution_act = NULL
    FROM moderation_acts m WHERE m.id = ANY(${ids(actIds)}) AND r.resolution_act = m.id AND r.world_id = m.world_id RETURNING m.target_id AS id`.execute(within).then(({ rows }) => rows))
}

export async function openReportsOf(within: Within, targetIds: readonly Id[]): Promise<ReadonlySet<Id>> {
  const { rows } = await sql<{ id: Id }>`SELECT DISTINCT target_id AS id FROM reports WHERE target_id = ANY(${ids(targetIds)}) AND resolved_at IS NULL`.execute(within)
  return new Set(rows.map(({ id }) => id))
}

function counted(rows: readonly { readonly id: Id }[]): Decided {
  const byTarget = new Map<Id, number>()
  for (const { id } of rows) byTarget.set(id, (byTarget.get(id) ?? 0) + 1)
  return { total: rows.length, byTarget }
}

function ids(list: readonly Id[]): Column {
  return uuids(list, (id) => id)
}
