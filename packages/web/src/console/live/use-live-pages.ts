/**
 * A list of the API that follows news: the newest pages are read again when it is told that there is something, until they
 * meet what is known. While held it keeps still without losing anything.
 */
import type { EngagementTopic, Page } from '@troupe/contract'
import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { ApiPath } from '../../api/path.ts'
import { causeOf, read, withCursor } from '../data/api.ts'
import { useLatest } from '../parts/use-latest.ts'
import { useEngagementNews } from './engagement-news.ts'
import { append, collect, emptyBuffer, release, type NewsBuffer } from './news-buffer.ts'

/** Pages read to meet what is known; a tab that slept for a night need not read the night. */
const CATCH_UP_PAGES_MOST = 5

export interface LivePages<Item> {
  buffer: NewsBuffer<Item>
  first: 'loading' | 'there' | 'failed'
  cause: string | null
  /** Older pages: null when there are none, or one is on its way. */
  more: (() => void) | null
  moreFailed: string | null
  ended: boolean
  show(): void
  retry(): void
}

interface State<Item> { buffer: NewsBuffer<Item>; first: LivePages<Item>['first']; cause: string | null; cursor: string | null; tornCursor: string | null; loading: boolean; moreFailed: string | null }

/** For one address: a component that asks for another is to be another (`key`). */
export function useLivePages<Item extends { readonly id: string }>(address: ApiPath<Page<Item>>, topics: readonly EngagementTopic[], hold: boolean): LivePages<Item> {
  const [state, change] = useReducer((before: State<Item>, next: (before: State<Item>) => State<Item>) => next(before), { buffer: emptyBuffer<Item>(), first: 'loading', cause: null, cursor: null, tornCursor: null, loading: false, moreFailed: null })
  const held = useLatest(hold)
  const known = useLatest(state)
  const reading = useRef({ now: false, again: false, gone: false })

  const look = useCallback(async (): Promise<void> => {
    const mark = reading.current
    mark.again = true
    if (mark.now) return
    mark.now = true
    try {
      while (mark.again && !mark.gone) {
        mark.again = false
        const before = known.current
        const { items, joined, cursor } = await newest(address, before.first === 'there' ? before.buffer : null)
        if (mark.gone) return
        change((now) => {
          const anew = now.first !== 'there' || (!joined && !held.current)
          return { ...now, first: 'there', cause: null, buffer: collect(now.buffer, items, joined, held.current), ...(anew ? { cursor, moreFailed: null } : joined ? {} : { tornCursor: cursor }) }
        })
      }
    } catch (error) {
      // With a list on the page the mark of the connection tells; the next news asks again.
      change((now) => now.first === 'there' ? now : { ...now, first: 'failed', cause: causeOf(error) })
    } finally {
      mark.now = false
    }
  }, [address, held, known])

  useEffect(() => {
    const mark = reading.current
    mark.gone = false
    void look()
    return () => {
      mark.gone = true
    }
  }, [look])
  useEffect(() => {
    if (!hold) change(letIn)
  }, [hold])
  useEngagementNews(topics, look)

  const { buffer, cursor, loading, moreFailed } = state
  const older = useCallback(async (from: string): Promise<void> => {
    change((now) => ({ ...now, loading: true, moreFailed: null }))
    try {
      const page = await read(withCursor(address, from))
      change((now) => ({ ...now, loading: false, cursor: page.nextCursor, buffer: append(now.buffer, page.items) }))
    } catch (error) {
      change((now) => ({ ...now, loading: false, moreFailed: causeOf(error) }))
    }
  }, [address])
  return {
    buffer, moreFailed,
    first: state.first, cause: state.cause,
    more: cursor === null || loading ? null : () => void older(cursor),
    ended: state.first === 'there' && cursor === null,
    show: () => change(letIn),
    retry: () => {
      change((now) => ({ ...now, first: 'loading', cause: null }))
      void look()
    },
  }
}

function letIn<Item extends { readonly id: string }>(now: State<Item>): State<Item> {
  return now.buffer.held.length === 0 && !now.buffer.torn ? now : { ...now, buffer: release(now.buffer), ...(now.buffer.torn ? { cursor: now.tornCursor, tornCursor: null } : {}) }
}

/** The newest items, down to something that is known; without `buffer` the first page alone. */
async function newest<Item extends { readonly id: string }>(address: ApiPath<Page<Item>>, buffer: NewsBuffer<Item> | null): Promise<{ items: Item[]; joined: boolean; cursor: string | null }> {
  const known = new Set([...buffer?.shown ?? [], ...buffer?.held ?? []].map(({ id }) => id))
  const items: Item[] = []
  let cursor: string | null = null
  for (let count = 0; count < CATCH_UP_PAGES_MOST; count++) {
    const page: Page<Item> = await read(withCursor(address, cursor))
    items.push(...page.items)
    cursor = page.nextCursor
    if (buffer === null || cursor === null || page.items.some(({ id }) => known.has(id))) return { items, joined: true, cursor }
  }
  return { items, joined: false, cursor }
}
