/** What the live list is narrowed to; it lives in the page's address. */
import { activityItemSchema, idSchema, type ActivityItem } from '@troupe/contract'

export const ACTIVITY_KINDS = activityItemSchema.shape.kind.options
export type ActivityKind = ActivityItem['kind']

/** `troubles`: what was stopped, refused or failed. */
export const SHOWS = ['troubles'] as const

export interface ActivityFilters {
  agentId?: string | undefined
  projectId?: string | undefined
  kind?: ActivityKind | undefined
  show?: (typeof SHOWS)[number] | undefined
}

export function activityFiltersOf(search: Record<string, unknown>): ActivityFilters {
  const agent = idSchema.safeParse(search.agentId)
  const project = idSchema.safeParse(search.projectId)
  const kind = ACTIVITY_KINDS.find((each) => each === search.kind)
  const show = SHOWS.find((each) => each === search.show)
  return {
    ...(agent.success ? { agentId: agent.data } : {}),
    ...(project.success ? { projectId: project.data } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(show === undefined ? {} : { show }),
  }
}

const TROUBLED = new Set(['refused', 'failed', 'invalid', 'stopped', 'killed', 'exhausted'])

export function isTrouble({ verdict, result }: Pick<ActivityItem, 'verdict' | 'result'>): boolean {
  return (verdict !== null && verdict !== 'allow') || (result !== null && TROUBLED.has(result))
}
