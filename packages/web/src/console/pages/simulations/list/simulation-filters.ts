/** What the list of runs is narrowed to; it lives in the page's address. */
import { simulationStateSchema, recommenderSchema, type RecommenderName, type Simulation, type SimulationState } from '@troupe/contract'
import { recommenderNow } from '../data/simulation-words.ts'

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

export function matches(run: Simulation, filters: SimulationFilters): boolean {
  const { name, id, state, population } = run
  if (filters.state !== undefined && state !== filters.state) return false
  if (filters.recommender !== undefined && recommenderNow(run) !== filters.recommender) return false
  const words = (filters.query ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '')
  const text = `${name} ${id} ${population.kind === 'pack' ? population.pack : population.files.join(' ')}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** How many there are of each, among those that the other filters leave. */
export function countsBy(runs: readonly Simulation[], filters: SimulationFilters, key: 'state' | 'recommender'): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const run of runs) {
    if (!matches(run, { ...filters, [key]: undefined })) continue
    const value = key === 'state' ? run.state : recommenderNow(run)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}
