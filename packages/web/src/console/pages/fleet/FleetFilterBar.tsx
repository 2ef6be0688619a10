import { agentStateSchema, type FleetPage } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Clock, X } from 'lucide-react'
import type { RefObject } from 'react'
import { formatWhole } from '../../../design/number-format.ts'
import { PLATFORMS } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useKillSwitches, useProjects } from '../../data/queries.ts'
import { isLively, stoppedAmong } from '../../data/stops.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { StateMark, StoppedMark } from '../../parts/marks.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { viewerZone, zoneName } from '../../parts/strip/strip-words.ts'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'
import { isNarrowed, type FleetFilters } from './fleet-filters.ts'

export interface FleetFilterBarProps {
  filters: FleetFilters
  facets: FleetPage['facets'] | undefined
  /** Plans are of projects: nothing else narrows them. */
  plans: boolean
  box: RefObject<HTMLInputElement | null>
  onNarrow(patch: Partial<FleetFilters>): void
  onClear(): void
}

export function FleetFilterBar({ filters, facets, plans, box, onNarrow, onClear }: FleetFilterBarProps) {
  const projects = useProjects().filter(({ kind }) => kind === 'live')
  const stopped = stoppedAmong(useKillSwitches().data?.items ?? [], filters.projectId === undefined ? projects : [{ id: filters.projectId }]) === 'all'
  const states = agentStateSchema.options.filter((state) => (facets?.state[state] ?? 0) > 0 || filters.state === state)
  const optionsOf = (counts: Record<string, number> | undefined, label: (name: string) => string) =>
    Object.entries(counts ?? {}).map(([value, count]) => ({ value, label: label(value), count })).sort((one, other) => one.label.localeCompare(other.label))
  const sites = useQuery(answerOf(PLATFORMS, { freshMs: 60_000 })).data?.items ?? []
  const labelOf = useArchetypeLabel()
  const zone = viewerZone()
  const project = projects.length > 1 && <FacetMenu label="Project" value={filters.projectId} options={projects.map(({ id, name, counts }) => ({ value: id, label: name, count: counts.agents }))} onPick={(projectId) => onNarrow({ projectId })} />
  if (plans) return <div className="shrink-0 px-4 pb-2 sm:px-6">{project}</div>
  return (
    <div className="flex shrink-0 flex-col gap-2 px-4 pb-2 sm:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label="Search by name" value={filters.query ?? ''} onValue={(query) => onNarrow({ query: query === '' ? undefined : query })} box={box} className="w-full sm:w-52" />
        <div className="flex min-w-0 gap-2 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
          {project}
          <FacetMenu label="Platform" value={filters.platform} options={optionsOf(facets?.platform, (name) => name)} onPick={(platform) => onNarrow({ platform })} />
          {sites.length > 0 && <FacetMenu label="Site" value={filters.siteId} options={sites.map(({ id, name, agents }) => ({ value: id, label: name, count: agents.total }))} onPick={(siteId) => onNarrow({ siteId })} />}
          <FacetMenu label="Archetype" value={filters.archetype} options={optionsOf(facets?.archetype, labelOf)} onPick={(archetype) => onNarrow({ archetype })} />
          <button
            type="button"
            aria-pressed={filters.clock === 'own'}
            title={filters.clock === 'own' ? 'Each day is drawn by the agent’s own clock. Press for yours.' : `Days are drawn by your clock${zone === null ? '' : `, ${zone}`}. Press for each agent’s own.`}
            onClick={() => onNarrow({ clock: filters.clock === 'own' ? undefined : 'own' })}
            className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line-strong px-3 text-13 whitespace-nowrap text-ink-soft hover:bg-sunken"
          >
            <Clock aria-hidden size={13} />{filters.clock === 'own' ? 'Their own time' : `Your time${zone === null ? '' : ` (${zoneName(zone)})`}`}
          </button>
          {isNarrowed(filters) && (
            <button type="button" onClick={onClear} className="inline-flex h-8 shrink-0 items-center gap-1 rounded-full px-2 text-13 text-ink-faint hover:text-ink">
              <X size={13} aria-hidden />Clear
            </button>
          )}
        </div>
      </div>
      <div role="group" aria-label="State" className="flex min-h-7 gap-1 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
        {states.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={filters.state === state}
            onClick={() => onNarrow({ state: filters.state === state ? undefined : state })}
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-13 text-ink-soft hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
          >
            {stopped && isLively(state) ? <><StoppedMark /><span className="text-ink-faint">was {state}</span></> : <StateMark state={state} />}<span className="tabular text-ink-faint">{formatWhole(facets?.state[state] ?? 0)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
