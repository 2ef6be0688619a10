/**
 * A thing under way, live: each event of its stream carries all there is to show, so a connection that broke needs nothing
 * but another one. It is followed until it has ended, or is gone.
 */
import { sessionHeaders } from '../data/session.ts'
import { readEvents } from './event-stream.ts'

const AGAIN_AFTER_MS = 1_500
/** The server sends a heartbeat every 15 s. */
const SILENCE_MOST_MS = 40_000

export interface Follower<Answer> {
  /** True once it has ended. */
  tell(answer: Answer): boolean
  gone(): void
}

export async function followAnswer<Answer>(address: string, event: string, follower: Follower<Answer>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const silence = new AbortController()
    let watchdog = setTimeout(() => silence.abort(), SILENCE_MOST_MS)
    const heard = () => {
      clearTimeout(watchdog)
      watchdog = setTimeout(() => silence.abort(), SILENCE_MOST_MS)
    }
    try {
      const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store', headers: { accept: 'text/event-stream', ...sessionHeaders() }, signal: AbortSignal.any([signal, silence.signal]) })
      if (response.status === 404) return follower.gone()
      if (response.ok && response.body !== null) {
        for await (const told of readEvents(response.body, heard)) if (told.event === event && follower.tell(JSON.parse(told.data) as Answer)) return
      }
    } catch {
      // Whatever broke it, the answer is the same: connect again.
    } finally {
      clearTimeout(watchdog)
    }
    if (signal.aborted) return
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
  }
}
