/**
 * The client of AT Protocol (@atproto/api), with every request of its going through the house's exchange: guarded, bounded
 * in bytes and in time, redirected nowhere. The client makes the address and the body, and holds each answer against its
 * lexicon; what came of it is told as a `Reply`.
 *
 * The package is loaded at the first request: it knows some hundreds of lexicons, which cost 70 MB and, on a busy machine,
 * seconds; an instance without a PDS shouldn't pay for them.
 *
 * Its own session keeping is not used. It would follow the server that an account's DID document names, which is another
 * place than the one whose ownership was proved (SPEC P1).
 */
import type { AtpBaseClient } from '@atproto/api'
import { messageOf } from '../base/errors.ts'
import { Exchange, misread, type Place } from '../platform/outside/exchange.ts'
import { plainLine } from '../platform/outside/plain-text.ts'
import type { NoAnswer, Reply } from '../platform/outside/reply.ts'
import { errorName, XRPC_WIRE } from './limit.ts'

export type Protocol = typeof import('@atproto/api')

/** From the first byte sent to the last received. */
export interface TimeLimits {
  readonly readMs: number
  readonly writeMs: number
  readonly uploadMs: number
}
export const TIME_LIMITS: TimeLimits = { readMs: 10_000, writeMs: 20_000, uploadMs: 60_000 }

/** Fifty records; a lexicon leaves room for much longer ones, which nobody has to read. */
const ANSWER_BYTES_MOST = 2 * 1024 * 1024

/** Whose word a request carries, as its `Authorization`; null for what anybody may ask. */
export type Authority = string | null

export interface CallOptions {
  readonly signal: AbortSignal
  readonly headers: Record<string, string>
}

export type Call<Data> = (client: AtpBaseClient, options: CallOptions) => Promise<{ readonly data: Data }>

class NoAnswerError extends Error {
  readonly reply: NoAnswer
  constructor(reply: NoAnswer) {
    super(reply.kind)
    this.reply = reply
  }
}

export class Xrpc {
  readonly #exchange: Exchange
  readonly #limits: TimeLimits
  #client: Promise<AtpBaseClient> | null = null

  constructor(place: Place, limits: TimeLimits) {
    this.#exchange = new Exchange(place, XRPC_WIRE)
    this.#limits = limits
  }

  protocol(): Promise<Protocol> {
    return import('@atproto/api')
  }

  /** Sent once. */
  async ask<Data>(authority: Authority, signal: AbortSignal, call: Call<Data>): Promise<Reply<Data>> {
    this.#client ??= this.protocol().then(({ AtpBaseClient: Client }) => new Client((path, init) => this.#send(path, init)))
    const client = await this.#client
    try {
      const { data } = await call(client, { signal, headers: authority === null ? {} : { authorization: authority } })
      return { kind: 'answered', value: data }
    } catch (error) {
      return replyIn(error)
    }
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = Object.fromEntries(new Headers(init.headers))
    const asked = {
      method: init.method === 'get' ? 'GET' : 'POST', path, headers: { ...headers, accept: 'application/json' }, bytesMost: ANSWER_BYTES_MOST,
      // As the client encodes it: JSON and images alike are bytes.
      ...(init.body == null ? {} : { body: init.body as Uint8Array<ArrayBuffer> }),
      secret: headers['authorization']?.split(' ')[1] ?? null,
      limitMs: this.#limitOf(path, init),
    } as const
    const reply = await this.#exchange.ask(asked, init.signal ?? new AbortController().signal)
    if (reply.kind !== 'answered') throw new NoAnswerError(reply)
    const { text, status } = reply.value
    return text.trim() === '' ? new Response(null, { status }) : new Response(text, { status, headers: { 'content-type': 'application/json' } })
  }

  #limitOf(path: string, init: RequestInit): number {
    if (init.method === 'get') return this.#limits.readMs
    return path.includes('uploadBlob') ? this.#limits.uploadMs : this.#limits.writeMs
  }
}

/** The client wraps what it is thrown, at times twice. */
function replyIn(error: unknown): Reply<never> {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof NoAnswerError) return cause.reply
    if (cause.name === 'ValidationError') return misread(`its answer does not fit: ${plainLine(cause.message)}`)
  }
  // What is no status of HTTP is one of the client's own: it could make nothing of what came.
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 100) return misread(`its answer does not fit: ${plainLine(messageOf(error))}`)
  throw error
}

export function isDeclined(reply: Reply<unknown>, ...names: readonly string[]): boolean {
  return reply.kind === 'declined' && names.includes(errorName(reply.json) ?? '')
}
