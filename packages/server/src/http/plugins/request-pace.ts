/**
 * How often one caller may ask. Counted in windows of a minute, in memory: a limit on floods, for which each node's own
 * count will do; what must be exact (lockout, budgets) is counted in the database. Signed-in callers are counted by who
 * they are, others by their network; attempts to sign in always by network.
 */
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import { ExpectedError } from '../../base/errors.ts'
import { networkOf } from '../../people/network-of.ts'
import type { App } from '../app.ts'

export interface Pace {
  /** Unsafe methods on public routes: signing in, registering. */
  readonly publicChangesPerMinute: number
  readonly publicReadsPerMinute: number
  readonly changesPerMinute: number
  readonly readsPerMinute: number
}

/** Far above what a person or a polite program does. A whole office may read the public site from one address. */
export const USUAL_PACE: Pace = { publicChangesPerMinute: 60, publicReadsPerMinute: 12_000, changesPerMinute: 1_200, readsPerMinute: 6_000 }

const WINDOW_MS = 60_000
/** Beyond this many callers in one minute the counts start anew: memory stays bounded, and a limit is late by a minute. */
const CALLERS_MOST = 50_000

export class TooFastError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'too-many-requests'
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super('Too many requests in a short time. Wait as long as Retry-After says.')
    this.retryAfterMs = retryAfterMs
  }
}

export class Windows {
  readonly #clock: Clock
  #counts = new Map<string, number>()
  #endsAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** What to answer once `key` has been counted more than `most` times in this minute. */
  count(key: string, most: number): TooFastError | undefined {
    const nowMs = this.#clock.now()
    // A window that ends later than a window lasts: the clock was set back meanwhile.
    const over = nowMs >= this.#endsAt || nowMs < this.#endsAt - WINDOW_MS
    if (over || this.#counts.size >= CALLERS_MOST) {
      this.#counts = new Map()
      this.#endsAt = nowMs + WINDOW_MS
    }
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return count > most ? new TooFastError(this.#endsAt - nowMs) : undefined
  }
}

/** Add after the access guard: it reads who is signed in. */
export function limitPace(app: App, clock: Clock, pace: Pace): void {
  const windows = new Windows(clock)
  app.addHook('onRequest', (request, _reply, done) => done(tooFast(windows, pace, request)))
}

function tooFast(windows: Windows, pace: Pace, request: FastifyRequest): TooFastError | undefined {
  const { access = 'public', requestsPerMinute } = request.routeOptions.config
  if (requestsPerMinute === null) return undefined
  if (requestsPerMinute !== undefined) return windows.count(`${request.method} ${request.routeOptions.url} ${callerOf(request)}`, requestsPerMinute)
  const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
  // Each member has a pace of their own (`runtime/members/member-pace.ts`); here is only the flood.
  if (access === 'member') return windows.count(`member ${networkOf(request.ip)}`, pace.changesPerMinute)
  if (access === 'public') return windows.count(`${reads} ${networkOf(request.ip)}`, reads ? pace.publicReadsPerMinute : pace.publicChangesPerMinute)
  return windows.count(`${reads} ${callerOf(request)}`, reads ? pace.readsPerMinute : pace.changesPerMinute)
}

function callerOf(request: FastifyRequest): string {
  return request.signedIn?.id ?? networkOf(request.ip)
}
