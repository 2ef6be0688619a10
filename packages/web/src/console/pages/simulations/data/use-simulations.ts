/** All runs of this server, newest first. The tree needs each of them and filters look through all, so every page is read. */
import type { Simulation } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { pagesOf } from '../../../data/api.ts'
import { simulationsPath } from './simulation-addresses.ts'
import { isMoving } from './simulation-words.ts'

const MOVING_EVERY_MS = 1_500
const RESTING_EVERY_MS = 15_000
/** 2,000 runs; those who keep more find the older ones on the command line. */
const PAGES_MOST = 20

export interface Simulations {
  data: readonly Simulation[] | undefined
  error: Error | null
  refetch(): unknown
  cut: boolean
}

export function useSimulations(): Simulations {
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    ...pagesOf(simulationsPath),
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isMoving)) ? MOVING_EVERY_MS : RESTING_EVERY_MS),
  })
  const pages = data?.pages.length ?? 0
  const more = hasNextPage && !isFetching && pages < PAGES_MOST
  useEffect(() => {
    if (more) void fetchNextPage()
  }, [more, fetchNextPage])
  const runs = useMemo(() => data?.pages.flatMap(({ items }) => items), [data])
  return { data: runs, error, refetch, cut: hasNextPage && pages >= PAGES_MOST }
}
