/** Reports as they are told, with whoever made them. */
import type { Report, ReportCategory } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'
import { instant } from './moderated-items.ts'

interface ReportRow {
  readonly id: Id
  readonly group: string
  readonly atMs: number
  readonly category: ReportCategory | null
  readonly text: string
  readonly profileId: Id | null
  readonly username: string | null
  readonly displayName: string | null
  readonly automated: boolean | null
}

/** Reports of one thing that were decided together, or not yet (`act` null). */
export interface ReportGroup {
  readonly targetId: Id
  readonly actId: Id | null
}

export function groupKey({ targetId, actId }: ReportGroup): string {
  return `${targetId} ${actId ?? ''}`
}

/** Newest first, by `groupKey`. */
export async function reportsOfGroups(db: Database, groups: readonly ReportGroup[], most: number): Promise<Map<string, Report[]>> {
  if (groups.length === 0) return new Map()
  const { rows } = await sql<ReportRow>`SELECT found.*, concat(q.target, ' ', q.act) AS "group" FROM unnest(${uuids(groups, (group) => group.targetId)}, ${uuids(groups, (group) => group.actId)}) AS q(target, act)
    CROSS JOIN LATERAL (${select} WHERE r.target_id = q.target AND r.resolution_act IS NOT DISTINCT FROM q.act ORDER BY r.created_at DESC, r.id DESC LIMIT ${most}) found`.execute(db)
  const reports = new Map<string, Report[]>()
  for (const row of rows) reports.set(row.group, [...reports.get(row.group) ?? [], reportOf(row)])
  return reports
}

export async function reportsOf(db: Database, targetId: Id, most: number): Promise<Report[]> {
  const { rows } = await sql<ReportRow>`${select} WHERE r.target_id = ${targetId} ORDER BY r.created_at DESC, r.id DESC LIMIT ${most}`.execute(db)
  return rows.map(reportOf)
}

const select = sql`SELECT r.id, r.created_at AS "atMs", r.category, r.reason AS text, by.id AS "profileId", by.username, by.display_name AS "displayName", by.automated
  FROM reports r LEFT JOIN profiles by ON by.id = r.reporter_id`

function reportOf(row: ReportRow): Report {
  return {
    id: row.id, at: instant(row.atMs), category: row.category, text: row.text,
    by: { kind: row.automated === null ? 'visitor' : row.automated ? 'agent' : 'member', profileId: row.profileId, username: row.username, displayName: row.displayName },
  }
}
