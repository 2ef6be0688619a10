/** Sets of filters under a name, kept in this browser. */
import { agentFiltersOf, type AgentFilters } from './agent-filters.ts'

const KEY = 'troupe.agent-views'
export const VIEWS_MOST = 20

export interface SavedView { name: string; filters: AgentFilters }

export function readViews(text: string | null): SavedView[] {
  if (text === null) return []
  try {
    const found: unknown = JSON.parse(text)
    if (!Array.isArray(found)) return []
    return found.flatMap((each: unknown) => {
      if (typeof each !== 'object' || each === null || !('name' in each) || typeof each.name !== 'string') return []
      const filters = 'filters' in each && typeof each.filters === 'object' && each.filters !== null ? agentFiltersOf({ ...each.filters }) : {}
      return [{ name: each.name, filters }]
    }).slice(0, VIEWS_MOST)
  } catch {
    return []
  }
}

/** A name stands once; the newest of that name counts. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-VIEWS_MOST)
}

export function sameFilters(one: AgentFilters, other: AgentFilters): boolean {
  const fields = ['projectId', 'state', 'brain', 'archetype', 'query'] as const
  return fields.every((field) => (one[field] ?? '') === (other[field] ?? ''))
}

export function loadViews(): SavedView[] {
  return readViews(localStorage.getItem(KEY))
}

export function storeViews(views: readonly SavedView[]): void {
  localStorage.setItem(KEY, JSON.stringify(views))
}
