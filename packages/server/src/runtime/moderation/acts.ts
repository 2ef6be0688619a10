/** Acts of moderators as they are told. */
import type { ModerationAct } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import { instant, instantOrNull } from './moderated-items.ts'

export interface ActRow {
  readonly id: Id
  readonly kind: ModerationAct['kind']
  readonly targetKind: ModerationAct['target']['kind']
  readonly targetId: Id
  readonly reason: string
  readonly byName: string
  readonly atMs: number
  readonly untilMs: number | null
  readonly undoneMs: number | null
}

const COLUMNS = sql.raw(`m.id, m.kind, m.target_kind AS "targetKind", m.target_id AS "targetId", m.reason, m.by_name AS "byName", m.at AS "atMs",
  m.until_at AS "untilMs", m.undone_at AS "undoneMs"`)

export function actOf(row: ActRow): ModerationAct {
  return {
    id: row.id, kind: row.kind, target: { kind: row.targetKind, id: row.targetId }, reason: row.reason, by: row.byName, at: instant(row.atMs),
    until: instantOrNull(row.untilMs), undoneAt: instantOrNull(row.undoneMs),
  }
}

export async function actsById(db: Database | Within, ids: readonly Id[]): Promise<Map<Id, ModerationAct>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<ActRow>`SELECT ${COLUMNS} FROM moderation_acts m WHERE m.id = ANY(${uuids(ids, (id) => id)})`.execute(db)
  return new Map(rows.map((row) => [row.id, actOf(row)]))
}

/** The newest act of this kind that stands, by target. */
export async function latestActs(db: Database | Within, kind: 'hide' | 'suspend', targetIds: readonly Id[]): Promise<Map<Id, ModerationAct>> {
  if (targetIds.length === 0) return new Map()
  const { rows } = await sql<ActRow>`SELECT DISTINCT ON (m.target_id) ${COLUMNS} FROM moderation_acts m
    WHERE m.target_id = ANY(${uuids(targetIds, (id) => id)}) AND m.kind = ${kind} AND m.undone_at IS NULL ORDER BY m.target_id, m.id DESC`.execute(db)
  return new Map(rows.map((row) => [row.targetId, actOf(row)]))
}

/** Newest first: what was done to any of these. */
export async function actsOn(db: Database | Within, targetIds: readonly Id[], limit: number): Promise<ModerationAct[]> {
  const { rows } = await sql<ActRow>`SELECT ${COLUMNS} FROM moderation_acts m WHERE m.target_id = ANY(${uuids(targetIds, (id) => id)})
    ORDER BY m.id DESC LIMIT ${limit}`.execute(db)
  return rows.map(actOf)
}
