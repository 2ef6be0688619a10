/**
 * One run, live. Each event carries all there is to show, so a connection that broke needs nothing but another one. When the
 * server ends the stream the run was deleted, or the server stops; either way it is asked again, ever more slowly.
 */
import type { Simulation, SimulationFeed } from '@troupe/contract'
import type { LiveState } from '../../../../design/LiveMark.tsx'
import { readEvents } from '../../../live/event-stream.ts'

const RETRY_FIRST_MS = 1_000
const RETRY_MOST_MS = 15_000
/** The server sends a heartbeat every 15 s. */
const SILENCE_MOST_MS = 40_000

export interface RunListener {
  simulation(simulation: Simulation): void
  feed(feed: SimulationFeed): void
  live(state: LiveState): void
}

export interface RunStreamParts {
  open(signal: AbortSignal): Promise<Response>
  now(): number
}

export function followRun({ open, now }: RunStreamParts, listener: RunListener): () => void {
  const stop = new AbortController()
  void keepFollowing(open, now, listener, stop.signal)
  return () => stop.abort()
}

async function keepFollowing(open: RunStreamParts['open'], now: () => number, listener: RunListener, signal: AbortSignal): Promise<void> {
  let retryMs = RETRY_FIRST_MS
  let heardAtMs = now()
  while (!signal.aborted) {
    const silence = new AbortController()
    const watchdog = setInterval(() => {
      if (now() - heardAtMs > SILENCE_MOST_MS) silence.abort()
    }, 5_000)
    try {
      heardAtMs = now()
      const response = await open(AbortSignal.any([signal, silence.signal]))
      if (response.status === 404) return
      if (response.ok && response.body !== null) {
        retryMs = RETRY_FIRST_MS
        listener.live({ state: 'live' })
        for await (const { event, data } of readEvents(response.body, () => (heardAtMs = now()))) {
          if (event === 'simulation') listener.simulation(JSON.parse(data) as Simulation)
          if (event === 'feed') listener.feed(JSON.parse(data) as SimulationFeed)
        }
      }
    } catch {
      // Whatever broke it, the answer is the same: connect again.
    } finally {
      clearInterval(watchdog)
    }
    if (signal.aborted) return
    listener.live({ state: 'reconnecting', ageMs: now() - heardAtMs })
    await new Promise((resolve) => setTimeout(resolve, retryMs))
    retryMs = Math.min(retryMs * 2, RETRY_MOST_MS)
  }
}
