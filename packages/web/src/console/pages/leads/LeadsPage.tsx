import type { Consumer, ConsumerPage } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileUp, Plus } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { formatWhole } from '../../../design/number-format.ts'
import { causeOf, pagesOf } from '../../data/api.ts'
import { leadsPath } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { RenewPill } from '../../parts/RenewPill.tsx'
import { RowList } from '../../parts/RowList.tsx'
import { useWidth } from '../../parts/use-width.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { LeadFilterBar } from './LeadFilterBar.tsx'
import { isNarrowed, type LeadFilters } from './lead-filters.ts'
import { LeadHead, LeadRow } from './LeadRow.tsx'
import { layoutFor, LEAD_HEAD_PX, LEAD_ROW_PX } from './lead-layout.ts'
import { NewLeadDialog } from './NewLeadDialog.tsx'
import { NoLeads } from './NoLeads.tsx'
import { useQuietRenewal } from './use-quiet-renewal.ts'

/** What moves a lead in its list. */
const NEWS = ['events', 'conversations'] as const

export function LeadsPage() {
  const filters = useSearch({ from: '/shell/leads' })
  const navigate = useNavigate({ from: '/leads' })
  const operator = useMay('operator')
  const [opened, setOpened] = useState<'new' | 'import' | null>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const layout = layoutFor(useWidth(frame))
  const pages = useInfiniteQuery(pagesOf<Consumer, ConsumerPage>(leadsPath(filters)))
  const leads = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const first = pages.data?.pages[0]
  const renewal = useQuietRenewal(leadsPath(filters), NEWS)
  const go = useCallback((next: LeadFilters) => void navigate({ search: next, replace: true }), [navigate])
  const narrow = useCallback((patch: Partial<LeadFilters>) => go({ ...filters, ...patch }), [filters, go])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <Page
      title="Leads"
      fills
      aside={first !== undefined && <span className="tabular text-ink-faint">{formatWhole(first.total)}</span>}
      actions={operator && (
        <>
          <Button size="small" onClick={() => setOpened('import')}><FileUp size={14} aria-hidden />Import</Button>
          <Button size="small" variant="primary" onClick={() => setOpened('new')}><Plus size={14} aria-hidden />New lead</Button>
        </>
      )}
      bar={<LeadFilterBar filters={filters} facets={first?.facets} tags={tagsOf(leads)} box={searchBox} onNarrow={narrow} onClear={() => go(filters.order === undefined ? {} : { order: filters.order })} />}
    >
      <div ref={frame} className="relative flex min-h-0 flex-1 flex-col">
        <Answer query={{ data: first, error: pages.error, refetch: pages.refetch }} what="leads">
          {(page) => page.items.length === 0 ? <NoLeads narrowed={isNarrowed(filters)} operator={operator} onClear={() => go({})} onImport={() => setOpened('import')} /> : (
            <>
              <RenewPill
                shown={renewal.waiting}
                onRenew={() => {
                  renewal.renew()
                  scroller.current?.scrollTo({ top: 0 })
                }}
              />
              <RowList
                label="Leads"
                items={leads}
                keyOf={({ id }) => id}
                heightPx={LEAD_ROW_PX[layout]}
                head={<LeadHead layout={layout} creatorShown={filters.creatorId === undefined} order={filters.order} />}
                headPx={layout === 'card' ? 0 : LEAD_HEAD_PX}
                onOpen={({ id }) => void navigate({ to: '/leads/$leadId', params: { leadId: id } })}
                onReading={renewal.onReading}
                more={more}
                moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}
                searchBox={searchBox}
                scroller={scroller}
              >
                {(lead, current) => <LeadRow lead={lead} layout={layout} current={current} creatorShown={filters.creatorId === undefined} onTag={(tag) => narrow({ tag })} />}
              </RowList>
            </>
          )}
        </Answer>
      </div>
      {opened === 'new' && <NewLeadDialog creatorId={filters.creatorId} onClose={() => setOpened(null)} />}
      {opened === 'import' && <ImportDialog creatorId={filters.creatorId} onClose={() => setOpened(null)} />}
    </Page>
  )
}

/** Of the leads that are here, the commonest tags first. */
function tagsOf(leads: readonly Consumer[]): string[] {
  const counts = new Map<string, number>()
  for (const { tags } of leads) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one).map(([tag]) => tag)
}
