/**
 * The client `masto` over the house's exchange. masto 8 calls the global `fetch` and takes no other one (`HttpNativeImpl.request`): it would
 * connect to whatever the name leads to, follow redirects and read an answer of any length. Its parts are exported, though
 * (`masto/adapters/*`), so only the one that sends requests is ours; masto's stay its map from `v1.statuses.create` to a request and its
 * writing of queries, forms and bodies.
 *
 * Answers stay as they came, in the wire's own names, for `words.ts` to read: masto renames every key of them, which takes 2.5 ms for a
 * page of ten statuses, where parsing takes 0.1, and 2.5 s for 1.7 MB of nothing but keys; and it checks nothing.
 *
 * A client is made for each call, with the call's signal, since masto passes none on to lists; it is three small objects.
 */
import type { mastodon } from 'masto'
import { createActionProxy, HttpActionDispatcher } from 'masto/adapters/action/index.js'
import { HttpActionDispatcherHookMastodon } from 'masto/adapters/action/dispatcher-http-hook-mastodon.js'
import { HttpConfigImpl } from 'masto/adapters/config/index.js'
import { BaseHttp } from 'masto/adapters/http/index.js'
import { SerializerNativeImpl } from 'masto/adapters/serializers/index.js'
import type { HttpRequestParams, HttpResponse, Serializer } from 'masto/interfaces/index.js'
import type { Asked, Exchange } from '../platform/outside/exchange.ts'
import type { NoAnswer, Reply } from '../platform/outside/reply.ts'

/** A thread of a few hundred replies, each with its author's whole profile. */
const ANSWER_BYTES_MOST = 2 * 1024 * 1024

export interface Via {
  readonly exchange: Exchange
  readonly origin: string
  /** Null: asked in nobody's name. */
  readonly token: string | null
  readonly limitMs: number
  readonly signal: AbortSignal
}

const serializer = new SerializerNativeImpl()

class NoAnswerError extends Error {
  readonly reply: NoAnswer

  constructor(reply: NoAnswer) {
    super(reply.kind)
    this.reply = reply
  }
}

class HouseHttp extends BaseHttp {
  readonly #via: Via
  readonly #config: HttpConfigImpl

  constructor(via: Via) {
    super()
    this.#via = via
    this.#config = new HttpConfigImpl({ url: via.origin, ...(via.token === null ? {} : { accessToken: via.token }) }, serializer)
  }

  async request<T>({ method, path, search, body, encoding = 'json', requestInit }: HttpRequestParams): Promise<HttpResponse<T>> {
    const { exchange, token, limitMs, signal } = this.#via
    const { pathname, search: query } = this.#config.resolvePath(path, search)
    const written = body === undefined ? undefined : (serializer as Serializer).serialize(encoding, body) as string | FormData
    const headers = new Headers(this.#config.mergeRequestInitWithDefaults(requestInit).headers)
    headers.set('accept', 'application/json')
    if (typeof written === 'string') headers.set('content-type', 'application/json')
    const reply = await exchange.ask({
      method: method as Asked['method'], path: `${pathname}${query}`, headers: Object.fromEntries(headers), ...(written === undefined ? {} : { body: written }),
      secret: token, limitMs, bytesMost: ANSWER_BYTES_MOST,
    }, signal)
    if (reply.kind !== 'answered') throw new NoAnswerError(reply)
    return { headers: reply.value.headers, data: reply.value.json as T }
  }
}

/** One call through masto, and what came of it; whatever it answers is read as `unknown`. */
export async function throughMasto(via: Via, call: (masto: mastodon.rest.Client) => PromiseLike<unknown>): Promise<Reply<unknown>> {
  const http = new HouseHttp(via)
  const dispatcher = new HttpActionDispatcher(http, new HttpActionDispatcherHookMastodon(http))
  const masto = createActionProxy<mastodon.rest.Client>(dispatcher, { context: ['api'] })
  try {
    return { kind: 'answered', value: await call(masto) }
  } catch (error) {
    if (error instanceof NoAnswerError) return error.reply
    throw error
  }
}
