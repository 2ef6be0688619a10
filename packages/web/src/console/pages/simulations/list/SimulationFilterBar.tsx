import { recommenderSchema, simulationStateSchema, type RecommenderName, type Simulation } from '@troupe/contract'
import { X } from 'lucide-react'
import type { RefObject } from 'react'
import { formatWhole } from '../../../../design/number-format.ts'
import { FacetMenu } from '../../../parts/FacetMenu.tsx'
import { SearchBox } from '../../../parts/SearchBox.tsx'
import { SimulationMark } from '../SimulationMark.tsx'
import { countsBy, type SimulationFilters } from './simulation-filters.ts'

export interface SimulationFilterBarProps {
  filters: SimulationFilters
  runs: readonly Simulation[]
  box: RefObject<HTMLInputElement | null>
  onNarrow(patch: Partial<SimulationFilters>): void
  onClear(): void
}

export function SimulationFilterBar({ filters, runs, box, onNarrow, onClear }: SimulationFilterBarProps) {
  const states = countsBy(runs, filters, 'state')
  const recommenders = countsBy(runs, filters, 'recommender')
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 pb-2 sm:px-6">
      <SearchBox label="Search by name" value={filters.query ?? ''} onValue={(query) => onNarrow({ query: query === '' ? undefined : query })} box={box} className="w-full sm:w-56" />
      <div className="flex min-w-0 items-center gap-1 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
        <FacetMenu label="Recommender" value={filters.recommender} options={recommenderSchema.options.filter((name) => recommenders.has(name) || name === filters.recommender).map((name) => ({ value: name, label: name, count: recommenders.get(name) ?? 0 }))} onPick={(recommender) => onNarrow({ recommender: recommender as RecommenderName | undefined })} />
        <div role="group" aria-label="State" className="ml-1 flex gap-1">
          {simulationStateSchema.options.filter((state) => states.has(state) || state === filters.state).map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={filters.state === state}
              onClick={() => onNarrow({ state: filters.state === state ? undefined : state })}
              className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-13 text-ink-soft hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
            >
              <SimulationMark state={state} aside={formatWhole(states.get(state) ?? 0)} />
            </button>
          ))}
        </div>
        {Object.values(filters).some((value) => value !== undefined) && (
          <button type="button" onClick={onClear} className="inline-flex h-8 shrink-0 items-center gap-1 rounded-full px-2 text-13 text-ink-faint hover:text-ink"><X size={13} aria-hidden />Clear</button>
        )}
      </div>
    </div>
  )
}
