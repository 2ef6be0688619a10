import type { Agent, AgentPage as AgentsAnswer, AgentVerb } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Bot, Plus } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { formatWhole } from '../../../design/number-format.ts'
import { agentsPath } from '../../data/addresses.ts'
import { pagesOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { useBulk } from '../../parts/use-bulk.tsx'
import { AgentFilterBar } from './AgentFilterBar.tsx'
import { bulkFilterOf, isNarrowed, type AgentFilters } from './agent-filters.ts'
import { AgentTable } from './AgentTable.tsx'
import { BulkBar } from './BulkBar.tsx'
import { NewAgentDialog } from './NewAgentDialog.tsx'
import { SavedViews } from './SavedViews.tsx'

const EVERY_MS = 5_000

/** Chosen one by one, or all that match, loaded or not. */
type Choice = { kind: 'some'; agents: ReadonlyMap<string, Agent> } | { kind: 'all' }
const NONE: Choice = { kind: 'some', agents: new Map() }

export function AgentsPage() {
  const filters = useSearch({ from: '/shell/agents' })
  const navigate = useNavigate({ from: '/agents' })
  const operator = useMay('operator')
  const pages = useInfiniteQuery(pagesOf<Agent, AgentsAnswer>(agentsPath(filters), { everyMs: EVERY_MS }))
  const agents = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const first = pages.data?.pages[0]
  const [choice, setChoice] = useState<Choice>(NONE)
  const [making, setMaking] = useState(false)
  const searchBox = useRef<HTMLInputElement>(null)
  const lastChosen = useRef<string | null>(null)
  const clear = useCallback(() => setChoice(NONE), [])
  const bulk = useBulk(clear)

  const go = useCallback((next: AgentFilters) => {
    setChoice(NONE)
    void navigate({ search: next, replace: true })
  }, [navigate])

  const chosen = useMemo(() => choice.kind === 'all'
    ? new Map(agents.map((agent) => [agent.id, agent]))
    // What was chosen is kept as it is now, so that the preview counts today's states.
    : new Map([...choice.agents].map(([id, agent]) => [id, agents.find((each) => each.id === id) ?? agent])), [choice, agents])
  const count = choice.kind === 'all' ? first?.total ?? agents.length : chosen.size

  const choose = useCallback((agent: Agent, range: boolean) => {
    setChoice((before) => {
      const next = new Map(before.kind === 'all' ? agents.map((each) => [each.id, each]) : before.agents)
      const from = agents.findIndex(({ id }) => id === lastChosen.current)
      const to = agents.findIndex(({ id }) => id === agent.id)
      if (range && from >= 0) for (const each of agents.slice(Math.min(from, to), Math.max(from, to) + 1)) next.set(each.id, each)
      else if (next.has(agent.id)) next.delete(agent.id)
      else next.set(agent.id, agent)
      lastChosen.current = agent.id
      return { kind: 'some', agents: next }
    })
  }, [agents])

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const act = (verb: AgentVerb) => bulk.ask(verb, choice.kind === 'all' ? { filter: bulkFilterOf(filters) } : { agents: [...chosen.values()] })

  return (
    <Page
      title="Agents"
      fills
      aside={first !== undefined && <span className="tabular text-ink-faint">{formatWhole(first.total)}</span>}
      actions={
        <>
          <SavedViews filters={filters} onPick={go} />
          {operator && <Button size="small" variant="primary" onClick={() => setMaking(true)}><Plus size={14} aria-hidden />New agent</Button>}
        </>
      }
      bar={<AgentFilterBar filters={filters} facets={first?.facets} box={searchBox} onNarrow={(patch) => go({ ...filters, ...patch })} onClear={() => go({})} />}
    >
      <div className="relative flex min-h-0 flex-1 flex-col">
        <Answer query={{ data: first, error: pages.error, refetch: pages.refetch }} what="agents">
          {(page) => page.total === 0 ? <NoAgents narrowed={isNarrowed(filters)} operator={operator} onClear={() => go({})} onMake={() => setMaking(true)} /> : (
            <AgentTable
              agents={agents}
              chosen={chosen}
              allChosen={agents.length > 0 && agents.every(({ id }) => chosen.has(id))}
              onChoose={operator ? choose : null}
              onChooseLoaded={() => setChoice(agents.every(({ id }) => chosen.has(id)) ? NONE : { kind: 'some', agents: new Map(agents.map((agent) => [agent.id, agent])) })}
              onEscape={clear}
              searchBox={searchBox}
              more={more}
            />
          )}
        </Answer>
        {operator && count > 0 && (
          <BulkBar count={count} total={choice.kind === 'some' && (first?.total ?? 0) > count ? first?.total ?? null : null} onAll={() => setChoice({ kind: 'all' })} onVerb={act} onClear={clear} />
        )}
      </div>
      {bulk.dialog}
      {making && <NewAgentDialog onClose={() => setMaking(false)} />}
    </Page>
  )
}

function NoAgents({ narrowed, operator, onClear, onMake }: { narrowed: boolean; operator: boolean; onClear(): void; onMake(): void }) {
  return narrowed ? (
    <EmptyState icon={<Bot size={22} />} title="No agent matches" action={<Button onClick={onClear}>Clear the filters</Button>}>
      Another state, name or archetype may have some.
    </EmptyState>
  ) : (
    <EmptyState icon={<Bot size={22} />} title="Agents live here" action={operator && <Button variant="primary" onClick={onMake}><Plus size={14} aria-hidden />New agent</Button>}>
      An agent wakes, looks at what is there and acts. Some are personas who live on a feed, in a gallery or on a site of yours; others look after a creator’s leads, and write to one when something happens with them.{' '}
      {operator ? <>Make either kind here, or begin with <Link to="/personas" className="text-accent hover:underline">a persona</Link> or <Link to="/creators" className="text-accent hover:underline">a creator</Link>.</> : 'An operator makes them.'}
    </EmptyState>
  )
}
