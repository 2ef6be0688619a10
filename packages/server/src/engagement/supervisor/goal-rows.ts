/** Goals and what belongs to them, as people see them. */
import type { Goal, GoalDetail, GoalVersion } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { GoalsTable, GoalVersionsTable } from '../../store/goal-schema.ts'
import { metricOf } from './metric.ts'

export type GoalRow = Selectable<GoalsTable>

const TASKS_SHOWN = 200
const LOG_SHOWN = 200
const instant = (ms: number): string => new Date(ms).toISOString()

export async function goalShown(db: Database, row: GoalRow): Promise<Goal> {
  const version = row.version === null ? undefined : await db.selectFrom('goal_versions').select('missing_tools').where('goal_id', '=', row.id).where('version', '=', row.version).executeTakeFirst()
  return {
    id: row.id, creatorId: row.creator_id, title: row.title, detail: row.detail, metric: row.metric, target: row.target, from: instant(row.from_at), to: instant(row.to_at), state: row.state, reason: row.reason, version: row.version,
    current: await metricOf(db, row), missingTools: version?.missing_tools ?? [], createdAt: instant(row.created_at),
  }
}

/** With its whole history of versions, and the newest of its tasks and its log. */
export async function goalDetail(db: Database, row: GoalRow): Promise<GoalDetail> {
  const versions = await db.selectFrom('goal_versions').selectAll().where('goal_id', '=', row.id).orderBy('version', 'desc').execute()
  const tasks = await db.selectFrom('goal_tasks').selectAll().where('goal_id', '=', row.id).orderBy('id', 'desc').limit(TASKS_SHOWN).execute()
  const log = await db.selectFrom('goal_log').select(['at', 'kind', 'text']).where('goal_id', '=', row.id).orderBy('id', 'desc').limit(LOG_SHOWN).execute()
  return {
    ...await goalShown(db, row), versions: versions.map(versionShown),
    tasks: tasks.map(({ id, version, stage, agent, tool, state, tries, result, at, ended_at: endedMs }) => ({ id, version, stage, agent, tool, state, tries, result, at: instant(at), endedAt: endedMs === null ? null : instant(endedMs) })),
    log: log.map(({ at, kind, text }) => ({ at: instant(at), kind, text })),
  }
}

function versionShown({ version, workflow, by_name: by, note, generator, at, missing_tools: missingTools }: Selectable<GoalVersionsTable>): GoalVersion {
  return { version, workflow, by, note, generator, at: instant(at), missingTools }
}

export async function writeGoalLog(within: Database, { ids, nowMs }: { ids: Ids; nowMs: number }, goalId: Id, kind: string, text: string): Promise<void> {
  await within.insertInto('goal_log').values({ id: ids.next(), goal_id: goalId, at: nowMs, kind, text }).execute()
}
