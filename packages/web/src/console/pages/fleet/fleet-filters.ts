/** What the fleet is narrowed to, which of its lists is open, and by whose clock days are drawn. It lives in the page's address. */
import { agentStateSchema, idSchema, type AgentState } from '@troupe/contract'
import type { FleetQuery } from '../../data/addresses.ts'
import { viewerZone } from '../../parts/strip/strip-words.ts'

export const FLEET_VIEWS = ['archetypes', 'plans'] as const
export type FleetView = (typeof FLEET_VIEWS)[number]

/** Whom an order is for. */
export interface FleetNarrowing {
  projectId?: string | undefined
  platform?: string | undefined
  siteId?: string | undefined
  archetype?: string | undefined
  state?: AgentState | undefined
  query?: string | undefined
}

export interface FleetFilters extends FleetNarrowing {
  /** Agents when left out. */
  view?: FleetView | undefined
  /** Each agent's own clock instead of the reader's. */
  clock?: 'own' | undefined
}

const TEXT_LONGEST = 80
const PLATFORM_LONGEST = 40
const ARCHETYPE_LONGEST = 60

export function fleetFiltersOf(search: Record<string, unknown>): FleetFilters {
  const state = agentStateSchema.safeParse(search.state)
  const project = idSchema.safeParse(search.projectId)
  const site = idSchema.safeParse(search.siteId)
  const view = FLEET_VIEWS.find((each) => each === search.view)
  const platform = textOf(search.platform, PLATFORM_LONGEST)
  const archetype = textOf(search.archetype, ARCHETYPE_LONGEST)
  const query = textOf(search.query, TEXT_LONGEST)
  return {
    ...(project.success ? { projectId: project.data } : {}),
    ...(site.success ? { siteId: site.data } : {}),
    ...(platform === null ? {} : { platform }),
    ...(archetype === null ? {} : { archetype }),
    ...(state.success ? { state: state.data } : {}),
    ...(query === null ? {} : { query }),
    ...(view === undefined ? {} : { view }),
    ...(search.clock === 'own' ? { clock: 'own' as const } : {}),
  }
}

function textOf(value: unknown, longest: number): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, longest) : null
}

/** Without what is only a way of looking. */
export function narrowingOf({ projectId, platform, siteId, archetype, state, query }: FleetFilters): FleetNarrowing {
  return Object.fromEntries(Object.entries({ projectId, platform, siteId, archetype, state, query }).filter(([, value]) => value !== undefined && value.trim() !== '')) as FleetNarrowing
}

export function isNarrowed(filters: FleetFilters): boolean {
  return Object.keys(narrowingOf(filters)).length > 0
}

/** As the API is asked. */
export function fleetQueryOf(filters: FleetFilters): FleetQuery {
  return { ...narrowingOf(filters), zone: filters.clock === 'own' ? undefined : viewerZone() ?? undefined }
}
