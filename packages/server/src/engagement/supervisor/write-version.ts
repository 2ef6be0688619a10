/** A workflow is never changed: another version is written, and the goal goes on by it. What waits by the old one is taken back. */
import type { GoalWorkflow } from '@troupe/contract'
import type { Id, Ids } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import { writeGoalLog } from './goal-rows.ts'
import { missingTools } from './tools.ts'

export interface VersionDraft {
  readonly workflow: GoalWorkflow
  readonly by: string
  readonly note: string
  readonly generator: string | null
}

/** By whom the supervisor's own changes are. */
export const SUPERVISOR = 'supervisor'

/** Within the transaction that holds the goal. */
export async function writeVersion(within: Within, tools: { ids: Ids; nowMs: number }, goalId: Id, { workflow, by, note, generator }: VersionDraft): Promise<number> {
  const newest = await within.selectFrom('goal_versions').select(({ fn }) => fn.max('version').as('version')).where('goal_id', '=', goalId).executeTakeFirst()
  const version = (newest?.version ?? 0) + 1
  const missing = missingTools(workflow)
  await within.insertInto('goal_versions').values({ goal_id: goalId, version, workflow: JSON.stringify(workflow), by_name: by, note, generator, missing_tools: missing, at: tools.nowMs }).execute()
  await within.updateTable('goals').set({ version, next_look_at: tools.nowMs }).where('id', '=', goalId).execute()
  await within.updateTable('goal_tasks').set({ state: 'cancelled', result: `version ${version} took its place`, ended_at: tools.nowMs }).where('goal_id', '=', goalId).where('state', '=', 'waiting').execute()
  await writeGoalLog(within, tools, goalId, 'version', `Version ${version} by ${by}${note === '' ? '' : `: ${note}`}.${missing.length === 0 ? '' : ` These tools are missing: ${missing.join(', ')}.`}`)
  return version
}
