/** What waits for a person's yes, oldest danger first: a list, and beside it the one that lies open with its exact words. */
import { approvalStateSchema, type Approval, type ApprovalBulk } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Check, ShieldCheck, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { formatWhole } from '../../../design/number-format.ts'
import { APPROVALS, approvalsPath } from '../../data/acting-addresses.ts'
import { causeOf, pagesOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Beside } from '../../parts/Beside.tsx'
import { approvalWord } from '../../parts/engagement/acting-marks.tsx'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { NewPill } from '../../parts/NewPill.tsx'
import { OpenList } from '../../parts/OpenList.tsx'
import { Page } from '../../parts/Page.tsx'
import { useOpenNow } from '../../parts/use-open-now.ts'
import { useStillList } from '../../parts/use-still-list.ts'
import { isNarrowed, type ApprovalFilters } from './approval-filters.ts'
import { ApprovalFile } from './ApprovalFile.tsx'
import { APPROVAL_ROW_PX, ApprovalRow } from './ApprovalRow.tsx'
import { DecideMany } from './DecideMany.tsx'
import { NoApprovals } from './NoApprovals.tsx'
import { NotifySwitch } from './NotifySwitch.tsx'

const NEWS = ['approvals'] as const
const DECIDED = approvalStateSchema.exclude(['waiting']).options.map((value) => ({ value, label: approvalWord(value) }))
const keyOf = ({ id }: Approval) => id

export function ApprovalsPage() {
  const filters = useSearch({ from: '/shell/approvals' })
  const { state, creatorId, approval: openId = null } = filters
  const navigate = useNavigate({ from: '/approvals' })
  const openNow = useOpenNow('/approvals', 'approval')
  const address = approvalsPath({ state: state ?? 'waiting', creatorId })
  const pages = useInfiniteQuery(pagesOf<Approval>(address))
  const fetched = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const list = useStillList(fetched, keyOf, address)
  const reviewer = useMay('reviewer')
  /** As each was when it was chosen: a yes is for those words. */
  const [chosen, setChosen] = useState<ReadonlyMap<string, Approval>>(new Map())
  const [deciding, setDeciding] = useState<ApprovalBulk['verb'] | null>(null)
  useRefreshOnNews(NEWS, APPROVALS)

  const go = useCallback((next: ApprovalFilters, replace = true) => void navigate({ search: next, replace }), [navigate])
  const none = () => setChosen(new Map())
  const narrow = (patch: Partial<ApprovalFilters>) => {
    none()
    go({ ...filters, ...patch, approval: undefined })
  }
  const choose = (item: Approval) => setChosen((before) => {
    const next = new Map(before)
    if (!next.delete(item.id)) next.set(item.id, item)
    return next
  })
  const mayChoose = ({ state: one }: Approval) => reviewer && one === 'waiting'
  const ask = (verb: ApprovalBulk['verb']) => chosen.size > 0 && setDeciding(verb)
  const open = (item: Approval | null, stepped = false) => go({ ...filters, approval: item?.id }, stepped || item === null)
  const place = list.items.findIndex(({ id }) => id === openId)
  /** What is decided leaves the list, and the next one that still waits takes its place; whoever has opened another meanwhile stays there. */
  const goOn = (decided: readonly string[]) => {
    list.drop(decided)
    if (!decided.includes(openNow() ?? '')) return
    const waits = ({ id, state: one }: Approval) => !decided.includes(id) && one === 'waiting' && fetched.some((each) => each.id === id)
    open(list.items.slice(place + 1).find(waits) ?? list.items.slice(0, Math.max(0, place)).find(waits) ?? null, true)
  }
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const alone = pages.data !== undefined && list.items.length === 0
  return (
    <Page
      title="Approvals"
      fills
      actions={<NotifySwitch />}
      bar={
        <div className={`flex shrink-0 gap-2 overflow-x-auto px-4 pb-2 sm:px-6 ${openId === null ? '' : 'max-lg:hidden'}`}>
          <FacetMenu label="Waiting" none="Waiting" value={state} options={DECIDED} onPick={(value) => narrow({ state: value as ApprovalFilters['state'] })} />
          <CreatorMenu value={creatorId} onPick={(value) => narrow({ creatorId: value })} />
        </div>
      }
    >
      <Beside
        alone={alone}
        openKey={openId}
        onBack={() => open(null)}
        list={
          <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="approvals">
            {() => list.items.length === 0 ? <NoApprovals narrowed={isNarrowed(filters)} onClear={() => go({})} /> : (
              <>
                <NewPill waiting={list.waiting} onShow={list.show} />
                <OpenList
                  label="Approvals" items={list.items} keyOf={keyOf} heightPx={APPROVAL_ROW_PX} openKey={openId} onOpen={open} onReading={list.onReading} more={more}
                  moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}
                  keys={{
                    x: () => list.items[place] !== undefined && mayChoose(list.items[place]) && choose(list.items[place]),
                    A: () => ask('approve'),
                    R: () => ask('reject'),
                    Escape: () => (chosen.size > 0 ? none() : openId !== null && open(null)),
                  }}
                >
                  {(approval, isOpen) => <ApprovalRow approval={approval} open={isOpen} chosen={chosen.has(approval.id)} onChoose={mayChoose(approval) ? () => choose(approval) : null} onOpen={() => open(approval)} />}
                </OpenList>
                {chosen.size > 0 && (
                  <div role="toolbar" aria-label="With what is chosen" className="absolute inset-x-3 bottom-3 z-20 mx-auto flex max-w-fit flex-wrap items-center gap-2 rounded-large bg-raised py-2 pr-2 pl-4 shadow-float">
                    <span className="tabular font-semibold">{formatWhole(chosen.size)} chosen</span>
                    <Button size="small" title="Approve what is chosen (Shift A)" onClick={() => ask('approve')}><Check size={13} aria-hidden />Approve…</Button>
                    <Button size="small" title="Reject what is chosen (Shift R)" className="text-bad!" onClick={() => ask('reject')}><X size={13} aria-hidden />Reject…</Button>
                    <Button size="small" variant="quiet" aria-label="Choose none" title="Choose none (Esc)" onClick={none}><X size={14} aria-hidden /></Button>
                  </div>
                )}
              </>
            )}
          </Answer>
        }
        file={openId === null ? null : <ApprovalFile key={openId} id={openId} known={list.items[place]} onDecided={() => goOn([openId])} />}
        nothingOpen={!alone && <EmptyState icon={<ShieldCheck size={22} />} title="Open one to decide" action={list.items[0] && <Button onClick={() => open(list.items[0] ?? null)}>Open the first</Button>}>Its exact words, whom they go to and why it asks show here. j and k move, a approves, r rejects, e puts it otherwise; x chooses several, and Shift A or Shift R decides on them together.</EmptyState>}
      />
      {deciding !== null && (
        <DecideMany
          verb={deciding} chosen={[...chosen.values()]} onClose={() => setDeciding(null)}
          onDecided={(ids) => {
            setChosen((before) => new Map([...before].filter(([id]) => !ids.includes(id))))
            goOn(ids)
          }}
        />
      )}
    </Page>
  )
}
