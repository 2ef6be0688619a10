/** This tab's stream, wired to the browser, and what the parts of the page ask of it. */
import { useEffect, useSyncExternalStore } from 'react'
import { endSession, sessionHeaders } from '../data/session.ts'
import { ActivityStream, type Connection } from './activity-stream.ts'

export const theStream = new ActivityStream({
  open: (url, lastEventId, signal) => fetch(url, {
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { accept: 'text/event-stream', ...sessionHeaders(), ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }) },
    signal,
  }),
  now: () => Date.now(),
  refused: (status) => {
    if (status === 401) endSession()
  },
})

export function useConnection(): Connection {
  return useSyncExternalStore(theStream.watch, theStream.connection)
}

/** Connected while the caller is on the page. */
export function useStream(): void {
  useEffect(() => theStream.start(), [])
}
