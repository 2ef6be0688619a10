/**
 * A list of activity that follows the stream: the first page and every gap come from the API, what is new from the
 * stream, and the buffer joins them. `hold` keeps the list still without losing anything.
 */
import type { ActivityItem } from '@troupe/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { activityPath, type ActivityQuery } from '../data/addresses.ts'
import { causeOf, read, withCursor } from '../data/api.ts'
import { append, collect, EMPTY_BUFFER, newestSeq, release, restart, type ActivityBuffer } from './activity-buffer.ts'
import { catchUp } from './catch-up.ts'
import { theStream } from './the-stream.ts'

type Older = { state: 'idle'; cursor: string | null } | { state: 'loading' } | { state: 'failed'; cursor: string; cause: string }
type First = { state: 'loading' } | { state: 'there' } | { state: 'failed'; cause: string }

interface Kept { buffer: ActivityBuffer; older: Older }
/** A list one left is there again on return, and the gap since is closed like one after a reconnect. */
const kept = new Map<string, Kept>()
const KEPT_MOST = 3

export interface ActivityList {
  first: First
  items: readonly ActivityItem[]
  waiting: number
  older: Older
  cut: boolean
  showWaiting(): void
  loadOlder(): void
  retry(): void
}

export function useActivity(query: ActivityQuery, hold: boolean): ActivityList {
  const address = activityPath(query)
  const remembered = kept.get(address) ?? null
  const [buffer, setBuffer] = useState<ActivityBuffer>(remembered?.buffer ?? EMPTY_BUFFER)
  const [first, setFirst] = useState<First>(remembered === null ? { state: 'loading' } : { state: 'there' })
  const [older, setOlder] = useState<Older>(remembered?.older ?? { state: 'idle', cursor: null })
  const latest = useRef({ buffer, hold, older })
  latest.current = { buffer, hold, older }

  const change = useCallback((next: ActivityBuffer) => {
    latest.current.buffer = next
    setBuffer(next)
  }, [])

  const join = useCallback(async () => {
    const known = newestSeq(latest.current.buffer)
    try {
      if (known === 0) {
        const page = await read(address)
        change(collect(latest.current.buffer, page.items, false))
        setOlder({ state: 'idle', cursor: page.nextCursor })
      } else {
        const missed = await catchUp((cursor) => read(withCursor(address, cursor)), known)
        if (missed.joined) change(collect(latest.current.buffer, missed.items, latest.current.hold))
        else {
          change(restart(missed.items))
          setOlder({ state: 'idle', cursor: missed.cursor })
        }
      }
      setFirst({ state: 'there' })
    } catch (error) {
      if (known === 0) setFirst({ state: 'failed', cause: causeOf(error) })
    }
  }, [address, change])

  useEffect(() => {
    const stop = theStream.listen({
      items: (items) => {
        const mine = items.filter((item) => matches(item, query))
        if (mine.length > 0) change(collect(latest.current.buffer, mine, latest.current.hold))
      },
      joined: () => void join(),
    })
    void join()
    return () => {
      stop()
      const { buffer: left, older: leftOlder } = latest.current
      // Half-read pages would leave a hole, so the next visit begins at the top again.
      if (leftOlder.state !== 'loading') keep(address, { buffer: left, older: leftOlder })
    }
    // The address says all there is to know of the query.
  }, [address])

  const loadOlder = useCallback(() => {
    const now = latest.current.older
    const cursor = now.state === 'loading' ? null : now.cursor
    if (cursor === null || latest.current.buffer.cut) return
    setOlder({ state: 'loading' })
    read(withCursor(address, cursor)).then(
      (page) => {
        change(append(latest.current.buffer, page.items))
        setOlder({ state: 'idle', cursor: page.nextCursor })
      },
      (error: unknown) => setOlder({ state: 'failed', cursor, cause: causeOf(error) }),
    )
  }, [address, change])

  return {
    first, older, loadOlder,
    items: buffer.shown,
    waiting: buffer.held.length,
    cut: buffer.cut,
    showWaiting: useCallback(() => change(release(latest.current.buffer)), [change]),
    retry: useCallback(() => {
      setFirst({ state: 'loading' })
      void join()
    }, [join]),
  }
}

function keep(address: string, list: Kept): void {
  kept.delete(address)
  kept.set(address, list)
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MOST) return
    kept.delete(oldest)
  }
}

export function matches(item: ActivityItem, { agentId, kind }: ActivityQuery): boolean {
  return (agentId === undefined || item.agent.id === agentId) && (kind === undefined || item.kind === kind)
}
