/** Whom an order is for, in words: "All agents of the workspace", "Data visualiser, in Town, idle". */
import type { FleetNarrowing } from './fleet-filters.ts'

export function whoseWords({ projectId, platform, siteId, archetype, state, query }: FleetNarrowing, names: { project: string | undefined; site: string | undefined; archetype: string | undefined }): string {
  const parts = [
    ...(archetype === undefined ? [] : [names.archetype ?? archetype]),
    ...(projectId === undefined ? [] : [`in ${names.project ?? 'one project'}`]),
    ...(platform === undefined ? [] : [`on ${platform}`]),
    ...(siteId === undefined ? [] : [`on ${names.site ?? 'one site'}`]),
    ...(state === undefined ? [] : [`now ${state}`]),
    ...(query === undefined ? [] : [`named like “${query}”`]),
  ]
  return parts.length === 0 ? 'All agents of the workspace' : `Those that match: ${parts.join(', ')}`
}
