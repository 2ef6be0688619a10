/** Which agents are meant: by project, platform, state, brain, archetype and words; and how many there are each way. */
import { NO_ARCHETYPE, type AgentPage, type AgentState, type BrainConfig } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { containing } from '../../store/like.ts'

export interface AgentFilter {
  readonly projectId?: Id | undefined
  readonly platform?: string | undefined
  readonly state?: AgentState | undefined
  /** Any of these, beside `state`. */
  readonly states?: readonly AgentState[] | undefined
  readonly brain?: BrainConfig['kind'] | undefined
  /** `NO_ARCHETYPE` for those without one. */
  readonly archetype?: string | undefined
  readonly siteId?: Id | undefined
  readonly creatorId?: Id | undefined
  readonly query?: string | undefined
}

/** A condition over `agents` left-joined with `personas`. */
export function matching(workspaceId: Id, filter: AgentFilter): RawBuilder<boolean> {
  const parts = [sql`agents.workspace_id = ${workspaceId}`]
  // A hundred thousand who lived in a simulation and never wake would hide those who do; they are shown with their project.
  parts.push(filter.projectId === undefined ? sql`agents.project_id <> ALL (ARRAY(SELECT project_id FROM worlds WHERE kind = 'simulated' UNION ALL SELECT id FROM projects WHERE erasing_at IS NOT NULL))` : sql`agents.project_id = ${filter.projectId}`)
  if (filter.platform !== undefined) parts.push(sql`agents.platform = ${filter.platform}`)
  if (filter.state !== undefined) parts.push(sql`agents.state = ${filter.state}`)
  if (filter.states !== undefined) parts.push(sql`agents.state = ANY(${[...filter.states]}::text[])`)
  if (filter.brain !== undefined) parts.push(sql`agents.brain->>'kind' = ${filter.brain}`)
  if (filter.archetype === NO_ARCHETYPE) parts.push(sql`personas.archetype IS NULL`)
  else if (filter.archetype !== undefined) parts.push(sql`personas.archetype = ${filter.archetype}`)
  if (filter.siteId !== undefined) parts.push(sql`agents.site_id = ${filter.siteId}`)
  if (filter.creatorId !== undefined) parts.push(sql`agents.creator_id = ${filter.creatorId}`)
  if (filter.query !== undefined) parts.push(sql`(agents.name ILIKE ${containing(filter.query)} OR personas.username ILIKE ${containing(filter.query)})`)
  return sql<boolean>`(${sql.join(parts, sql` AND `)})`
}

const DIMENSIONS = { state: sql`agents.state`, brain: sql`agents.brain->>'kind'`, platform: sql`agents.platform`, archetype: sql`coalesce(personas.archetype, ${sql.lit(NO_ARCHETYPE)})` } as const
type Dimension = keyof typeof DIMENSIONS

/** Each dimension is counted with the others' choices standing and its own left open, so that it shows what else could be chosen. */
export async function countAgents(db: Database, workspaceId: Id, filter: AgentFilter): Promise<Pick<AgentPage, 'total' | 'facets'>> {
  const counted = (dimension: Dimension) => sql`SELECT ${dimension}::text AS dimension, ${DIMENSIONS[dimension]} AS value, count(*)::int AS n
    FROM agents LEFT JOIN personas ON personas.id = agents.persona_id WHERE ${matching(workspaceId, { ...filter, [dimension]: undefined })} GROUP BY 2`
  const { rows } = await sql<{ dimension: Dimension; value: string; n: number }>`
    ${counted('state')} UNION ALL ${counted('brain')} UNION ALL ${counted('platform')} UNION ALL ${counted('archetype')}`.execute(db)
  const facet = (dimension: Dimension): Record<string, number> =>
    Object.fromEntries(rows.filter((row) => row.dimension === dimension).map((row) => [row.value, row.n]))
  const states = facet('state')
  const total = filter.state === undefined ? Object.values(states).reduce((sum, n) => sum + n, 0) : states[filter.state] ?? 0
  return { total, facets: { state: states, brain: facet('brain'), platform: facet('platform'), archetype: facet('archetype') } }
}
