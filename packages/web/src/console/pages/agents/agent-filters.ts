/** What the list of agents is narrowed to. It lives in the page's address; an unknown value there is left out. */
import { agentStateSchema, type AgentState } from '@troupe/contract'
import { idSchema } from '@troupe/contract'

export const BRAINS = ['habit', 'model', 'rules', 'graph', 'http'] as const
export type BrainKind = (typeof BRAINS)[number]

export interface AgentFilters {
  projectId?: string | undefined
  state?: AgentState | undefined
  brain?: BrainKind | undefined
  archetype?: string | undefined
  /** Where they act; `messaging` for those that write to leads. */
  platform?: string | undefined
  query?: string | undefined
}

const TEXT_LONGEST = 100

export function agentFiltersOf(search: Record<string, unknown>): AgentFilters {
  const state = agentStateSchema.safeParse(search.state)
  const project = idSchema.safeParse(search.projectId)
  const brain = BRAINS.find((kind) => kind === search.brain)
  const archetype = textOf(search.archetype)
  const platform = textOf(search.platform)
  const query = textOf(search.query)
  return {
    ...(project.success ? { projectId: project.data } : {}),
    ...(state.success ? { state: state.data } : {}),
    ...(brain === undefined ? {} : { brain }),
    ...(archetype === null ? {} : { archetype }),
    ...(platform === null ? {} : { platform }),
    ...(query === null ? {} : { query }),
  }
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.slice(0, TEXT_LONGEST)
  return text.trim() === '' ? null : text
}

export function isNarrowed(filters: AgentFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== '')
}

/** For a bulk act on all that match. */
export function bulkFilterOf(filters: AgentFilters): AgentFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')) as AgentFilters
}
