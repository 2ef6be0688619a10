import { useEffect, useState, useSyncExternalStore } from 'react'
import { activityPath, type ActivityQuery } from '../data/addresses.ts'
import { causeOf, read, withCursor } from '../data/api.ts'
import { ActivityList, type ListView } from './activity-list.ts'
import { theStream } from './the-stream.ts'

/** A list one left is there again on return, and the gap since is closed like one after a reconnect. */
const kept = new Map<string, ActivityList>()
const KEPT_MOST = 4

function listOf(query: ActivityQuery): ActivityList {
  const address = activityPath(query)
  const list = kept.get(address) ?? new ActivityList(query, {
    readPage: (cursor) => read(withCursor(address, cursor)),
    listen: (listener) => theStream.listen(listener),
    causeOf,
  })
  kept.delete(address)
  kept.set(address, list)
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MOST) break
    kept.delete(oldest)
  }
  return list
}

/** Lists of whoever was signed in before are nobody else's. */
export function forgetActivity(): void {
  kept.clear()
}

/** The list for a query. A component asks for one query all its life: give it a key by the query. */
export function useActivity(query: ActivityQuery): { list: ActivityList; view: ListView } {
  const [list] = useState(() => listOf(query))
  useEffect(() => list.start(), [list])
  return { list, view: useSyncExternalStore(list.watch, list.view) }
}
