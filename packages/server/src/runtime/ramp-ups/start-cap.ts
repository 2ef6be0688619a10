/**
 * How many agents of a project may still be started, where a ramp-up plan stands. Whoever starts agents asks within the
 * transaction that moves them; the plan's row is held until it ends, so two orders at once don't both take the last place.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { momentOf } from '../../policy/ramp-days.ts'
import type { Within } from '../../store/database.ts'

export interface StartCap {
  readonly left: number
  /** For whoever is refused. */
  readonly reason: string
}

/** Projects without a plan are not in the answer. */
export async function startCaps(within: Within, projectIds: readonly Id[], nowMs: number): Promise<Map<Id, StartCap>> {
  if (projectIds.length === 0) return new Map()
  const plans = await within.selectFrom('ramp_ups').select(['project_id', 'name', 'days', 'starts_at', 'paused_at']).where('project_id', 'in', [...projectIds])
    .where('state', 'in', ['active', 'paused']).orderBy('project_id').forUpdate().execute()
  if (plans.length === 0) return new Map()
  const running = await within.selectFrom('agents').select(['project_id', sql<number>`count(*)::int`.as('count')])
    .where('project_id', 'in', plans.map((plan) => plan.project_id)).where('state', 'in', ['idle', 'busy', 'asleep']).groupBy('project_id').execute()
  const caps = new Map<Id, StartCap>()
  for (const { project_id: projectId, name, days, starts_at: startsMs, paused_at: pausedMs } of plans) {
    const moment = momentOf({ days, startsMs, pausedMs }, nowMs)
    if (moment.kind === 'over') continue
    const allowed = moment.kind === 'day' ? moment.allows.agents : 0
    const count = running.find((row) => row.project_id === projectId)?.count ?? 0
    caps.set(projectId, {
      left: Math.max(0, allowed - count),
      reason: moment.kind === 'day' ? `On day ${moment.day} the ramp-up plan “${name}” starts new agents until ${allowed} run, and ${count} ${count === 1 ? 'does' : 'do'}.` : `The ramp-up plan “${name}” has not begun.`,
    })
  }
  return caps
}
