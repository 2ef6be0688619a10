/** What the supervisor works towards, each with how far it is. */
import { goalSchema, type Goal } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Target } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { causeOf, pagesOf } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useMay } from '../../data/queries.ts'
import { goalsPath } from '../../data/rule-addresses.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { CURRENT_ROW, RowList } from '../../parts/RowList.tsx'
import { spanWords } from './goal-dates.ts'
import { GoalMark } from './GoalMarks.tsx'
import { GoalProgress } from './GoalProgress.tsx'
import { amountWords, STATE_WORDS } from './goal-words.ts'
import { NewGoalDialog } from './NewGoalDialog.tsx'

const ROW_PX = 64
/** What goals count comes in by events. */
const EVERY_MS = 10_000
const STATES = goalSchema.shape.state.options.map((value) => ({ value, label: STATE_WORDS[value] }))

const NEWS = ['goals'] as const

export function GoalsPage() {
  useRefreshOnNews(NEWS, '/api/goals')
  const { state, creatorId } = useSearch({ from: '/shell/goals' })
  const navigate = useNavigate({ from: '/goals' })
  const operator = useMay('operator')
  const creators = useCreators()
  const [making, setMaking] = useState(false)
  const pages = useInfiniteQuery(pagesOf<Goal>(goalsPath({ state, creatorId }), { everyMs: EVERY_MS }))
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const narrow = (patch: { state?: string | undefined; creatorId?: string | undefined }) => void navigate({ search: { state, creatorId, ...patch }, replace: true })
  const open = ({ id }: Goal) => void navigate({ to: '/goals/$goalId', params: { goalId: id } })
  const creatorOf = ({ creatorId: id }: Goal) => creators?.find((each) => each.id === id)
  return (
    <Page
      title="Goals" fills
      actions={operator && <Button size="small" variant="primary" onClick={() => setMaking(true)}><Plus size={14} aria-hidden />New goal</Button>}
      bar={<div className="flex shrink-0 gap-2 overflow-x-auto px-4 pb-2 sm:px-6"><FacetMenu label="State" value={state} options={STATES} onPick={(value) => narrow({ state: value })} /><CreatorMenu value={creatorId} onPick={(value) => narrow({ creatorId: value })} /></div>}
    >
      <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="goals">
        {() => items.length === 0 ? (
          state !== undefined || creatorId !== undefined
            ? <EmptyState icon={<Target size={22} />} title="Nothing matches" action={<Button onClick={() => narrow({ state: undefined, creatorId: undefined })}>Show all</Button>}>No goal is in this state, or of this creator.</EmptyState>
            : <EmptyState icon={<Target size={22} />} title="Set a goal, and have it planned" action={operator && <Button variant="primary" onClick={() => setMaking(true)}>Set a goal</Button>}>So many bookings by a day, or so much revenue. The supervisor plans the stages, you read and start them, and it keeps to the rules on the way.</EmptyState>
        ) : (
          <RowList label="Goals" items={items} keyOf={({ id }) => id} heightPx={ROW_PX} onOpen={open} more={more} moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}>
            {(goal, current) => (
              <button type="button" onClick={() => open(goal)} className={`flex h-full w-full items-center gap-4 border-b border-line px-4 text-left -outline-offset-2 hover:bg-sunken sm:px-6 ${current ? CURRENT_ROW : ''}`}>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{goal.title}</span>
                  <span className="block truncate text-12 text-ink-faint"><span className="tabular md:hidden">{amountWords(goal.metric, goal.current, creatorOf(goal)?.currency ?? 'USD')} of {amountWords(goal.metric, goal.target, creatorOf(goal)?.currency ?? 'USD')} · </span>{creatorOf(goal)?.name ?? ''} · {spanWords(goal)}</span>
                </span>
                <span className="w-56 shrink-0 max-md:hidden"><GoalProgress goal={goal} currency={creatorOf(goal)?.currency ?? 'USD'} small /></span>
                <GoalMark state={goal.state} className="w-28 shrink-0 text-13" />
              </button>
            )}
          </RowList>
        )}
      </Answer>
      {making && <NewGoalDialog creatorId={creatorId} onClose={() => setMaking(false)} />}
    </Page>
  )
}
