/** What waits to be sent, was sent, or was not: a table with facets, and beside it the action that lies open. */
import type { ActionPage, PlannedAction } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Ban, CalendarClock, RotateCcw, X } from 'lucide-react'
import { useCallback, useMemo, useRef, useState, type CSSProperties } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { formatWhole } from '../../../design/number-format.ts'
import { causeOf, pagesOf } from '../../data/api.ts'
import { ACTIONS, actionsPath } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { NewPill } from '../../parts/NewPill.tsx'
import { Page } from '../../parts/Page.tsx'
import { RowList } from '../../parts/RowList.tsx'
import { useStillList } from '../../parts/use-still-list.ts'
import { useWidth } from '../../parts/use-width.ts'
import { ActionPanel } from './ActionPanel.tsx'
import { isNarrowed, type QueueFilters } from './queue-filters.ts'
import { QueueFilterBar } from './QueueFilterBar.tsx'
import { QUEUE_ROW_PX, queueLayoutFor, QueueHead, QueueRow } from './QueueRow.tsx'
import { useQueueOrder } from './use-queue-order.tsx'

const NEWS = ['actions', 'approvals'] as const
const HEAD_PX = 36
const keyOf = ({ id }: PlannedAction) => id

export function QueuePage() {
  const { action: openId, ...query } = useSearch({ from: '/shell/queue' })
  const navigate = useNavigate({ from: '/queue' })
  const operator = useMay('operator')
  const address = actionsPath(query)
  const pages = useInfiniteQuery(pagesOf<PlannedAction, ActionPage>(address))
  const fetched = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const first = pages.data?.pages[0]
  const list = useStillList(fetched, keyOf, address)
  useRefreshOnNews(NEWS, ACTIONS)
  const frame = useRef<HTMLDivElement>(null)
  const layout = queueLayoutFor(useWidth(frame))

  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set())
  const lastChosen = useRef<string | null>(null)
  const none = useCallback(() => setChosenIds(new Set()), [])
  const order = useQueueOrder(none)
  const chosen = list.items.filter(({ id }) => chosenIds.has(id))
  const items = list.items
  const choose = useCallback((action: PlannedAction, range: boolean) => setChosenIds((before) => {
    const next = new Set(before)
    const from = items.findIndex(({ id }) => id === lastChosen.current)
    const to = items.findIndex(({ id }) => id === action.id)
    if (range && from >= 0) for (const { id } of items.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(id)
    else if (!next.delete(action.id)) next.add(action.id)
    lastChosen.current = action.id
    return next
  }), [items])
  const allChosen = items.length > 0 && items.every(({ id }) => chosenIds.has(id))

  const go = useCallback((next: QueueFilters) => void navigate({ search: next, replace: true }), [navigate])
  const narrow = (patch: Partial<QueueFilters>) => {
    none()
    go({ ...query, ...patch })
  }
  const open = useCallback(({ id }: PlannedAction) => void navigate({ search: (before) => ({ ...before, action: id }), replace: true }), [navigate])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const total = first === undefined ? null : Object.values(first.facets.state).reduce((sum, count) => sum + (count ?? 0), 0)
  return (
    <Page
      title="Queue" fills aside={total !== null && <span className="tabular text-ink-faint">{formatWhole(total)}</span>}
      bar={<div className={clsx(openId !== undefined && 'max-lg:hidden')}><QueueFilterBar filters={query} facets={first?.facets} onNarrow={narrow} onClear={() => narrow({ state: undefined, channel: undefined, creatorId: undefined, consumerId: undefined, agentId: undefined, dead: undefined })} /></div>}
    >
      <div className="flex min-h-0 flex-1">
        <div ref={frame} className={clsx('relative flex min-h-0 min-w-0 flex-1 flex-col', openId !== undefined && 'max-lg:hidden')} style={{ '--box': operator ? '1.25rem' : '0rem' } as CSSProperties}>
          <Answer query={{ data: first, error: pages.error, refetch: pages.refetch }} what="the queue">
            {() => items.length === 0 ? <NothingQueued narrowed={isNarrowed(query)} onClear={() => go({})} /> : (
              <>
                <NewPill waiting={list.waiting} onShow={list.show} />
                <RowList
                  label="Actions" items={items} keyOf={keyOf} heightPx={QUEUE_ROW_PX[layout]} headPx={layout === 'card' ? 0 : HEAD_PX}
                  head={<QueueHead layout={layout} allChosen={allChosen} onChooseAll={operator ? () => setChosenIds(allChosen ? new Set() : new Set(items.map(keyOf))) : null} />}
                  onOpen={open} onReading={list.onReading} more={more} moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}
                  onEscape={() => (chosenIds.size > 0 ? none() : go(query))}
                  keys={(current) => ({ x: () => operator && current !== undefined && choose(current, false) })}
                >
                  {(action, current) => <QueueRow action={action} layout={layout} current={current || action.id === openId} chosen={chosenIds.has(action.id)} onChoose={operator ? choose : null} onOpen={open} />}
                </RowList>
              </>
            )}
          </Answer>
          {operator && chosen.length > 0 && (
            <div role="toolbar" aria-label="With what is chosen" className="absolute inset-x-3 bottom-3 z-20 mx-auto flex max-w-fit flex-wrap items-center gap-2 rounded-large bg-raised py-2 pr-2 pl-4 shadow-float">
              <span className="tabular font-semibold">{formatWhole(chosen.length)} chosen</span>
              <Button size="small" onClick={() => order.ask('cancel', chosen)}><Ban size={13} aria-hidden />Cancel…</Button>
              <Button size="small" onClick={() => order.ask('replay', chosen)}><RotateCcw size={13} aria-hidden />Replay…</Button>
              <Button size="small" variant="quiet" aria-label="Choose none" title="Choose none (Esc)" onClick={none}><X size={14} aria-hidden /></Button>
            </div>
          )}
        </div>
        {openId !== undefined && <ActionPanel key={openId} id={openId} onClose={() => go(query)} onAct={(verb, action) => order.ask(verb, [action])} />}
      </div>
      {order.dialog}
    </Page>
  )
}

function NothingQueued({ narrowed, onClear }: { narrowed: boolean; onClear(): void }) {
  return narrowed
    ? <EmptyState icon={<CalendarClock size={22} />} title="No action matches" action={<Button onClick={onClear}>Clear the filters</Button>}>Another state, channel or lead may have some.</EmptyState>
    : <EmptyState icon={<CalendarClock size={22} />} title="Nothing is planned yet" action={<Link to="/agents" className={buttonClass('primary')}>Go to agents</Link>}>When an event wakes an agent, what it wants to say stands here: until its time, through the gate, and with what the vendor says of it.</EmptyState>
}
