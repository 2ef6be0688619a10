/** What waits for a person's yes, oldest danger first: a list, and beside it the one that lies open with its exact words. */
import { approvalStateSchema, type Approval } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { APPROVALS, approvalsPath } from '../../data/acting-addresses.ts'
import { causeOf, pagesOf } from '../../data/api.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Beside } from '../../parts/Beside.tsx'
import { approvalWord } from '../../parts/engagement/acting-marks.tsx'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { NewPill } from '../../parts/NewPill.tsx'
import { OpenList } from '../../parts/OpenList.tsx'
import { Page } from '../../parts/Page.tsx'
import { useStillList } from '../../parts/use-still-list.ts'
import { isNarrowed, type ApprovalFilters } from './approval-filters.ts'
import { ApprovalFile } from './ApprovalFile.tsx'
import { APPROVAL_ROW_PX, ApprovalRow } from './ApprovalRow.tsx'
import { NoApprovals } from './NoApprovals.tsx'
import { NotifySwitch } from './NotifySwitch.tsx'

const NEWS = ['approvals'] as const
const DECIDED = approvalStateSchema.exclude(['waiting']).options.map((value) => ({ value, label: approvalWord(value) }))
const keyOf = ({ id }: Approval) => id

export function ApprovalsPage() {
  const filters = useSearch({ from: '/shell/approvals' })
  const { state, creatorId, approval: openId = null } = filters
  const navigate = useNavigate({ from: '/approvals' })
  const address = approvalsPath({ state: state ?? 'waiting', creatorId })
  const pages = useInfiniteQuery(pagesOf<Approval>(address))
  const fetched = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const list = useStillList(fetched, keyOf, address)
  useRefreshOnNews(NEWS, APPROVALS)

  const go = useCallback((next: ApprovalFilters, replace = true) => void navigate({ search: next, replace }), [navigate])
  const narrow = (patch: Partial<ApprovalFilters>) => go({ ...filters, ...patch, approval: undefined })
  const open = (item: Approval | null, stepped = false) => go({ ...filters, approval: item?.id }, stepped || item === null)
  const place = list.items.findIndex(({ id }) => id === openId)
  /** The next one that still waits takes the place of the one that was decided. */
  const goOn = () => {
    const waits = ({ id, state: one }: Approval) => id !== openId && one === 'waiting' && fetched.some((each) => each.id === id)
    open(list.items.slice(place + 1).find(waits) ?? list.items.slice(0, Math.max(0, place)).find(waits) ?? null, true)
    list.show()
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
        onBack={() => open(null)}
        list={
          <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="approvals">
            {() => list.items.length === 0 ? <NoApprovals narrowed={isNarrowed(filters)} onClear={() => go({})} /> : (
              <>
                <NewPill waiting={list.waiting} onShow={list.show} />
                <OpenList
                  label="Approvals" items={list.items} keyOf={keyOf} heightPx={APPROVAL_ROW_PX} openKey={openId} onOpen={open} onReading={list.onReading} more={more}
                  moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}
                >
                  {(approval, isOpen) => <ApprovalRow approval={approval} open={isOpen} onOpen={() => open(approval)} />}
                </OpenList>
              </>
            )}
          </Answer>
        }
        file={openId === null ? null : <ApprovalFile key={openId} id={openId} known={list.items[place]} onDecided={goOn} />}
        nothingOpen={!alone && <EmptyState icon={<ShieldCheck size={22} />} title="Open one to decide" action={list.items[0] && <Button onClick={() => open(list.items[0] ?? null)}>Open the first</Button>}>Its exact words, whom they go to and why it asks show here. j and k move, a approves, r rejects, e puts it otherwise.</EmptyState>}
      />
    </Page>
  )
}
