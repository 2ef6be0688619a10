/**
 * Server-sent events, the one way we push. Events of one stream are gathered for 50 ms and written at once: unbatched,
 * a thousand messages a second to two hundred readers fall behind, batched they cost a tenth of a core. A reader that
 * stops reading is cut off when its buffer is full and comes back with `Last-Event-ID`, so memory stays bounded and nothing
 * is lost; what it missed is the source's to send again. A stream also ends when its reader would no longer be let in.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ExpectedError } from '../base/errors.ts'
import type { App } from './app.ts'

export interface ServerEvent {
  /** What `Last-Event-ID` gives back. */
  readonly id?: string
  readonly event?: string
  readonly data: unknown
}

export interface EventStream {
  /** What the reader saw last, when it comes back. */
  readonly lastEventId: string | null
  /** Aborts when the reader has gone, was too slow, may no longer read, or the server closes. */
  readonly signal: AbortSignal
  /** An event, or the text of one made by `formatEvent` (once for many readers). */
  send(event: ServerEvent | string): void
}

/** Feeds a stream until its signal aborts; returning before that ends the stream. */
export type EventSource = (stream: EventStream) => Promise<void>

const BATCH_MS = 50
const HEARTBEAT_MS = 15_000
/** Of text not yet taken by one reader. */
const BUFFER_BYTES_MOST = 1024 * 1024
const STREAMS_MOST = 2_000
/** How soon a browser asks again after a cut. */
const RECONNECT_MS = 2_000
const LAST_EVENT_ID_CHARACTERS_MOST = 200

export class TooManyStreamsError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'too-many-streams'
  readonly retryAfterMs = 10_000
  constructor() {
    super(`This server has ${STREAMS_MOST} live readers already. Ask again later, or read page by page.`)
  }
}

export function formatEvent({ id, event, data }: ServerEvent): string {
  const head = `${id === undefined ? '' : `id: ${oneLine(id)}\n`}${event === undefined ? '' : `event: ${oneLine(event)}\n`}`
  return `${head}data: ${JSON.stringify(data) ?? 'null'}\n\n`
}

/** A line break would begin a field of its own. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ')
}

export interface EventStreamsOptions {
  readonly batchMs?: number
  readonly heartbeatMs?: number
  readonly bufferBytesMost?: number
}

/** All streams of one app; they end when it closes. */
export class EventStreams {
  readonly #open = new Set<AbortController>()
  readonly #batchMs: number
  readonly #heartbeatMs: number
  readonly #bufferBytesMost: number

  constructor(app: App, options: EventStreamsOptions = {}) {
    this.#batchMs = options.batchMs ?? BATCH_MS
    this.#heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS
    this.#bufferBytesMost = options.bufferBytesMost ?? BUFFER_BYTES_MOST
    // Before the server waits for its connections: these would never end by themselves.
    app.addHook('preClose', async () => {
      for (const ending of this.#open) ending.abort()
    })
  }

  get count(): number {
    return this.#open.size
  }

  /** Answers the request with a stream; resolves when it has ended. A handler returns this promise. */
  async answer(request: FastifyRequest, reply: FastifyReply, source: EventSource): Promise<void> {
    if (this.#open.size >= STREAMS_MOST) throw new TooManyStreamsError()
    const ending = new AbortController()
    const { signal } = ending
    this.#open.add(ending)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx would otherwise collect the stream before passing it on.
      'x-accel-buffering': 'no',
    })
    raw.write(`retry: ${RECONNECT_MS}\n\n`)
    raw.once('close', () => ending.abort())
    raw.on('error', () => ending.abort())
    // Gone while the handler looked something up: there is no close to come.
    if (raw.destroyed) ending.abort()

    let waiting: string[] = []
    let waitingBytes = 0
    let batch: NodeJS.Timeout | null = null
    const flush = (): void => {
      batch = null
      if (waiting.length === 0 || raw.destroyed) return
      raw.write(waiting.join(''))
      waiting = []
      waitingBytes = 0
    }
    const send = (event: ServerEvent | string): void => {
      if (signal.aborted) return
      const text = typeof event === 'string' ? event : formatEvent(event)
      waiting.push(text)
      waitingBytes += text.length
      if (waitingBytes + raw.writableLength > this.#bufferBytesMost) return ending.abort()
      batch ??= setTimeout(flush, this.#batchMs)
    }
    const heartbeat = setInterval(() => {
      raw.write(': still here\n\n')
      request.stillAllowed().then((allowed) => !allowed && ending.abort(), () => ending.abort())
    }, this.#heartbeatMs)

    try {
      await untilAborted(source({ lastEventId: lastEventIdOf(request), signal, send }), signal)
    } catch (error) {
      // The answer has begun, so there is no problem to send; the reader asks again.
      if (!signal.aborted) request.log.error({ err: error, url: request.url }, 'an event stream failed')
    } finally {
      clearInterval(heartbeat)
      if (batch !== null) clearTimeout(batch)
      this.#open.delete(ending)
      const cut = signal.aborted
      if (!cut) flush()
      ending.abort()
      // A reader that doesn't read would keep an orderly end waiting for ever.
      if (cut) raw.destroy()
      else raw.end()
    }
  }
}

/** The source's promise, or the end of the stream: a source that forgets its signal holds nothing up. */
function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => resolve(), { once: true })
  return Promise.race([work, promise])
}

function lastEventIdOf(request: FastifyRequest): string | null {
  const given = request.headers['last-event-id']
  return typeof given === 'string' && given !== '' && given.length <= LAST_EVENT_ID_CHARACTERS_MOST ? given : null
}
