import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Download, Plus, Sparkles, Upload, UsersRound, Wand } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { ARCHETYPES, personasPath } from '../../data/addresses.ts'
import { answerOf, pagesOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { useListKeys } from '../../parts/keyboard.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Menu, MenuItem } from '../../parts/Menu.tsx'
import { Page } from '../../parts/Page.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { useNarrow } from '../../parts/use-narrow.ts'
import { useRows } from '../../parts/use-rows.ts'
import { EnrichManyDialog } from '../enrichment/EnrichManyDialog.tsx'
import { exportPersonas } from './exchange.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { PersonaRow } from './PersonaRow.tsx'

const ROW_PX = 52
const CARD_PX = 68
const AHEAD = 20

export function PersonasPage() {
  const filters = useSearch({ from: '/shell/personas' })
  const navigate = useNavigate({ from: '/personas' })
  const operator = useMay('operator')
  const narrow = useNarrow()
  const pages = useInfiniteQuery(pagesOf(personasPath(filters)))
  const personas = useMemo(() => pages.data?.pages.flatMap(({ items }) => items), [pages.data])
  const packs = useQuery(answerOf(ARCHETYPES, { freshMs: 300_000 }))
  const scroller = useRef<HTMLDivElement>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const [current, setCurrent] = useState(-1)
  const [importing, setImporting] = useState(false)
  const [enriching, setEnriching] = useState(false)
  const rows = useRows({ count: personas?.length ?? 0, heightPx: narrow ? CARD_PX : ROW_PX, scroller, keyOf: (place) => personas?.[place]?.id ?? place })
  const shown = rows.getVirtualItems()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const nearEnd = hasNextPage && !isFetchingNextPage && (shown.at(-1)?.index ?? 0) >= (personas?.length ?? 0) - AHEAD
  useEffect(() => {
    if (nearEnd) void fetchNextPage()
  }, [nearEnd, fetchNextPage])

  const go = (patch: typeof filters) => void navigate({ search: { ...filters, ...patch }, replace: true })
  const move = (by: 1 | -1) => {
    const next = Math.min((personas?.length ?? 0) - 1, Math.max(0, current + by))
    setCurrent(next)
    if (next >= 0) rows.scrollToIndex(next)
  }
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      const persona = personas?.[current]
      if (persona) void navigate({ to: '/personas/$personaId', params: { personaId: persona.id } })
    },
    '/': () => searchBox.current?.focus(),
    Escape: () => void navigate({ search: {} }),
  })

  return (
    <Page
      title="Personas"
      fills
      actions={
        <>
          <Menu trigger={<Button size="small" title={operator ? 'Export or import' : 'Export'}><Download size={14} aria-hidden /><span className="max-sm:sr-only">{operator ? 'Export and import' : 'Export'}</span></Button>}>
            <MenuItem icon={<Download size={14} />} onSelect={() => void exportPersonas('json')}>Export as JSON</MenuItem>
            <MenuItem icon={<Download size={14} />} onSelect={() => void exportPersonas('csv')}>Export as CSV</MenuItem>
            {operator && <MenuItem icon={<Upload size={14} />} onSelect={() => setImporting(true)}>Import…</MenuItem>}
          </Menu>
          {operator && <Button size="small" title="Enrich…" onClick={() => setEnriching(true)}><Sparkles size={14} aria-hidden /><span className="max-sm:sr-only">Enrich…</span></Button>}
          {operator && <Link to="/personas/new" className={buttonClass('plain', 'small')}><Plus size={14} aria-hidden /><span>Write one</span></Link>}
          {operator && <Link to="/personas/generate" className={buttonClass('primary', 'small')}><Wand size={14} aria-hidden />Generate</Link>}
        </>
      }
      bar={
        <div className="flex shrink-0 gap-2 px-4 pb-2 sm:px-6">
          <SearchBox label="Search by name or username" value={filters.query ?? ''} onValue={(query) => go({ query: query === '' ? undefined : query })} box={searchBox} className="w-full sm:w-64" />
          <FacetMenu
            label="Archetype"
            value={filters.archetype}
            options={packs.data?.items.flatMap(({ archetypes }) => archetypes.map(({ id, name }) => ({ value: id, label: name }))) ?? []}
            onPick={(archetype) => go({ archetype })}
          />
        </div>
      }
    >
      <Answer query={{ data: personas, error: pages.error, refetch: pages.refetch }} what="personas">
        {(list) => list.length === 0 ? <NoPersonas operator={operator} narrowed={filters.query !== undefined || filters.archetype !== undefined} onClear={() => void navigate({ search: {} })} /> : (
          <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
            <ul aria-label="Personas" className="relative" style={{ height: rows.getTotalSize() }}>
              {shown.map(({ index, key, start, size }) => {
                const persona = list[index]
                return persona && (
                  <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
                    <PersonaRow persona={persona} current={index === current} />
                  </li>
                )
              })}
            </ul>
          </div>
        )}
      </Answer>
      {enriching && <EnrichManyDialog filter={filters} onClose={() => setEnriching(false)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  )
}

function NoPersonas({ narrowed, operator, onClear }: { narrowed: boolean; operator: boolean; onClear(): void }) {
  return narrowed ? (
    <EmptyState icon={<UsersRound size={22} />} title="No persona matches" action={<Button onClick={onClear}>Clear the filters</Button>}>Try part of a name, or another archetype.</EmptyState>
  ) : (
    <EmptyState icon={<UsersRound size={22} />} title="Personas live here" action={operator && <Link to="/personas/generate" className={buttonClass('primary')}>Generate some</Link>}>
      A persona is who an agent is: name, voice, beliefs and daily rhythm. A pack of archetypes makes as many as you like, the same ones for the same seed.
    </EmptyState>
  )
}
