/** Whom an order is for, in words: "All agents of the workspace", "Data visualiser, in Town, idle". */
import type { FleetNarrowing } from './fleet-filters.ts'
import { archetypeName } from '../../parts/action-words.ts'

export function whoseWords({ projectId, platform, archetype, state, query }: FleetNarrowing, projectName: (id: string) => string): string {
  const parts = [
    ...(archetype === undefined ? [] : [archetypeName(archetype)]),
    ...(projectId === undefined ? [] : [`in ${projectName(projectId)}`]),
    ...(platform === undefined ? [] : [`on ${platform}`]),
    ...(state === undefined ? [] : [`now ${state}`]),
    ...(query === undefined ? [] : [`named like “${query}”`]),
  ]
  return parts.length === 0 ? 'All agents of the workspace' : `Those that match: ${parts.join(', ')}`
}
