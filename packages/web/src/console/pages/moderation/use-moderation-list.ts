/** The list of the tab that is open, as entries. */
import type { HiddenItem, ReportCase, ReportCasePage, SuspendedProfile } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { hiddenPath, reportsPath, suspendedPath } from '../../data/addresses.ts'
import { causeOf, pagesOf } from '../../data/api.ts'
import { entryOfCase, entryOfHidden, entryOfSuspended, type Entry } from './entries.ts'
import type { ModerationFilters, ModerationTab } from './moderation-filters.ts'

/** New reports show within this time. */
const EVERY_MS = 5_000

export interface ModerationList {
  readonly entries: readonly Entry[] | undefined
  readonly error: Error | null
  readonly more: (() => void) | null
  readonly moreFailed: string | null
  refetch(): unknown
}

export function useModerationList({ tab: picked, state, sort, kind, by, query }: ModerationFilters): ModerationList {
  const tab: ModerationTab = picked ?? 'reports'
  const reports = useInfiniteQuery({ ...pagesOf<ReportCase, ReportCasePage>(reportsPath({ state, sort, kind, by, query }), { everyMs: EVERY_MS }), enabled: tab === 'reports' })
  const hidden = useInfiniteQuery({ ...pagesOf<HiddenItem>(hiddenPath({ kind, query }), { everyMs: EVERY_MS }), enabled: tab === 'hidden' })
  const suspended = useInfiniteQuery({ ...pagesOf<SuspendedProfile>(suspendedPath({ query }), { everyMs: EVERY_MS }), enabled: tab === 'suspended' })
  const pages = tab === 'reports' ? reports : tab === 'hidden' ? hidden : suspended
  const entries = useMemo(() => {
    if (tab === 'hidden') return hidden.data?.pages.flatMap(({ items }) => items.map(entryOfHidden))
    if (tab === 'suspended') return suspended.data?.pages.flatMap(({ items }) => items.map(entryOfSuspended))
    return reports.data?.pages.flatMap(({ items }) => items.map(entryOfCase))
  }, [tab, reports.data, hidden.data, suspended.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage, error, refetch, isFetchNextPageError } = pages
  const more = useMemo(() => (hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null), [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { entries, error, more, moreFailed: isFetchNextPageError && error !== null ? causeOf(error) : null, refetch }
}
