/**
 * What went wrong at a provider, told apart by what to do about it. Vendors say the same things in different words:
 * here is the one place that knows the words. Pure: an error and the time in, a fault out. The message is fit for the
 * trace: one bounded line, the key blotted out.
 */
import { APICallError, EmptyResponseBodyError, InvalidResponseDataError, JSONParseError, TypeValidationError } from '@ai-sdk/provider'
import { messageOf } from '../base/errors.ts'
import { withoutControls } from './clean-text.ts'
import { CallTimedOutError } from './deadline.ts'
import { LaneFullError } from './lane.ts'
import { EndlessReplyError } from './providers/bounded-fetch.ts'
import { momentOf, retryAfterMs, WAIT_TOTAL_MS } from './retry.ts'

export type Fault =
  /** The caller gave up. */
  | { readonly kind: 'aborted'; readonly message: string }
  | { readonly kind: 'timed-out'; readonly message: string }
  /** Slow down; `waitMs` is what the provider said, if it said anything. */
  | { readonly kind: 'rate-limited'; readonly waitMs: number | null; readonly message: string }
  /** Money, credit or quota is gone; `untilMs` if the provider named a time. */
  | { readonly kind: 'exhausted'; readonly untilMs: number | null; readonly message: string }
  /** Overload, a cut connection, a bug over there: may be gone the next time. `begun`: an answer was already on its way. */
  | { readonly kind: 'passing'; readonly waitMs: number | null; readonly begun: boolean; readonly message: string }
  /** Something that is no model's reply: HTML, an empty body, half a body, a body without end. */
  | { readonly kind: 'garbled'; readonly again: boolean; readonly message: string }
  /** The model does not take a setting; the same question without it may do. */
  | { readonly kind: 'setting-refused'; readonly setting: 'format' | 'temperature' | 'reasoning'; readonly message: string }
  /** The provider will not answer this, on its rules. */
  | { readonly kind: 'refused'; readonly message: string }
  /** Bad key, no such model, malformed request: the same the next time. */
  | { readonly kind: 'lasting'; readonly status: number | null; readonly message: string }

const MESSAGE_CHARS_MAX = 300

export function faultOf(error: unknown, nowMs: number, signal: AbortSignal, apiKey: string | null): Fault {
  const message = told(error, apiKey)
  if (signal.aborted) return { kind: 'aborted', message: `Given up: ${told(signal.reason, apiKey)}` }
  const causes = causesOf(error)
  if (causes.some((cause) => cause instanceof CallTimedOutError)) return { kind: 'timed-out', message }
  const endless = causes.find((cause) => cause instanceof EndlessReplyError)
  // Asked again, it would go on for as long again.
  if (endless !== undefined) return { kind: 'garbled', again: false, message: told(endless, apiKey) }
  if (error instanceof LaneFullError) return { kind: 'lasting', status: null, message }
  if (APICallError.isInstance(error)) return faultOfAnswer(error, nowMs, message)
  if (isGarbled(error)) return { kind: 'garbled', again: true, message: `The reply was not one of a model: ${message}` }
  return { kind: 'lasting', status: null, message }
}

function isGarbled(error: unknown): boolean {
  return EmptyResponseBodyError.isInstance(error) || InvalidResponseDataError.isInstance(error) || JSONParseError.isInstance(error) || TypeValidationError.isInstance(error)
}

function faultOfAnswer(error: APICallError, nowMs: number, message: string): Fault {
  const status = error.statusCode ?? null
  const body = (error.responseBody ?? '').slice(0, 20_000)
  const words = `${error.message} ${body}`.toLowerCase()
  const waitMs = retryAfterMs(error.responseHeaders, nowMs) ?? waitIn(body, nowMs)

  if (status === null || (status < 400 && error.isRetryable)) return { kind: 'passing', waitMs: null, begun: status !== null, message: status === null ? message : `The connection was cut: ${message}` }
  if (status < 400) return { kind: 'garbled', again: true, message: `The reply was not one of a model: ${message}` }
  if (status === 402) return { kind: 'exhausted', untilMs: resetIn(error, body, nowMs), message }
  // Google says "exceeded your current quota" of a limit a minute too, and then names a wait that can be waited for.
  const shortWait = status === 429 && waitMs !== null && waitMs <= WAIT_TOTAL_MS && !/perday|insufficient/.test(words)
  if (!shortWait && NOTHING_LEFT.test(words)) return { kind: 'exhausted', untilMs: resetIn(error, body, nowMs), message }
  if (status === 429) return { kind: 'rate-limited', waitMs, message }
  if (/content[_ ](?:policy|filter)|content_exists_risk|content exists risk|safety system|responsible ai|moderation/.test(words)) return { kind: 'refused', message }
  if (status === 400 || status === 422) {
    const setting = refusedSetting(words)
    if (setting !== null) return { kind: 'setting-refused', setting, message }
  }
  // 408 and 409 (Anthropic, Google: a conflict over there), 425, 5xx, and 529 for "overloaded".
  if (status >= 500 || status === 408 || status === 409 || status === 425) return { kind: 'passing', waitMs, begun: false, message }
  return { kind: 'lasting', status, message }
}

/** OpenAI, DeepSeek, Moonshot, Anthropic ("credit balance is too low", as a 400), Google, MiniMax, gateways. */
const NOTHING_LEFT = /insufficient[_ ]?(?:quota|balance|credit|funds)|credit balance is too low|exceeded[_ ](?:your )?current[_ ]quota|billing[_ ]hard[_ ]limit|out of credits|quota.{0,40}(?:per[_ ]?day|daily)|perday|(?:daily|monthly).{0,20}limit/

function refusedSetting(words: string): 'format' | 'temperature' | 'reasoning' | null {
  if (!/unsupported|not support|unknown|invalid|unrecognized|not permitted|not allowed|must be|extra inputs|does not accept|deprecated/.test(words)) return null
  if (/response_?format|json_schema|output_config|output_format|response_?schema|structured output|text\.format/.test(words)) return 'format'
  if (/temperature/.test(words)) return 'temperature'
  return /reasoning|thinking/.test(words) ? 'reasoning' : null
}

/** Google tells the wait in the body: `"retryDelay": "34s"`. OpenAI in a sentence: "try again in 1.2s". */
function waitIn(body: string, nowMs: number): number | null {
  const said = /"retryDelay"\s*:\s*"([^"]{1,20})"/.exec(body)?.[1] ?? /try again in ((?:\d+(?:\.\d+)?(?:ms|[dhms]))+)/i.exec(body)?.[1]
  const atMs = said === undefined ? null : momentOf(said, nowMs)
  return atMs === null ? null : Math.max(0, atMs - nowMs)
}

/** The reset a provider names: in the body under the usual keys, else in `Retry-After`. */
function resetIn(error: APICallError, body: string, nowMs: number): number | null {
  const named = /"(?:resetAt|reset_at|resetsAt|resets_at|resetTime|reset_time|quotaResetTimeStamp)"\s*:\s*(?:"([^"]{1,40})"|(\d{1,16}(?:\.\d+)?))/i.exec(body)
  const fromBody = named === null ? null : momentOf(named[1] ?? Number(named[2]), nowMs)
  if (fromBody !== null) return fromBody
  const waitMs = retryAfterMs(error.responseHeaders, nowMs) ?? waitIn(body, nowMs)
  return waitMs === null ? null : nowMs + waitMs
}

/** An error and what led to it, outermost first. */
export function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = []
  for (let current = error; current !== undefined && current !== null && causes.length < 8; current = current instanceof Error ? current.cause : undefined) causes.push(current)
  return causes
}

/** One line for a person, without the key and without a page of HTML. */
export function told(error: unknown, apiKey: string | null): string {
  const status = APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400 ? `HTTP ${error.statusCode}: ` : ''
  let message = messageOf(error)
  if (APICallError.isInstance(error) && error.message === '' && error.responseBody) message = error.responseBody
  if (apiKey !== null && apiKey.length >= 4) message = message.replaceAll(apiKey, '…')
  const line = withoutControls(message).replace(/<[^>]{0,200}>/g, ' ').replace(/\s+/g, ' ').trim()
  return status + (line.length > MESSAGE_CHARS_MAX ? `${line.slice(0, MESSAGE_CHARS_MAX).toWellFormed()}…` : line || 'no reason given')
}
