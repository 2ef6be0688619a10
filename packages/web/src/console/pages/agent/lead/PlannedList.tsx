/** What an agent of leads has planned and what became of it, newest first, each one click from its place in the queue. */
import type { ActionPage, Agent, PlannedAction } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Send } from 'lucide-react'
import { Button, buttonClass } from '../../../../design/Button.tsx'
import { EmptyState } from '../../../../design/EmptyState.tsx'
import { pagesOf } from '../../../data/api.ts'
import { ACTIONS, actionsPath } from '../../../data/engagement-addresses.ts'
import { useRefreshOnNews } from '../../../live/engagement-news.ts'
import { ActionMark } from '../../../parts/engagement/acting-marks.tsx'
import { nameOr } from '../../../parts/engagement/lead-name.ts'
import { firstWords } from '../../../parts/engagement/LeadWords.tsx'
import { ChannelMark } from '../../../parts/engagement/marks.tsx'
import { Answer } from '../../../parts/ListStates.tsx'
import { SendTime } from '../../queue/SendTime.tsx'

const NEWS = ['actions'] as const
const PAGE = 30

export function PlannedList({ agent }: { agent: Agent }) {
  const pages = useInfiniteQuery(pagesOf<PlannedAction, ActionPage>(actionsPath({ agentId: agent.id }, PAGE)))
  const items = pages.data?.pages.flatMap((page) => page.items)
  useRefreshOnNews(NEWS, ACTIONS)
  return (
    <Answer query={{ data: items, error: pages.error, refetch: pages.refetch }} what="its messages">
      {(list) => list.length === 0 ? (
        <EmptyState icon={<Send size={22} />} title="It has planned nothing yet" action={<Link to="/agents/$agentId" params={{ agentId: agent.id }} search={{ tab: 'test' }} className={buttonClass('primary')}>Try it out</Link>}>What it plans waits in the queue until its time, and passes the rules before it goes out.</EmptyState>
      ) : (
        <>
          <ul className="-mx-2">
            {list.map((action) => (
              <li key={action.id}>
                <Link to="/queue" search={{ action: action.id }} preload={false} className="flex min-h-11 items-center gap-3 border-b border-line px-2 py-1.5 -outline-offset-2 hover:bg-sunken">
                  <ChannelMark channel={action.channel} bare />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{nameOr(action.consumerName, action.consumerId)}</span>
                    <span className="block truncate text-12 text-ink-soft">{firstWords(action.content)}</span>
                  </span>
                  <ActionMark state={action.state} dead={action.dead} className="shrink-0 text-13" />
                  <span className="tabular w-12 shrink-0 text-right text-12 text-ink-faint"><SendTime action={action} /></span>
                </Link>
              </li>
            ))}
          </ul>
          <div className="mt-3 flex gap-2">
            {pages.hasNextPage && <Button size="small" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{pages.isFetchingNextPage ? 'Loading…' : 'Earlier ones'}</Button>}
            <Link to="/queue" search={{ agentId: agent.id }} className={buttonClass('quiet', 'small')}>All of them in the queue</Link>
          </div>
        </>
      )}
    </Answer>
  )
}
