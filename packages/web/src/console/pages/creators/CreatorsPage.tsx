import type { Creator } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Store } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { pagesOf } from '../../data/api.ts'
import { creatorsPath } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { RowList } from '../../parts/RowList.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { useNarrow } from '../../parts/use-narrow.ts'
import { isUnderWay } from '../creator/use-job.ts'
import { CreatorRow } from './CreatorRow.tsx'
import { OnboardDialog } from './OnboardDialog.tsx'

const ROW_PX = 60
const CARD_PX = 84
/** While somebody is being taken in, and otherwise. */
const MOVING_EVERY_MS = 1_500
const EVERY_MS = 15_000

export function CreatorsPage() {
  const filters = useSearch({ from: '/shell/creators' })
  const navigate = useNavigate({ from: '/creators' })
  const operator = useMay('operator')
  const narrow = useNarrow()
  const searchBox = useRef<HTMLInputElement>(null)
  const pages = useInfiniteQuery({
    ...pagesOf<Creator>(creatorsPath({ query: filters.query })),
    refetchInterval: ({ state }) => state.data?.pages.some(({ items }) => items.some(({ job }) => job !== null && isUnderWay(job))) === true ? MOVING_EVERY_MS : EVERY_MS,
  })
  const creators = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const onboard = (username: string | undefined) => void navigate({ search: { ...filters, onboard: username }, replace: true })
  return (
    <Page
      title="Creators"
      fills
      actions={operator && <Button size="small" variant="primary" onClick={() => onboard('-')}><Plus size={14} aria-hidden />Onboard a creator</Button>}
      bar={(creators.length > 0 || filters.query !== undefined) && (
        <div className="flex shrink-0 px-4 pb-2 sm:px-6">
          <SearchBox label="Search by name" value={filters.query ?? ''} onValue={(query) => void navigate({ search: { query: query === '' ? undefined : query }, replace: true })} box={searchBox} className="w-full sm:w-64" />
        </div>
      )}
    >
      <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="creators">
        {() => creators.length > 0 ? (
          <RowList
            label="Creators"
            items={creators}
            keyOf={({ id }) => id}
            heightPx={narrow ? CARD_PX : ROW_PX}
            onOpen={({ id }) => void navigate({ to: '/creators/$creatorId', params: { creatorId: id } })}
            more={more}
            searchBox={searchBox}
          >
            {(creator, current) => <CreatorRow creator={creator} current={current} narrow={narrow} />}
          </RowList>
        ) : filters.query !== undefined ? (
          <EmptyState icon={<Store size={22} />} title="No creator is called that" action={<Button onClick={() => void navigate({ search: {}, replace: true })}>Show all</Button>} />
        ) : (
          <EmptyState icon={<Store size={22} />} title="Creators live here" action={operator && <Button variant="primary" onClick={() => onboard('-')}>Onboard a creator</Button>}>
            Those who sell, each with a sales profile that agents speak from, products, and leads of their own. {operator ? 'Give a username: the profile is fetched and written for you.' : 'An operator takes them in by their username.'}
          </EmptyState>
        )}
      </Answer>
      {filters.onboard !== undefined && operator && <OnboardDialog username={filters.onboard === '-' ? '' : filters.onboard} onClose={() => onboard(undefined)} />}
    </Page>
  )
}
