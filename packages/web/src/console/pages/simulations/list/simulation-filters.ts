/** What the list of runs is narrowed to; it lives in the page's address. */
import { simulationStateSchema, recommenderSchema, type RecommenderName, type Simulation, type SimulationState } from '@troupe/contract'

export interface SimulationFilters {
  state?: SimulationState | undefined
  recommender?: RecommenderName | undefined
  query?: string | undefined
}

const TEXT_LONGEST = 100

export function simulationFiltersOf(search: Record<string, unknown>): SimulationFilters {
  const state = simulationStateSchema.safeParse(search.state)
  const recommender = recommenderSchema.safeParse(search.recommender)
  const query = typeof search.query === 'string' ? search.query.slice(0, TEXT_LONGEST) : ''
  return { ...(state.success ? { state: state.data } : {}), ...(recommender.success ? { recommender: recommender.data } : {}), ...(query.trim() === '' ? {} : { query }) }
}

export function matches({ name, id, state, recommender, population }: Simulation, filters: SimulationFilters): boolean {
  if (filters.state !== undefined && state !== filters.state) return false
  if (filters.recommender !== undefined && recommender !== filters.recommender) return false
  const words = (filters.query ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '')
  const text = `${name} ${id} ${population.kind === 'pack' ? population.pack : population.files.join(' ')}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** How many there are of each, among those that the other filters leave. */
export function countsBy<Key extends 'state' | 'recommender'>(runs: readonly Simulation[], filters: SimulationFilters, key: Key): ReadonlyMap<Simulation[Key], number> {
  const counts = new Map<Simulation[Key], number>()
  for (const run of runs) if (matches(run, { ...filters, [key]: undefined })) counts.set(run[key], (counts.get(run[key]) ?? 0) + 1)
  return counts
}
