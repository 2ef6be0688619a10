import { agentStateSchema, type AgentState } from '@troupe/contract'
import { X } from 'lucide-react'
import type { RefObject } from 'react'
import type { AgentFacets } from '../../data/addresses.ts'
import { useKillSwitches, useProjects } from '../../data/queries.ts'
import { isLively, stoppedAmong } from '../../data/stops.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { projectName } from '../../parts/project-name.ts'
import { StateMark, StoppedMark } from '../../parts/marks.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'
import { BRAINS, isNarrowed, type AgentFilters, type BrainKind } from './agent-filters.ts'

export interface AgentFilterBarProps {
  filters: AgentFilters
  facets: AgentFacets | undefined
  box: RefObject<HTMLInputElement | null>
  onNarrow(patch: Partial<AgentFilters>): void
  onClear(): void
}

export function AgentFilterBar({ filters, facets, box, onNarrow, onClear }: AgentFilterBarProps) {
  const projects = useProjects()
  const { data: switches } = useKillSwitches()
  const stopped = stoppedAmong(switches?.items ?? [], filters.projectId === undefined ? projects : [{ id: filters.projectId }]) === 'all'
  const standsStill = (state: AgentState) => stopped && isLively(state)
  const states = agentStateSchema.options.filter((state) => (facets?.state[state] ?? 0) > 0 || filters.state === state)
  const labelOf = useArchetypeLabel()
  const archetypes = Object.entries(facets?.archetype ?? {}).sort(([one], [other]) => one.localeCompare(other))
  return (
    <div className="flex shrink-0 flex-col gap-2 px-4 pb-2 sm:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label="Search by name" value={filters.query ?? ''} onValue={(query) => onNarrow({ query: query === '' ? undefined : query })} box={box} className="w-full sm:w-56" />
        <div className="flex min-w-0 gap-2 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
          <FacetMenu label="Brain" value={filters.brain} options={BRAINS.filter((brain) => (facets?.brain[brain] ?? 0) > 0 || brain === filters.brain).map((brain) => ({ value: brain, label: brain, count: facets?.brain[brain] }))} onPick={(brain) => onNarrow({ brain: brain as BrainKind | undefined })} />
          <FacetMenu label="Where" value={filters.platform} options={Object.entries(facets?.platform ?? {}).map(([name, count]) => ({ value: name, label: name === 'messaging' ? 'writes to leads' : name, count }))} onPick={(platform) => onNarrow({ platform })} />
          <FacetMenu label="Archetype" value={filters.archetype} options={archetypes.map(([name, count]) => ({ value: name, label: labelOf(name), count }))} onPick={(archetype) => onNarrow({ archetype })} />
          {projects.length > 1 && <FacetMenu label="Project" value={filters.projectId} options={projects.map((project) => ({ value: project.id, label: projectName(project), count: project.counts.agents }))} onPick={(projectId) => onNarrow({ projectId })} />}
          {isNarrowed(filters) && (
            <button type="button" onClick={onClear} className="inline-flex h-8 shrink-0 items-center gap-1 rounded-full px-2 text-13 text-ink-faint hover:text-ink">
              <X size={13} aria-hidden />Clear
            </button>
          )}
        </div>
      </div>
      <div role="group" aria-label="State" className="flex gap-1 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
        {states.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={filters.state === state}
            onClick={() => onNarrow({ state: filters.state === state ? undefined : state })}
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-13 text-ink-soft hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
          >
            {standsStill(state) ? <><StoppedMark /><span className="text-ink-faint">was {state}</span></> : <StateMark state={state} />}
            <span className="tabular text-ink-faint">{(facets?.state[state] ?? 0).toLocaleString('en-US')}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
