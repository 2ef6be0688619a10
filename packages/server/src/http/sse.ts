/**
 * Server-sent events, the one way we push. Events of one stream are gathered for 50 ms and written at once: unbatched,
 * a thousand messages a second to two hundred readers fall behind, batched they cost a tenth of a core. A reader that
 * stops reading is cut off when its buffer is full and comes back with `Last-Event-ID`, so memory stays bounded and nothing
 * is lost; what it missed is the source's to send again. A stream also ends when its reader would no longer be let in.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ExpectedError } from '../base/errors.ts'
import { networkOf } from '../people/network-of.ts'
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
/** Of readers nobody knows. Who is signed in has places of their own, which a crowd outside can't take. */
const PUBLIC_MOST = 2_000
const SIGNED_IN_MOST = 500
/** Of one network, or of one person or key: an office of readers, far from all the places there are. */
const ONE_CALLER_MOST = 200
/** How soon a browser asks again after a cut. */
const RECONNECT_MS = 2_000
const LAST_EVENT_ID_CHARACTERS_MOST = 1_000

export class TooManyStreamsError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'too-many-streams'
  readonly retryAfterMs = 10_000
  constructor(most: number) {
    super(`This server has ${most} live readers already. Ask again later, or read page by page.`)
  }
}

export class TooManyStreamsOfOneError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'too-many-streams-of-one'
  readonly retryAfterMs = 10_000
  constructor(most: number, who: string) {
    super(`${who} has ${most} live streams open already, the most that one may have. Close some, or read page by page.`)
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
  readonly publicMost?: number
  readonly signedInMost?: number
  readonly oneCallerMost?: number
}

/** All streams of one app; they end when it closes. */
export class EventStreams {
  readonly #open = new Set<AbortController>()
  readonly #places: Record<'public' | 'signedIn', Places>
  readonly #batchMs: number
  readonly #heartbeatMs: number
  readonly #bufferBytesMost: number

  constructor(app: App, options: EventStreamsOptions = {}) {
    this.#batchMs = options.batchMs ?? BATCH_MS
    this.#heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS
    this.#bufferBytesMost = options.bufferBytesMost ?? BUFFER_BYTES_MOST
    const { publicMost = PUBLIC_MOST, signedInMost = SIGNED_IN_MOST, oneCallerMost = ONE_CALLER_MOST } = options
    this.#places = { public: new Places(publicMost, oneCallerMost, 'Your network'), signedIn: new Places(signedInMost, oneCallerMost, 'This login') }
    // Before the server waits for its connections: these would never end by themselves.
    app.addHook('preClose', async () => {
      for (const ending of this.#open) ending.abort()
    })
  }

  get count(): number {
    return this.#open.size
  }

  /**
   * Answers the request with a stream; resolves when it has ended. A handler returns this promise. Throws
   * `TooManyStreamsError` and `TooManyStreamsOfOneError` before the answer begins.
   */
  async answer(request: FastifyRequest, reply: FastifyReply, source: EventSource): Promise<void> {
    const { signedIn } = request
    const leave = signedIn ? this.#places.signedIn.take(signedIn.id) : this.#places.public.take(networkOf(request.ip))
    try {
      await this.#stream(request, reply, source)
    } finally {
      leave()
    }
  }

  async #stream(request: FastifyRequest, reply: FastifyReply, source: EventSource): Promise<void> {
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

/** So many streams in all, and so many of one caller. */
class Places {
  readonly #most: number
  readonly #ofOneMost: number
  readonly #who: string
  readonly #byCaller = new Map<string, number>()
  #taken = 0

  constructor(most: number, ofOneMost: number, who: string) {
    this.#most = most
    this.#ofOneMost = ofOneMost
    this.#who = who
  }

  /** Returns the function that gives the place back. */
  take(caller: string): () => void {
    const own = this.#byCaller.get(caller) ?? 0
    if (own >= this.#ofOneMost) throw new TooManyStreamsOfOneError(this.#ofOneMost, this.#who)
    if (this.#taken >= this.#most) throw new TooManyStreamsError(this.#most)
    this.#byCaller.set(caller, own + 1)
    this.#taken++
    return () => {
      this.#taken--
      const left = (this.#byCaller.get(caller) ?? 1) - 1
      if (left === 0) this.#byCaller.delete(caller)
      else this.#byCaller.set(caller, left)
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
