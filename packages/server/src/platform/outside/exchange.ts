/**
 * One request to an outside place and what came of it. The far side is a stranger's program: its answer is bounded in bytes and
 * in time from the first byte to the last, must be JSON, and no redirect is followed (guarded-fetch).
 * Nothing is repeated here. What one wire says differently from another, its limits and its complaints, is given (`Wire`).
 */
import type { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { ExpectedError, messageOf } from '../../base/errors.ts'
import { retryAfterMs } from '../../llm/retry.ts'
import type { Asleep } from '../outside-platform.ts'
import { plainLine } from './plain-text.ts'
import type { Reply } from './reply.ts'

/** Fifty items of a few kilobytes, or a few thousand comments. */
const ANSWER_BYTES_MOST = 1024 * 1024

/** Before a connection stands, nothing has been sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'])
/** A gateway in front answers with these while the server behind it may still be at work. */
const GATEWAY = new Set([502, 503, 504, 520, 522, 524])

export interface Place {
  /** Scheme, host and port, of which control has been proved. */
  readonly origin: string
  /** Behind the guard: `guardedFetch`. */
  readonly fetch: typeof fetch
  readonly clock: Clock
}

/** A 429 or 402. */
export interface LimitReply {
  readonly status: number
  readonly headers: Headers
  /** Parsed, if it was JSON. */
  readonly body: unknown
  readonly nowMs: number
}

export interface Wire {
  /** How long to sleep on it. */
  limitTold(reply: LimitReply): Asleep
  /** What a body says went wrong; null where it says nothing. */
  complaintOf(body: unknown): string | null
}

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | FormData
  /** Blotted out of reasons, should it come back in one. */
  readonly secret: string | null
  /** From the first byte sent to the last received. */
  readonly limitMs: number
  readonly bytesMost?: number
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** What its JSON says; null where it said nothing at all. */
  readonly json: unknown
  /** The same unread. */
  readonly text: string
}

class TooLongError extends Error {}

/** A signal that is given either by the caller or by the clock on the wall; cheaper than `AbortSignal.any` of two, and gone when closed. */
class TimeLimit {
  readonly #own = new AbortController()
  readonly #callers: AbortSignal
  readonly #timer: NodeJS.Timeout
  readonly #pass = (): void => this.#own.abort(this.#callers.reason)
  isOver = false

  constructor(ms: number, callers: AbortSignal) {
    this.#callers = callers
    callers.addEventListener('abort', this.#pass, { once: true })
    this.#timer = setTimeout(() => {
      this.isOver = true
      this.#own.abort()
    }, ms)
  }

  get signal(): AbortSignal {
    return this.#own.signal
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#callers.removeEventListener('abort', this.#pass)
  }
}

export class Exchange {
  readonly #place: Place
  readonly #wire: Wire
  #skewMs = 0

  constructor(place: Place, wire: Wire) {
    this.#place = place
    this.#wire = wire
  }

  /** How far the other clock is ahead of ours, by the `Date` of its last answer, to a second. */
  get skewMs(): number {
    return this.#skewMs
  }

  async ask(asked: Asked, signal: AbortSignal): Promise<Reply<Answer>> {
    if (signal.aborted) return { kind: 'unsent', passing: false, reason: 'switched off' }
    const { method, path, headers, body, limitMs, bytesMost = ANSWER_BYTES_MOST } = asked
    const timeLimit = new TimeLimit(limitMs, signal)
    try {
      const response = await this.#place.fetch(new URL(path, this.#place.origin), {
        method, headers, ...(body === undefined ? {} : { body }), signal: timeLimit.signal,
      })
      this.#noteClock(response)
      return this.#read(asked, response, await textFor(response, bytesMost))
    } catch (error) {
      if (signal.aborted) return unclear('switched off before the answer came')
      if (timeLimit.isOver) return unclear(`no whole answer within ${limitMs} ms`)
      return brokenOff(error)
    } finally {
      timeLimit.close()
    }
  }

  #noteClock(response: Response): void {
    const farMs = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(farMs)) this.#skewMs = farMs - this.#place.clock.now()
  }

  #read({ secret }: Asked, { status, headers }: Response, text: string): Reply<Answer> {
    // Nothing at all is an answer where none was due: to a removal.
    const json = text.trim() === '' ? null : parsed(text)
    const nowMs = this.#place.clock.now()
    if (status === 429 || status === 402) return { kind: 'limited', asleep: this.#wire.limitTold({ status, headers, body: json, nowMs }) }
    const said = this.#complaint(json, secret)
    if (status >= 500) {
      const waitMs = retryAfterMs(Object.fromEntries(headers), nowMs)
      return { kind: 'unclear', passing: status !== 501, over: !GATEWAY.has(status), waitMs, reason: `it answered ${status}${said}` }
    }
    if (status >= 400) return { kind: 'declined', status, reason: `it answered ${status}${said}` }
    if (json === undefined) return misread(`its answer is no JSON, but begins: ${plainLine(text).slice(0, 60) || '(nothing)'}`)
    return { kind: 'answered', value: { status, headers, json, text } }
  }

  /** What it says went wrong, after a colon; the secret blotted out, should it come back. */
  #complaint(json: unknown, secret: string | null): string {
    const words = this.#wire.complaintOf(json)
    if (words === null) return ''
    return `: ${secret === null ? plainLine(words) : plainLine(words.replaceAll(secret, '…'))}`
  }
}

/** The answer in the shape that is due; one of another shape says nothing for certain, and would not the next time. */
export function fitting<Schema extends z.ZodType>(schema: Schema, reply: Reply<Pick<Answer, 'json'>>): Reply<z.infer<Schema>> {
  if (reply.kind !== 'answered') return reply
  const read = schema.safeParse(reply.value.json)
  if (read.success) return { kind: 'answered', value: read.data }
  const [issue] = read.error.issues
  return misread(`its answer does not fit: ${issue?.path.join('.') || 'answer'}: ${issue?.message ?? 'wrong'}`)
}

/** It answered, in words that say nothing, and would say them again. */
export function misread(reason: string): Reply<never> {
  return { ...unclear(reason), passing: false }
}

function unclear(reason: string): Reply<never> & { kind: 'unclear' } {
  return { kind: 'unclear', passing: true, over: false, waitMs: null, reason }
}

function brokenOff(error: unknown): Reply<never> {
  // The guard's: an address that may not be reached.
  if (error instanceof ExpectedError && error.kind === 'forbidden') return { kind: 'unsent', passing: false, reason: error.message }
  if (error instanceof TooLongError) return { ...unclear(error.message), passing: false }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  if (code !== null && NEVER_SENT.has(code)) return { kind: 'unsent', passing: true, reason: `it cannot be reached (${code})` }
  // A certificate that isn't right ends the connection before anything is said.
  if (code !== null && /CERT|TLS|SSL/.test(code)) return { kind: 'unsent', passing: false, reason: `no secure connection (${code})` }
  // A redirect, or a status that is none: the same the next time.
  if (code === null && error instanceof TypeError) return { ...unclear(plainLine(messageOf(error))), passing: false }
  return unclear(`the connection was lost${code === null ? '' : ` (${code})`}`)
}

/** A status that says no says it whether or not its reasons arrive whole. */
async function textFor(response: Response, bytesMost: number): Promise<string> {
  try {
    return await textOf(response, bytesMost)
  } catch (error) {
    if (response.ok) throw error
    return ''
  }
}

async function textOf(response: Response, bytesMost: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the body, which closes the connection.
    if (bytes > bytesMost) throw new TooLongError(`its answer is longer than ${bytesMost / 1024} KB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
