/**
 * One request to a showcase and what came of it. The far side is a stranger's program: its answer is bounded in bytes and
 * in time from the first byte to the last, must be JSON of the expected shape, and no redirect is followed (guarded-fetch).
 * Nothing is repeated here.
 */
import type { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { ExpectedError, messageOf } from '../base/errors.ts'
import { retryAfterMs } from '../llm/retry.ts'
import { limitTold } from './limit.ts'
import { plainLine } from './plain-text.ts'
import type { Reply } from './reply.ts'
import { complaintSchema } from './words.ts'

/** Fifty items of a few kilobytes, or a few thousand comments. */
const ANSWER_BYTES_MOST = 1024 * 1024

/** Before a connection stands, nothing has been sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'])
/** A gateway in front answers with these while the server behind it may still be at work. */
const GATEWAY = new Set([502, 503, 504, 520, 522, 524])

export interface Site {
  /** Scheme, host and port, of which control has been proved. */
  readonly origin: string
  readonly token: string
  /** Behind the guard: `guardedFetch`. */
  readonly fetch: typeof fetch
  readonly clock: Clock
}

export interface Call<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Whose act it is; null for a service call. */
  readonly agentId: string | null
  readonly body?: unknown
  /** What is said without the service's token: reading a public file. */
  readonly open?: true
  readonly answer: Schema
  /** From the first byte sent to the last received. */
  readonly limitMs: number
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
  readonly #site: Site
  #skewMs = 0

  constructor(site: Site) {
    this.#site = site
  }

  /** How far the other clock is ahead of ours, by the `Date` of its last answer, to a second. */
  get skewMs(): number {
    return this.#skewMs
  }

  async ask<Schema extends z.ZodType>(call: Call<Schema>, signal: AbortSignal): Promise<Reply<z.infer<Schema>>> {
    if (signal.aborted) return { kind: 'unsent', passing: false, reason: 'switched off' }
    const timeLimit = new TimeLimit(call.limitMs, signal)
    try {
      const response = await this.#site.fetch(new URL(call.path, this.#site.origin), {
        method: call.method,
        headers: this.#headers(call),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        signal: timeLimit.signal,
      })
      this.#noteClock(response)
      return this.#read(call, response, await textFor(response))
    } catch (error) {
      if (signal.aborted) return unclear('switched off before the answer came')
      if (timeLimit.isOver) return unclear(`no whole answer within ${call.limitMs} ms`)
      return brokenOff(error)
    } finally {
      timeLimit.close()
    }
  }

  #headers(call: Call<z.ZodType>): Record<string, string> {
    return {
      accept: 'application/json',
      ...(call.open ? {} : { authorization: `Bearer ${this.#site.token}` }),
      ...(call.agentId === null ? {} : { 'x-agent-id': call.agentId }),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    }
  }

  #noteClock(response: Response): void {
    const farMs = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(farMs)) this.#skewMs = farMs - this.#site.clock.now()
  }

  #read<Schema extends z.ZodType>(call: Call<Schema>, { status, headers }: Response, text: string): Reply<z.infer<Schema>> {
    // Nothing at all is an answer where none was due: to a removal.
    const value = text.trim() === '' ? null : parsed(text)
    if (status === 429 || status === 402) {
      return { kind: 'limited', asleep: limitTold({ status, headers, body: value, nowMs: this.#site.clock.now() }) }
    }
    const said = this.#complaint(value)
    if (status >= 500) {
      const waitMs = retryAfterMs(Object.fromEntries(headers), this.#site.clock.now())
      return { kind: 'unclear', passing: status !== 501, over: !GATEWAY.has(status), waitMs, reason: `it answered ${status}${said}` }
    }
    if (status >= 400) return { kind: 'declined', status, reason: `it answered ${status}${said}` }
    if (value === undefined) return { ...unclear(`its answer is no JSON, but begins: ${plainLine(text).slice(0, 60) || '(nothing)'}`), passing: false }
    const read = call.answer.safeParse(value)
    if (read.success) return { kind: 'answered', value: read.data }
    const [issue] = read.error.issues
    return { ...unclear(`its answer does not fit: ${issue?.path.join('.') || 'answer'}: ${issue?.message ?? 'wrong'}`), passing: false }
  }

  /** What it says went wrong, after a colon; the token blotted out, should it come back. */
  #complaint(value: unknown): string {
    const { data } = complaintSchema.safeParse(value)
    const words = data?.error ?? data?.message ?? data?.detail ?? data?.title
    return words === undefined ? '' : `: ${plainLine(words).replaceAll(this.#site.token, '…')}`
  }
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
async function textFor(response: Response): Promise<string> {
  try {
    return await textOf(response)
  } catch (error) {
    if (response.ok) throw error
    return ''
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the body, which closes the connection.
    if (bytes > ANSWER_BYTES_MOST) throw new TooLongError(`its answer is longer than ${ANSWER_BYTES_MOST / 1024} KB`)
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
