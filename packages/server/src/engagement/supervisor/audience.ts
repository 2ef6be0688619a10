/** Whom a step is for, and has not been done for: claimed in the same statement, so that two workers never take the same lead. */
import type { GoalWorkflow } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'

export interface Claimed {
  readonly id: Id
  readonly name: string | null
}

const DAY_MS = 86_400_000
/** Between two messages of one goal to a lead, whatever its steps. */
const APART_MS = 2 * DAY_MS

export interface StepOf {
  readonly goalId: Id
  readonly creatorId: Id
  readonly step: string
  readonly audience: GoalWorkflow['stages'][number]['audience']
  readonly limit: number
  readonly nowMs: number
  /** Leads whom a person talks with are left out, and those who have just heard of this goal. */
  readonly writes: boolean
}

export async function claimAudience(within: Within, { goalId, creatorId, step, audience: { stages, tag, quietDays }, limit, nowMs, writes }: StepOf): Promise<Claimed[]> {
  const still = writes
    ? sql`AND NOT EXISTS (SELECT FROM conversations v WHERE v.consumer_id = c.id AND v.state IN ('escalated', 'with-person'))
        AND NOT EXISTS (SELECT FROM actions a WHERE a.consumer_id = c.id AND a.goal_id = ${goalId} AND (a.state IN ('planned', 'awaiting-approval', 'approved', 'executing') OR a.created_at > ${nowMs - APART_MS}))`
    : sql``
  const { rows } = await sql<Claimed>`
    WITH chosen AS (SELECT c.id, c.name FROM consumers c JOIN consumer_contexts x ON x.consumer_id = c.id
      WHERE c.creator_id = ${creatorId} AND c.merged_into IS NULL AND c.erased_at IS NULL AND x.stage = ANY(${[...stages]}::text[]) ${tag === null ? sql`` : sql`AND ${tag} = ANY(c.tags)`}
        AND coalesce(x.last_seen_at, c.created_at) <= ${nowMs - quietDays * DAY_MS} AND NOT EXISTS (SELECT FROM goal_leads g WHERE g.goal_id = ${goalId} AND g.step = ${step} AND g.consumer_id = c.id) ${still}
      ORDER BY x.last_seen_at DESC NULLS LAST, c.id LIMIT ${limit} FOR NO KEY UPDATE OF x SKIP LOCKED),
    taken AS (INSERT INTO goal_leads (goal_id, step, consumer_id, at) SELECT ${goalId}, ${step}, id, ${nowMs} FROM chosen ON CONFLICT DO NOTHING RETURNING consumer_id)
    SELECT chosen.id, chosen.name FROM chosen JOIN taken ON taken.consumer_id = chosen.id ORDER BY chosen.id`.execute(within)
  return rows
}
