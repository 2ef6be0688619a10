/**
 * The one stream of a tab. It connects, listens, and when the connection goes it tries again, ever more slowly, with
 * the number it saw last. It keeps no items: whoever lists them subscribes, and is told `joined` after each connecting,
 * since what happened between has to be read from the API. Silence counts as a break, because a sleeping laptop's
 * connection is dead long before anybody says so.
 */
import type { ActivityItem, EngagementNews, EngagementTopic } from '@troupe/contract'
import { ACTIVITY_STREAM, type ActivityEvent } from '../data/addresses.ts'
import { readEvents } from './event-stream.ts'

/** The server sends a heartbeat every 15 s. */
const SILENCE_MOST_MS = 40_000
const RETRY_FIRST_MS = 1_000
const RETRY_MOST_MS = 15_000

export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  /** `heardAtMs`: when the last byte came. */
  | { state: 'reconnecting'; heardAtMs: number }

export interface ActivityListener {
  items(items: readonly ActivityItem[]): void
  /** A connection stands: what came in while there was none has to be fetched. */
  joined(): void
  /** Lists of engagement that have changed. */
  engagement?(topics: readonly EngagementTopic[]): void
}

export interface StreamParts {
  open(url: string, lastEventId: string | null, signal: AbortSignal): Promise<Response>
  now(): number
  /** Called when the server refuses; the session may have ended. */
  refused(status: number): void
}

export class ActivityStream {
  readonly #parts: StreamParts
  readonly #listeners = new Set<ActivityListener>()
  readonly #watchers = new Set<() => void>()
  #connection: Connection = { state: 'connecting' }
  #stopping: AbortController | null = null
  #lastEventId: string | null = null
  #heardAtMs = 0

  constructor(parts: StreamParts) {
    this.#parts = parts
  }

  readonly connection = (): Connection => this.#connection

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  listen(listener: ActivityListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): () => void {
    this.#stopping ??= new AbortController()
    const mine = this.#stopping
    void this.#run(mine.signal)
    return () => {
      mine.abort()
      if (this.#stopping === mine) this.#stopping = null
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    this.#heardAtMs = this.#parts.now()
    let retryMs = RETRY_FIRST_MS
    while (!signal.aborted) {
      const heard = await this.#listenOnce(signal)
      if (signal.aborted) return
      if (heard) retryMs = RETRY_FIRST_MS
      this.#become({ state: 'reconnecting', heardAtMs: this.#heardAtMs })
      await pause(retryMs, signal)
      retryMs = Math.min(retryMs * 2, RETRY_MOST_MS)
    }
  }

  /** True when the connection stood for a while. */
  async #listenOnce(signal: AbortSignal): Promise<boolean> {
    const silence = new AbortController()
    const watchdog = setInterval(() => {
      if (this.#parts.now() - this.#heardAtMs > SILENCE_MOST_MS) silence.abort()
    }, 5_000)
    let stood = false
    try {
      const response = await this.#parts.open(ACTIVITY_STREAM, this.#lastEventId, AbortSignal.any([signal, silence.signal]))
      if (!response.ok || response.body === null) {
        this.#parts.refused(response.status)
        return false
      }
      stood = true
      this.#heardAtMs = this.#parts.now()
      this.#become({ state: 'live' })
      for (const listener of this.#listeners) listener.joined()
      for await (const event of readEvents(response.body, () => (this.#heardAtMs = this.#parts.now()))) {
        if (event.id !== null) this.#lastEventId = event.id
        if (event.event === 'activity') this.#give((JSON.parse(event.data) as ActivityEvent).items)
        if (event.event === 'engagement') this.#pass((JSON.parse(event.data) as EngagementNews).topics)
      }
    } catch {
      // Whatever broke it, the answer is the same: connect again.
    } finally {
      clearInterval(watchdog)
    }
    return stood
  }

  #give(items: readonly ActivityItem[]): void {
    for (const listener of this.#listeners) listener.items(items)
  }

  #pass(topics: readonly EngagementTopic[]): void {
    for (const listener of this.#listeners) listener.engagement?.(topics)
  }

  #become(connection: Connection): void {
    this.#connection = connection
    for (const watcher of this.#watchers) watcher()
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    resolve()
  }, { once: true })
  return promise
}
