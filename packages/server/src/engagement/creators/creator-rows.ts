/** Creators as they are read: with their newest job, and what belongs to them counted. */
import type { Creator, OnboardingJob } from '@troupe/contract'
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { CreatorsTable, OnboardingJobsTable } from '../../store/lead-schema.ts'
import { NEVER_ARRIVED } from './never-arrived.ts'

export type JobRow = Selectable<OnboardingJobsTable>

type CreatorRow = Selectable<CreatorsTable> & { readonly job: JobRow | null; readonly neverArrived: boolean } & Creator['counts']

/** Not those that are on their way out. */
export async function selectCreators(db: Database, workspaceId: Id, rest: RawBuilder<unknown>): Promise<Creator[]> {
  const { rows } = await sql<CreatorRow>`SELECT c.*, to_jsonb(j) AS job, l.leads, a.agents, a."agentsRunning", p.products, w."waitingApprovals", ${NEVER_ARRIVED} AS "neverArrived"
    FROM creators c
    LEFT JOIN LATERAL (SELECT * FROM onboarding_jobs WHERE creator_id = c.id ORDER BY id DESC LIMIT 1) j ON true
    CROSS JOIN LATERAL (SELECT count(*)::int AS leads FROM consumers WHERE creator_id = c.id AND merged_into IS NULL AND erased_at IS NULL) l
    CROSS JOIN LATERAL (SELECT count(*)::int AS agents, (count(*) FILTER (WHERE state IN ('idle', 'busy', 'asleep')))::int AS "agentsRunning" FROM agents WHERE workspace_id = c.workspace_id AND platform = 'messaging' AND creator_id = c.id) a
    CROSS JOIN LATERAL (SELECT count(*)::int AS products FROM products WHERE creator_id = c.id) p
    CROSS JOIN LATERAL (SELECT count(*)::int AS "waitingApprovals" FROM approvals WHERE state = 'waiting' AND creator_id = c.id) w
    WHERE c.workspace_id = ${workspaceId} AND c.erasing_at IS NULL AND ${rest}`.execute(db)
  return rows.map(shown)
}

function shown(row: CreatorRow): Creator {
  const { id, username, name, email, timezone, locale, currency, sample, profile, edited, flags, generator, leads, agents, agentsRunning, products, waitingApprovals } = row
  return {
    id, projectId: row.project_id, username, name, email, timezone, locale, currency, state: stateOf(row), sample, profile, edited, flags: flags ?? [], generator,
    syncedAt: row.synced_at === null ? null : instant(row.synced_at), job: row.job === null ? null : jobShown(row.job), counts: { leads, agents, agentsRunning, products, waitingApprovals }, createdAt: instant(row.created_at),
  }
}

function stateOf({ profile, job, neverArrived }: CreatorRow): Creator['state'] {
  if (neverArrived) return 'failed'
  return profile === null && job?.kind === 'onboarding' && job.ended_at === null ? 'onboarding' : 'ready'
}

export function jobShown(row: JobRow): OnboardingJob {
  const { id, kind, step, progress, message, changed } = row
  return { id, creatorId: row.creator_id, kind, step, progress, message, changed, createdAt: instant(row.created_at), endedAt: row.ended_at === null ? null : instant(row.ended_at) }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
