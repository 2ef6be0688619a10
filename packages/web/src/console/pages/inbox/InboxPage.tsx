/** What the console channel carried, in both directions: messages that left no machine. */
import type { Message } from '@troupe/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { inboxPath, MESSAGES } from '../../data/acting-addresses.ts'
import { answerOf, causeOf, pagesOf } from '../../data/api.ts'
import { leadPath } from '../../data/engagement-addresses.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Beside } from '../../parts/Beside.tsx'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { FilterChip } from '../../parts/FilterChip.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { NewPill } from '../../parts/NewPill.tsx'
import { OpenList } from '../../parts/OpenList.tsx'
import { Page } from '../../parts/Page.tsx'
import { useStillList } from '../../parts/use-still-list.ts'
import { isNarrowed, type InboxFilters } from './inbox-filters.ts'
import { InboxFile } from './InboxFile.tsx'
import { INBOX_ROW_PX, InboxRow } from './InboxRow.tsx'

const NEWS = ['conversations', 'actions'] as const
const keyOf = ({ id }: Message) => id

export function InboxPage() {
  const filters = useSearch({ from: '/shell/inbox' })
  const { message: openId = null, ...query } = filters
  const navigate = useNavigate({ from: '/inbox' })
  const address = inboxPath(query)
  const pages = useInfiniteQuery(pagesOf<Message>(address))
  const fetched = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const list = useStillList(fetched, keyOf, address)
  const lead = useQuery({ ...answerOf(leadPath(query.consumerId ?? ''), { freshMs: 60_000 }), enabled: query.consumerId !== undefined }).data
  useRefreshOnNews(NEWS, MESSAGES)
  const go = useCallback((next: InboxFilters, replace = true) => void navigate({ search: next, replace }), [navigate])
  const narrow = (patch: Partial<InboxFilters>) => go({ ...query, ...patch })
  const open = (item: Message | null, stepped = false) => go({ ...query, message: item?.id }, stepped || item === null)
  const opened = list.items.find(({ id }) => id === openId)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const alone = pages.data !== undefined && list.items.length === 0
  return (
    <Page
      title="Inbox"
      fills
      bar={
        <div className={`flex shrink-0 gap-2 overflow-x-auto px-4 pb-2 sm:px-6 ${opened === undefined ? '' : 'max-lg:hidden'}`}>
          <FacetMenu label="All" none="All" value={query.unread} options={[{ value: 'true', label: 'Unread' }]} onPick={(value) => narrow({ unread: value as 'true' | undefined })} />
          <CreatorMenu value={query.creatorId} onPick={(creatorId) => narrow({ creatorId })} />
          {query.consumerId !== undefined && <FilterChip label={lead === undefined ? 'One lead' : leadName(lead)} onClear={() => narrow({ consumerId: undefined })} />}
        </div>
      }
    >
      <Beside
        alone={alone}
        openKey={openId}
        onBack={() => open(null)}
        list={
          <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="messages">
            {() => list.items.length === 0 ? <NoMessages narrowed={isNarrowed(query)} onClear={() => go({})} /> : (
              <>
                <NewPill waiting={list.waiting} onShow={list.show} />
                <OpenList
                  label="Messages" items={list.items} keyOf={keyOf} heightPx={INBOX_ROW_PX} openKey={openId} onOpen={open} onReading={list.onReading} more={more} moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}
                >
                  {(message, isOpen) => <InboxRow message={message} open={isOpen} onOpen={() => open(message)} />}
                </OpenList>
              </>
            )}
          </Answer>
        }
        file={opened === undefined ? null : <InboxFile key={opened.id} message={opened} />}
        nothingOpen={!alone && <EmptyState icon={<Inbox size={22} />} title="Open one to read it">What is sent by channels that have no vendor yet lands here, and leaves no machine. You can answer as the lead, to see what the agents do.</EmptyState>}
      />
    </Page>
  )
}

function NoMessages({ narrowed, onClear }: { narrowed: boolean; onClear(): void }) {
  return narrowed
    ? <EmptyState icon={<Inbox size={22} />} title="Nothing matches" action={<Button onClick={onClear}>Show all</Button>}>All of it is read, or none went to this lead.</EmptyState>
    : <EmptyState icon={<Inbox size={22} />} title="Nothing has been said yet" action={<Link to="/queue" className={buttonClass('primary')}>See what is planned</Link>}>Until a vendor is set up, what agents say to leads is carried here and leaves no machine.</EmptyState>
}
