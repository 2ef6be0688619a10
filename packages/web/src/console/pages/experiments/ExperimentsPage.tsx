import { experimentSchema, type Experiment } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Split } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { experimentsPath } from '../../data/acting-addresses.ts'
import { causeOf, pagesOf } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useMay } from '../../data/queries.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { CURRENT_ROW, RowList } from '../../parts/RowList.tsx'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { ExperimentMark } from './ExperimentMark.tsx'
import { STATE_WORDS } from './experiment-words.ts'
import { NewExperimentDialog } from './NewExperimentDialog.tsx'

const ROW_PX = 56
const STATES = experimentSchema.shape.state.options.map((value) => ({ value, label: STATE_WORDS[value] }))

const NEWS = ['experiments'] as const

export function ExperimentsPage() {
  useRefreshOnNews(NEWS, '/api/experiments')
  const { state, creatorId } = useSearch({ from: '/shell/experiments' })
  const navigate = useNavigate({ from: '/experiments' })
  const operator = useMay('operator')
  const creators = useCreators()
  const [making, setMaking] = useState(false)
  const pages = useInfiniteQuery(pagesOf<Experiment>(experimentsPath({ state, creatorId })))
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const narrow = (patch: { state?: string | undefined; creatorId?: string | undefined }) => void navigate({ search: { state, creatorId, ...patch }, replace: true })
  const open = ({ id }: Experiment) => void navigate({ to: '/experiments/$experimentId', params: { experimentId: id } })
  const narrowed = state !== undefined || creatorId !== undefined
  return (
    <Page
      title="Experiments" fills
      actions={operator && <Button size="small" variant="primary" onClick={() => setMaking(true)}><Plus size={14} aria-hidden />New experiment</Button>}
      bar={<div className="flex shrink-0 gap-2 overflow-x-auto px-4 pb-2 sm:px-6"><FacetMenu label="State" value={state} options={STATES} onPick={(value) => narrow({ state: value })} /><CreatorMenu value={creatorId} onPick={(value) => narrow({ creatorId: value })} /></div>}
    >
      <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="experiments">
        {() => items.length === 0 ? (
          narrowed ? <EmptyState icon={<Split size={22} />} title="Nothing matches" action={<Button onClick={() => narrow({ state: undefined, creatorId: undefined })}>Show all</Button>}>No experiment is in this state, or of this creator.</EmptyState>
            : <EmptyState icon={<Split size={22} />} title="Try words on leads" action={operator && <Button variant="primary" onClick={() => setMaking(true)}>Write an experiment</Button>}>Leads fall by chance into ways of saying something, and some hear nothing. What more of them buy than those who hear nothing is what the messages did.</EmptyState>
        ) : (
          <RowList label="Experiments" items={items} keyOf={({ id }) => id} heightPx={ROW_PX} onOpen={open} more={more} moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}>
            {(experiment, current) => (
              <button type="button" onClick={() => open(experiment)} className={`flex h-full w-full items-center gap-4 border-b border-line px-4 text-left -outline-offset-2 hover:bg-sunken sm:px-6 ${current ? CURRENT_ROW : ''}`}>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{experiment.name}</span>
                  <span className="block truncate text-12 text-ink-faint">{experiment.arms.map(({ key }) => key).join(', ')}{experiment.holdout > 0 && ', and some who hear nothing'} · {experiment.goal} within {experiment.windowDays} days{experiment.creatorId !== null && ` · ${creators?.find(({ id }) => id === experiment.creatorId)?.name ?? ''}`}</span>
                </span>
                <ExperimentMark state={experiment.state} className="shrink-0 text-13" />
                <span className="tabular w-14 shrink-0 text-right text-12 whitespace-nowrap text-ink-faint"><RelativeTime instant={experiment.endedAt ?? experiment.startedAt ?? experiment.createdAt} /></span>
              </button>
            )}
          </RowList>
        )}
      </Answer>
      {making && <NewExperimentDialog onClose={() => setMaking(false)} />}
    </Page>
  )
}
