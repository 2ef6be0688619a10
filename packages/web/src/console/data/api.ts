/**
 * The console's way to the API. An address is also the key under which its answer is cached, so that what a change
 * makes stale can be named by the beginning of an address: `refresh('/api/agents')`.
 */
import type { Me, Page } from '@troupe/contract'
import { infiniteQueryOptions, queryOptions, type InfiniteData, type Query } from '@tanstack/react-query'
import type { ApiPath } from '../../api/path.ts'
import { ApiError, request, type Method } from '../../api/request.ts'
import { queryClient } from './query-client.ts'
import { endSession, rememberSession, sessionHeaders } from './session.ts'

export const ME: ApiPath<Me> = '/api/auth/me'

export async function read<Answer>(from: ApiPath<Answer>, signal?: AbortSignal): Promise<Answer> {
  try {
    const answer = await request('GET', from, { headers: sessionHeaders(), ...(signal === undefined ? {} : { signal }) })
    if (from === ME) rememberSession(answer as Me)
    return answer
  } catch (error) {
    // Asking who one is may well be answered by nobody: the router sees to that itself.
    if (error instanceof ApiError && error.status === 401 && from !== ME) endSession()
    throw error
  }
}

/** A change. A stale CSRF token is fetched anew once: another tab may have signed in again. */
export async function send<Answer>(method: Exclude<Method, 'GET'>, to: ApiPath<Answer>, body?: unknown): Promise<Answer> {
  const attempt = () => request(method, to, { headers: sessionHeaders(), ...(body === undefined ? {} : { body }) })
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.status === 401 && !to.startsWith('/api/auth/')) endSession()
    if (error.problem?.type !== '/problems/csrf') throw error
    await read(ME)
    return attempt()
  }
}

export function answerOf<Answer>(from: ApiPath<Answer>, options: { everyMs?: number; freshMs?: number } = {}) {
  return queryOptions({
    queryKey: [from] as const,
    queryFn: ({ signal }) => read(from, signal),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    ...(options.freshMs === undefined ? {} : { staleTime: options.freshMs }),
  })
}

/** All pages of a list, from the first; `first` is its address without a cursor. */
export function pagesOf<Item, Answer extends Page<Item> = Page<Item>>(first: ApiPath<Answer>, options: { everyMs?: number } = {}) {
  return infiniteQueryOptions<Answer, Error, InfiniteData<Answer>, readonly [string, 'pages'], string | null>({
    queryKey: [first, 'pages'] as const,
    queryFn: ({ pageParam, signal }) => read<Answer>(withCursor(first, pageParam), signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  })
}

export function withCursor<Answer>(first: ApiPath<Answer>, cursor: string | null): ApiPath<Answer> {
  return cursor === null ? first : `${first}${first.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
}

/** Marks every answer stale whose address begins with one of these; what is on the page is fetched again. */
export async function refresh(...beginnings: string[]): Promise<void> {
  const meant = ({ queryKey: [address] }: Query) => typeof address === 'string' && beginnings.some((beginning) => address.startsWith(beginning))
  // A first answer that is on its way is older than what is told here, and would count as fresh.
  await queryClient.cancelQueries({ predicate: (query) => query.state.data === undefined && query.state.fetchStatus === 'fetching' && meant(query) })
  await queryClient.invalidateQueries({ predicate: meant })
}

export function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something unexpected happened.'
}
