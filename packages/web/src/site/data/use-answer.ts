import type { Page } from '@troupe/contract'
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { ApiPath } from '../../api/path.ts'
import { useSite } from '../site-context.ts'
import type { Answer, AnswerStore } from './answer-store.ts'

/** The answer of one address; asks for it when nobody has. `null` asks nothing. */
export function useAnswer<Value>(path: ApiPath<Value> | null): Answer<Value> & { retry: () => void } {
  const { store } = useSite()
  const peek = () => (path === null ? null : store.peek(path))
  const answer = useSyncExternalStore(store.subscribe, peek, peek)
  const absent = path !== null && !store.has(path)
  useEffect(() => {
    if (absent && path !== null) void store.load(path)
  }, [store, path, absent])
  const retry = useCallback(() => path !== null && store.retry(path), [store, path])
  return useMemo(() => ({ ...(answer ?? { state: 'loading' as const }), retry: () => void retry() }), [answer, retry])
}

export type EndlessState =
  | { state: 'loading' }
  | { state: 'more' }
  | { state: 'end' }
  | { state: 'failed'; status: number; cause: string }

export interface Endless<Item> {
  items: readonly Item[]
  /** Of the last page asked for. */
  tail: EndlessState
  loadMore: () => void
  retry: () => void
}

/** A list that grows page by page. What was loaded stays loaded, so that "back" finds it as it was left. */
export function useEndless<Item extends { id: string }>(
  pathFor: (cursor: string | null) => ApiPath<Page<Item>>,
  asked = true,
): Endless<Item> {
  const { store } = useSite()
  const first = pathFor(null)
  const version = useSyncExternalStore(store.subscribe, store.version, store.version)

  const absent = asked && !store.has(first)
  useEffect(() => {
    if (absent) void store.load(first)
  }, [store, first, absent])

  const { items, tail, last, nextCursor } = useMemo(
    () => readChain<Item>(store, first),
    // `version` is the store's way to say that any page of the chain may have changed.
    // oxlint-disable-next-line react/exhaustive-deps
    [store, first, version],
  )

  return {
    items,
    tail,
    loadMore: () => {
      if (nextCursor !== null) store.extend(first, pathFor(nextCursor))
    },
    retry: () => store.retry(last),
  }
}

function readChain<Item extends { id: string }>(store: AnswerStore, first: ApiPath<Page<Item>>) {
  const chain = store.chain(first)
  const seen = new Map<string, Item>()
  let tail: EndlessState = { state: 'loading' }
  let nextCursor: string | null = null
  for (const path of chain) {
    const answer = store.peek<Page<Item>>(path)
    if (answer.state !== 'ready') {
      tail = answer
      nextCursor = null
      break
    }
    // A post may slip to the next page while one reads.
    for (const item of answer.value.items) if (!seen.has(item.id)) seen.set(item.id, item)
    nextCursor = answer.value.nextCursor
    tail = { state: nextCursor === null ? 'end' : 'more' }
  }
  return { items: [...seen.values()], tail, last: chain.at(-1) ?? first, nextCursor }
}
