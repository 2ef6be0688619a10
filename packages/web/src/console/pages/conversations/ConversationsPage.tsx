/** Threads with leads: a list with those that wait for a person marked, and beside it the thread that lies open. */
import { conversationStateSchema, type Conversation } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { CONVERSATIONS, conversationsPath } from '../../data/acting-addresses.ts'
import { causeOf, pagesOf } from '../../data/api.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Beside } from '../../parts/Beside.tsx'
import { conversationWord } from '../../parts/engagement/acting-marks.tsx'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { NewPill } from '../../parts/NewPill.tsx'
import { OpenList } from '../../parts/OpenList.tsx'
import { Page } from '../../parts/Page.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { useStillList } from '../../parts/use-still-list.ts'
import { isNarrowed, type ConversationFilters } from './conversation-filters.ts'
import { CONVERSATION_ROW_PX, ConversationRow } from './ConversationRow.tsx'
import { Thread } from './Thread.tsx'

const NEWS = ['conversations'] as const
const STATES = conversationStateSchema.options.map((value) => ({ value, label: conversationWord(value) }))
const keyOf = ({ id }: Conversation) => id

export function ConversationsPage() {
  const filters = useSearch({ from: '/shell/conversations' })
  const { state, creatorId, query = '', thread: openId = null } = filters
  const navigate = useNavigate({ from: '/conversations' })
  const address = conversationsPath({ state, creatorId, query })
  const pages = useInfiniteQuery(pagesOf<Conversation>(address))
  const fetched = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const list = useStillList(fetched, keyOf, address)
  const searchBox = useRef<HTMLInputElement>(null)
  useRefreshOnNews(NEWS, CONVERSATIONS)
  const go = useCallback((next: ConversationFilters, replace = true) => void navigate({ search: next, replace }), [navigate])
  const narrow = (patch: Partial<ConversationFilters>) => go({ ...filters, ...patch, thread: undefined })
  const open = (item: Conversation | null, stepped = false) => go({ ...filters, thread: item?.id }, stepped || item === null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const alone = pages.data !== undefined && list.items.length === 0
  return (
    <Page
      title="Conversations"
      fills
      bar={
        <div className={`flex shrink-0 flex-wrap gap-2 px-4 pb-2 sm:px-6 ${openId === null ? '' : 'max-lg:hidden'}`}>
          <SearchBox label="Search names and words" value={query} onValue={(value) => narrow({ query: value === '' ? undefined : value })} box={searchBox} className="w-64 max-sm:w-full" />
          <FacetMenu label="State" value={state} options={STATES} onPick={(value) => narrow({ state: value as ConversationFilters['state'] })} />
          <CreatorMenu value={creatorId} onPick={(value) => narrow({ creatorId: value })} />
        </div>
      }
    >
      <Beside
        alone={alone} openKey={openId} fileFills onBack={() => open(null)}
        list={
          <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="conversations">
            {() => list.items.length === 0 ? <NoConversations narrowed={isNarrowed(filters)} onClear={() => go({})} /> : (
              <>
                <NewPill waiting={list.waiting} onShow={list.show} />
                <OpenList
                  label="Conversations" items={list.items} keyOf={keyOf} heightPx={CONVERSATION_ROW_PX} openKey={openId} onOpen={open} onReading={list.onReading} more={more}
                  moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null} keys={{ '/': () => searchBox.current?.focus() }}
                >
                  {(conversation, isOpen) => <ConversationRow conversation={conversation} open={isOpen} onOpen={() => open(conversation)} />}
                </OpenList>
              </>
            )}
          </Answer>
        }
        file={openId === null ? null : <Thread key={openId} id={openId} />}
        nothingOpen={!alone && <EmptyState icon={<MessagesSquare size={22} />} title="Open one to read it" action={list.items[0] && <Button onClick={() => open(list.items[0] ?? null)}>Open the newest</Button>}>All that was said by either side shows here, and what was held back. j and k move, r answers.</EmptyState>}
      />
    </Page>
  )
}

function NoConversations({ narrowed, onClear }: { narrowed: boolean; onClear(): void }) {
  return narrowed
    ? <EmptyState icon={<MessagesSquare size={22} />} title="Nothing matches" action={<Button onClick={onClear}>Clear the filters</Button>}>Another state, or other words, may find some.</EmptyState>
    : <EmptyState icon={<MessagesSquare size={22} />} title="Nobody has written yet" action={<Link to="/inbox" className={buttonClass('primary')}>Answer as a lead, to try it</Link>}>When a lead answers, a thread opens here. An agent goes on with it, or asks for you.</EmptyState>
}
