/** The fleet: who is awake, what each does, when it wakes next and what it costs; and the orders that hold many still. */
import type { FleetAgent, FleetPage as FleetAnswer, FleetVerb } from '@troupe/contract'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Pause, RadioTower, RefreshCw, RotateCw } from 'lucide-react'
import { useCallback, useMemo, useRef, type RefObject } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { fleetPath, PLATFORMS } from '../../data/addresses.ts'
import { answerOf, pagesOf } from '../../data/api.ts'
import { useMay, useProjects } from '../../data/queries.ts'
import { ActButton } from '../../parts/ActButton.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { StripLegend } from '../../parts/strip/DayStrip.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { previewBulk } from '../agents/bulk-preview.ts'
import { ArchetypeList } from './ArchetypeList.tsx'
import { fleetQueryOf, isNarrowed, narrowingOf, type FleetFilters, type FleetNarrowing } from './fleet-filters.ts'
import { FleetFilterBar } from './FleetFilterBar.tsx'
import { FleetTable } from './FleetTable.tsx'
import { PlanList } from './PlanList.tsx'
import { SpendToday } from './SpendToday.tsx'
import { useFleetOrder } from './use-fleet-order.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'
import { whoseWords } from './whose-words.ts'

const COUNTED_EVERY_MS = 5_000

export function FleetPage() {
  const filters = useSearch({ from: '/shell/fleet' })
  const navigate = useNavigate({ from: '/fleet' })
  const operator = useMay('operator')
  const projects = useProjects()
  const sites = useQuery(answerOf(PLATFORMS, { freshMs: 60_000 }))
  const query = fleetQueryOf(filters)
  // Counts, archetypes and money are asked for again and again; the list itself only when somebody narrows or orders something.
  const counts = useQuery({ ...answerOf(fleetPath(query, 1), { everyMs: COUNTED_EVERY_MS }), placeholderData: keepPreviousData })
  const order = useFleetOrder()
  const labelOf = useArchetypeLabel()
  const searchBox = useRef<HTMLInputElement>(null)
  const go = useCallback((next: FleetFilters) => void navigate({ search: next, replace: true }), [navigate])
  const { total, facets, summary } = counts.data ?? {}

  const ask = (verb: FleetVerb, filter: FleetNarrowing) => order.ask(verb, filter, whoseWords(filter, { project: projects.find(({ id }) => id === filter.projectId)?.name, site: sites.data?.items.find(({ id }) => id === filter.siteId)?.name, archetype: filter.archetype === undefined ? undefined : labelOf(filter.archetype) }))
  const movable = (verb: FleetVerb) => previewBulk(verb, filters.state === undefined ? facets?.state ?? {} : { [filters.state]: total ?? 0 }).moved
  const narrowed = isNarrowed(filters)
  const acts = operator && counts.data !== undefined && filters.view !== 'plans' && (
    <>
      <ActButton size="small" disabled={order.busy} refused={movable('pause') === 0 ? 'None of them runs.' : null} onClick={() => ask('pause', narrowingOf(filters))}><Pause size={13} aria-hidden />{orderWords('Pause', movable('pause'), narrowed)}</ActButton>
      <ActButton size="small" disabled={order.busy} refused={movable('resume') === 0 ? 'None of them is paused.' : null} onClick={() => ask('resume', narrowingOf(filters))}><RotateCw size={13} aria-hidden />{orderWords('Resume', movable('resume'), narrowed)}</ActButton>
    </>
  )
  const tabs = [
    { key: 'agents', label: 'Agents', view: undefined },
    { key: 'archetypes', label: 'Archetypes', view: 'archetypes' },
    { key: 'plans', label: 'Ramp-up plans', view: 'plans' },
  ] as const

  return (
    <Page
      title="Fleet"
      fills
      aside={total !== undefined && <span className="tabular text-ink-faint">{formatWhole(total)}</span>}
      actions={acts}
      bar={
        <>
          <FleetFilterBar filters={filters} facets={facets} plans={filters.view === 'plans'} box={searchBox} onNarrow={(patch) => go({ ...filters, ...patch })} onClear={() => go({ view: filters.view, clock: filters.clock })} />
          <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 pb-2 sm:px-6">
            <TabLinks label="Fleet, seen by" bare tabs={tabs.map(({ key, label, view }) => ({ key, label, to: '/fleet' as const, search: { ...filters, view } }))} current={filters.view ?? 'agents'} />
            {filters.view !== 'plans' && <StripLegend />}
            {summary && <SpendToday spend={summary.spend} />}
          </div>
        </>
      }
    >
      {filters.view === 'plans' ? <PlanList projectId={filters.projectId} /> : filters.view === 'archetypes' ? (
        <Answer query={counts} what="archetypes">
          {(data) => data.summary === null || data.summary.archetypes.length === 0 ? <NoAgents narrowed={filters.projectId !== undefined || filters.platform !== undefined || filters.siteId !== undefined} operator={operator} onClear={() => go({ view: filters.view, clock: filters.clock })} />
            : <ArchetypeList archetypes={data.summary.archetypes} filters={filters} busy={order.busy} onOrder={operator ? (verb, archetype) => ask(verb, narrowingOf({ projectId: filters.projectId, platform: filters.platform, siteId: filters.siteId, archetype })) : null} />}
        </Answer>
      ) : <Agents filters={filters} total={total} searchBox={searchBox} operator={operator} onClear={() => go({ clock: filters.clock })} />}
      {order.dialog}
    </Page>
  )
}

function orderWords(verb: string, count: number, narrowed: boolean): string {
  if (!narrowed) return `${verb} all`
  return count === 0 ? `${verb} these` : `${verb} these ${formatWhole(count)}`
}

interface AgentsProps { filters: FleetFilters; total: number | undefined; searchBox: RefObject<HTMLInputElement | null>; operator: boolean; onClear(): void }

function Agents({ filters, total, searchBox, operator, onClear }: AgentsProps) {
  const query = fleetQueryOf(filters)
  const pages = useInfiniteQuery(pagesOf<FleetAgent, FleetAnswer>(fleetPath(query)))
  // One that fell asleep between two pages is on both.
  const agents = useMemo(() => [...new Map(pages.data?.pages.flatMap(({ items }) => items).map((agent) => [agent.id, agent])).values()], [pages.data])
  const first = pages.data?.pages[0]
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const changed = first !== undefined && total !== undefined && total !== first.total
  return (
    <Answer query={{ data: first, error: pages.error, refetch: pages.refetch }} what="the fleet">
      {(page) => page.total === 0 ? <NoAgents narrowed={isNarrowed(filters)} operator={operator} onClear={onClear} /> : (
        <div className="relative flex min-h-0 flex-1 flex-col">
          {/* Nothing jumps by itself: who comes and goes waits here. */}
          {changed && (
            <button type="button" onClick={() => void pages.refetch()} className="tabular absolute top-11 left-1/2 z-20 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3.5 text-13 font-semibold text-on-accent shadow-float">
              <RefreshCw aria-hidden size={13} />{counted(total, 'agent matches', 'agents match')} now
            </button>
          )}
          <FleetTable agents={agents} zone={query.zone ?? null} searchBox={searchBox} more={more} />
        </div>
      )}
    </Answer>
  )
}

function NoAgents({ narrowed, operator, onClear }: { narrowed: boolean; operator: boolean; onClear(): void }) {
  return narrowed ? (
    <EmptyState icon={<RadioTower size={22} />} title="No agent matches" action={<Button onClick={onClear}>Clear the filters</Button>}>Another project, state or archetype may have some.</EmptyState>
  ) : (
    <EmptyState icon={<RadioTower size={22} />} title="The fleet gathers here" action={operator && <Link to="/personas/generate" className={buttonClass('primary')}>Generate personas</Link>}>
      Once there are agents you see here who is awake, what each does and thinks, when it wakes next and what it costs. {operator ? 'Generate personas and make agents of them.' : 'An operator makes them.'}
    </EmptyState>
  )
}
