/**
 * Answers that are the same for everybody, kept as bytes: public JSON, rendered pages, feeds, built files. A page is fresh
 * while its world has not changed since its making began; many who ask at once share one making. It is kept under the
 * address as it was asked and, where a page also depends on something else a request shows (the theme), under that.
 *
 * `answer` serves a route. `answerHit` serves a kept page before Fastify sees the request: with all its guards a small page
 * costs several times what sending its bytes costs. That is sound because the page is public, because its headers are
 * those the guards set when it was made, and because only host names that passed the guard are answered; what has
 * more to it (another origin's script, a method beside GET) takes the usual way. Hits are not counted against anybody's
 * pace: counting would cost what it saves.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { PageBytes, type CachedPage } from './cached-page.ts'
import { encodingFor } from './content-encoding.ts'
import { KeptPages, type Variant } from './kept-pages.ts'
import type { WorldChanges } from './world-changes.ts'

export type Keep =
  | { readonly kind: 'while-unchanged'; readonly worldId: Id }
  | { readonly kind: 'for-good' }
  | { readonly kind: 'not' }

export interface MadePage extends CachedPage {
  readonly keep: Keep
}

export interface AnswerOptions {
  readonly variant?: Variant
  /** How far behind the world it may be: what takes long to make would, in a lively world, be made without end. */
  readonly lagMs?: number
}

/** A change whose news got lost shows after this long at the latest. */
const LIFE_MS = 10_000
const HOSTS_MOST = 64

export interface PageCacheParts {
  readonly clock: Clock
  readonly changes: WorldChanges
  readonly bytesMost?: number
}

export class PageCache {
  readonly #clock: Clock
  readonly #changes: WorldChanges
  readonly #kept: KeptPages
  readonly #making = new Map<string, Promise<PageBytes>>()
  /** Host headers that the guard has let through. */
  readonly #hosts = new Set<string>()
  #stopped = false

  constructor({ clock, changes, bytesMost }: PageCacheParts) {
    this.#clock = clock
    this.#changes = changes
    this.#kept = new KeptPages(bytesMost)
  }

  /** Answers from what is kept, or makes it. What `make` throws is the failure of those who wait for it, and is not kept. */
  async answer(request: FastifyRequest, reply: FastifyReply, make: () => Promise<MadePage>, options: AnswerOptions = {}): Promise<void> {
    const { url, headers } = request
    const kept = this.#kept.find(url, headers)
    const page = kept !== undefined && this.#isFresh(kept) ? kept : await this.#makeOnce(url, headers, make, options)
    const encoding = page.compressible ? encodingFor(headers['accept-encoding']) : 'identity'
    const body = await page.body(encoding)
    for (const [name, value] of Object.entries(page.headers(encoding))) {
      const given = name === 'vary' ? reply.getHeader(name) : undefined
      reply.header(name, given === undefined ? value : `${String(given)}, ${value}`)
    }
    if (headers.origin === undefined && page.freshness !== null) {
      page.makeReady(encoding, body, reply.getHeaders())
      this.#letIn(headers)
    }
    if (page.page.status === 200 && holds(headers['if-none-match'], page.etag)) {
      reply.code(304).removeHeader('content-type').removeHeader('content-encoding').send()
    } else reply.code(page.page.status).send(body)
  }

  /** For `ServerOptions.answerFirst`: whether the request has been answered. */
  answerHit(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' || request.url === undefined || this.#stopped) return false
    const { headers } = request
    const page = this.#kept.find(request.url, headers)
    if (page === undefined || headers.origin !== undefined || !this.#isFresh(page) || !this.#hosts.has(askedHost(headers))) return false
    const ready = page.ready(encodingFor(headers['accept-encoding']))
    if (ready === undefined) return false
    if (holds(headers['if-none-match'], page.etag)) response.writeHead(304, ready.headNotModified as string[]).end()
    else response.writeHead(page.page.status, ready.head as string[]).end(ready.body)
    return true
  }

  /** A server that is closing answers no hits, so that it can end its connections. */
  stopHits(): void {
    this.#stopped = true
  }

  #isFresh({ freshness }: PageBytes): boolean {
    if (freshness === null) return false
    if (freshness.world === null) return true
    const { world, madeAt, expiresMs, freshAnywayMs } = freshness
    const nowMs = this.#clock.now()
    return nowMs < expiresMs && (world.changedAt <= madeAt || (nowMs < freshAnywayMs && world.withdrawnAt <= madeAt))
  }

  #makeOnce(url: string, headers: IncomingHttpHeaders, make: () => Promise<MadePage>, options: AnswerOptions): Promise<PageBytes> {
    // What is being made may be from before a change that whoever asks now knows of; a page that may lag is shared all the same.
    const since = options.lagMs === undefined ? this.#changes.count : `after ${this.#changes.withdrawals}`
    const key = `${since} ${options.variant?.(headers) ?? ''} ${url}`
    const begun = this.#making.get(key)
    if (begun !== undefined) return begun
    const making = this.#make(url, headers, make, options).finally(() => this.#making.delete(key))
    this.#making.set(key, making)
    return making
  }

  async #make(
    url: string, headers: IncomingHttpHeaders, make: () => Promise<MadePage>, { variant = null, lagMs = 0 }: { variant?: Variant | null; lagMs?: number },
  ): Promise<PageBytes> {
    const madeAt = this.#changes.count
    const { keep, ...made } = await make()
    if (keep.kind === 'not') return new PageBytes(made, null)
    const nowMs = this.#clock.now()
    const page = new PageBytes(made, {
      world: keep.kind === 'for-good' ? null : this.#changes.of(keep.worldId),
      madeAt,
      expiresMs: nowMs + LIFE_MS,
      freshAnywayMs: nowMs + lagMs,
    })
    this.#kept.put(url, headers, variant, page)
    return page
  }

  #letIn(headers: IncomingHttpHeaders): void {
    if (this.#hosts.size < HOSTS_MOST) this.#hosts.add(askedHost(headers))
  }
}

/** What the host guard looks at, whether or not a proxy's word is believed. */
function askedHost(headers: IncomingHttpHeaders): string {
  const forwarded = headers['x-forwarded-host']
  return forwarded === undefined ? headers.host ?? '' : `${headers.host ?? ''} ${String(forwarded)}`
}

function holds(asked: string | undefined, etag: string): boolean {
  return asked !== undefined && (asked === etag || asked === '*' || asked.split(',').some((one) => one.trim() === etag))
}
