/**
 * The calls of the Mastodon API that agents need, in the name of one account each. What may be repeated is repeated here; writes
 * leave once, whatever comes back.
 */
import type { mastodon } from 'masto'
import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { Exchange, fitting, type Place } from '../platform/outside/exchange.ts'
import { repeating } from '../platform/outside/repeating.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import { MASTODON_WIRE } from './mastodon-wire.ts'
import { throughMasto } from './masto-over.ts'
import {
  accountSchema, contextSchema, instanceSchema, mediaMadeSchema, notificationsSchema, ownAccountSchema, pageSchema,
  relationshipSchema, relationshipsSchema, searchSchema, statusSchema, type Relationship,
} from './words.ts'

/** From the first byte sent to the last received. */
export interface TimeLimits {
  readonly readMs: number
  readonly writeMs: number
  /** An image goes out, and may be made smaller over there before it answers. */
  readonly uploadMs: number
}
export const TIME_LIMITS: TimeLimits = { readMs: 10_000, writeMs: 20_000, uploadMs: 60_000 }

export interface ClientParts extends Place {
  /** For pauses only. */
  readonly random: Random
  readonly limits?: TimeLimits
}

export interface NewStatus {
  readonly status: string
  readonly visibility: 'public' | 'unlisted'
  readonly inReplyToId: string | null
  readonly mediaIds: readonly string[]
}

export interface Upload {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: string
  readonly alt: string
}

export interface Page {
  readonly limit: number
  readonly maxId: string | null
}

type Ask = (masto: mastodon.rest.Client) => PromiseLike<unknown>

/** In one account's name. */
export class MastodonClient {
  readonly #token: string
  readonly #exchange: Exchange
  readonly #origin: string
  readonly #clock: Clock
  readonly #random: Random
  readonly #limits: TimeLimits

  constructor(parts: ClientParts, token: string) {
    this.#token = token
    this.#exchange = new Exchange(parts, MASTODON_WIRE)
    this.#origin = parts.origin
    this.#clock = parts.clock
    this.#random = parts.random
    this.#limits = parts.limits ?? TIME_LIMITS
  }

  /** How far the server's clock is ahead of ours. */
  get skewMs(): number {
    return this.#exchange.skewMs
  }

  ownAccount(signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.accounts.verifyCredentials(), ownAccountSchema, signal)
  }

  /** The same twice is the same once, so it is repeated. */
  describeOneself(profile: { readonly note: string; readonly displayName?: string; readonly fields: readonly { readonly name: string; readonly value: string }[] }, signal: AbortSignal) {
    const { note, displayName, fields } = profile
    const params = { bot: true, note, fieldsAttributes: [...fields], ...(displayName === undefined ? {} : { displayName }) }
    return this.#repeated((masto) => masto.v1.accounts.updateCredentials(params), accountSchema, this.#limits.writeMs, signal)
  }

  /** Characters a status may have. */
  statusLongest(signal: AbortSignal): Promise<Reply<number>> {
    return this.#reading((masto) => masto.v2.instance.fetch(), instanceSchema, signal)
  }

  account(id: string, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.accounts.$select(id).fetch(), accountSchema, signal)
  }

  async relationships(ids: readonly string[], signal: AbortSignal): Promise<Reply<readonly Relationship[]>> {
    return ids.length === 0 ? { kind: 'answered', value: [] } : this.#reading((masto) => masto.v1.accounts.relationships.fetch({ id: [...ids] }), relationshipsSchema, signal)
  }

  /** Newest first, boosts left out. */
  statusesOf(accountId: string, page: Page, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.accounts.$select(accountId).statuses.list({ ...paged(page), excludeReblogs: true }), pageSchema, signal)
  }

  homeTimeline(page: Page, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.timelines.home.list(paged(page)), pageSchema, signal)
  }

  localTimeline(page: Page, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.timelines.public.list({ ...paged(page), local: true }), pageSchema, signal)
  }

  /** Newest first. */
  mentions(limit: number, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.notifications.list({ limit, types: ['mention'] }), notificationsSchema, signal)
  }

  status(id: string, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.statuses.$select(id).fetch(), statusSchema, signal)
  }

  context(id: string, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.statuses.$select(id).context.fetch(), contextSchema, signal)
  }

  async people(query: string, limit: number, signal: AbortSignal) {
    return within(await this.#reading((masto) => masto.v2.search.list({ q: query, type: 'accounts', limit, resolve: false }), searchSchema, signal), ({ accounts }) => accounts)
  }

  /** Shows nothing to anybody until a status names it. `url` is null as long as the server is at work on it. */
  upload({ bytes, contentType, alt }: Upload, signal: AbortSignal) {
    const file = new Blob([bytes], { type: contentType })
    return this.#asked((masto) => masto.v2.media.create({ file, description: alt, skipPolling: true }), mediaMadeSchema, this.#limits.uploadMs, signal)
  }

  uploaded(id: string, signal: AbortSignal) {
    return this.#reading((masto) => masto.v1.media.$select(id).fetch(), mediaMadeSchema, signal)
  }

  /** The server makes one status of any number of requests with the same key, for an hour. */
  post({ status, visibility, inReplyToId, mediaIds }: NewStatus, key: string, signal: AbortSignal) {
    const params = { status, visibility, ...(inReplyToId === null ? {} : { inReplyToId }), ...(mediaIds.length === 0 ? {} : { mediaIds: [...mediaIds] }) }
    return this.#writing((masto) => masto.v1.statuses.create(params as mastodon.rest.v1.CreateStatusParams, { requestInit: { headers: { 'Idempotency-Key': key } } }), statusSchema, signal)
  }

  favourite(id: string, signal: AbortSignal) {
    return this.#writing((masto) => masto.v1.statuses.$select(id).favourite(), statusSchema, signal)
  }

  unfavourite(id: string, signal: AbortSignal) {
    return this.#writing((masto) => masto.v1.statuses.$select(id).unfavourite(), statusSchema, signal)
  }

  boost(id: string, signal: AbortSignal) {
    return this.#writing((masto) => masto.v1.statuses.$select(id).reblog(), statusSchema, signal)
  }

  follow(id: string, signal: AbortSignal) {
    return this.#writing((masto) => masto.v1.accounts.$select(id).follow(), relationshipSchema, signal)
  }

  unfollow(id: string, signal: AbortSignal) {
    return this.#writing((masto) => masto.v1.accounts.$select(id).unfollow(), relationshipSchema, signal)
  }

  #reading<Schema extends z.ZodType>(ask: Ask, answer: Schema, signal: AbortSignal) {
    return this.#repeated(ask, answer, this.#limits.readMs, signal)
  }

  #writing<Schema extends z.ZodType>(ask: Ask, answer: Schema, signal: AbortSignal) {
    return this.#asked(ask, answer, this.#limits.writeMs, signal)
  }

  #repeated<Schema extends z.ZodType>(ask: Ask, answer: Schema, limitMs: number, signal: AbortSignal): Promise<Reply<z.infer<Schema>>> {
    return repeating(() => this.#asked(ask, answer, limitMs, signal), this.#clock, this.#random, signal)
  }

  async #asked<Schema extends z.ZodType>(ask: Ask, answer: Schema, limitMs: number, signal: AbortSignal): Promise<Reply<z.infer<Schema>>> {
    const via = { exchange: this.#exchange, origin: this.#origin, token: this.#token, limitMs, signal }
    return fitting(answer, within(await throughMasto(via, ask), (json) => ({ json })))
  }
}

function paged({ limit, maxId }: Page): { limit: number; maxId?: string } {
  return { limit, ...(maxId === null ? {} : { maxId }) }
}
