/**
 * What an answer, or none, says of whether a message went out. The question is never "was there an error" but "can it have been
 * accepted": only what certainly was not may be tried again.
 */
import { ForbiddenAddressError, PublicAddressError, RedirectError } from '../../base/guarded-fetch.ts'
import { messageOf } from '../../base/errors.ts'
import type { NotSent } from '../channel.ts'

/** Of those who say "too many" and not for how long. */
const PAUSE_STANDARD_MS = 30_000
/** Nobody's message is put off for longer by a header. */
const PAUSE_MOST_MS = 3_600_000
const REASON_CHARACTERS_MOST = 300

/** The connection was not made, so nothing was heard: by the name, the network, the certificate. What breaks inside TLS (EPROTO, ERR_SSL_…) may break after the words. */
const NEVER_LEFT = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/

export interface Answered {
  readonly status: number
  readonly reason: string
  /** As it stood in the header. */
  readonly retryAfter?: string | null | undefined
}

/** `who`: the vendor's name, for people. */
export function outcomeOfStatus(who: string, { status, reason, retryAfter }: Answered, nowMs: number): NotSent {
  const said = short(`${who} answered ${status}: ${reason}`)
  if (status === 429) return { kind: 'later', untilMs: nowMs + pauseOf(retryAfter, nowMs), reason: said }
  // Credentials are mended by people; what waits may go then.
  if (status === 401 || status === 403) return { kind: 'failed', permanent: false, reason: short(`${said} Check the credentials in Settings.`) }
  if (status === 408 || status >= 500) return { kind: 'unknown', reason: short(`${said} It may have been accepted.`) }
  if (status >= 300) return { kind: 'failed', permanent: true, reason: said }
  return { kind: 'unknown', reason: said }
}

/** Of whatever was thrown on the way. */
export function outcomeOfThrown(who: string, error: unknown): NotSent {
  for (const link of chainOf(error)) {
    if (link instanceof ForbiddenAddressError || link instanceof PublicAddressError) return { kind: 'failed', permanent: true, reason: short(link.message) }
    if (link instanceof RedirectError) return { kind: 'failed', permanent: true, reason: short(link.message) }
    const code = (link as { code?: unknown }).code
    if (typeof code === 'string' && NEVER_LEFT.test(code)) return { kind: 'failed', permanent: false, reason: short(`${who} could not be reached (${code}).`) }
  }
  return { kind: 'unknown', reason: short(isGivenUp(error) ? `${who} did not answer in time.` : `The connection to ${who} ended before there was an answer: ${messageOf(error)}`) }
}

export function isGivenUp(error: unknown): boolean {
  return chainOf(error).some((link) => link.name === 'AbortError' || link.name === 'TimeoutError')
}

/** The error, and what it was caused by; Stripe calls that `detail`. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  for (let link: unknown = error; link instanceof Error && chain.length < 5; link = link.cause ?? (link as { detail?: unknown }).detail) chain.push(link)
  return chain
}

function pauseOf(retryAfter: string | null | undefined, nowMs: number): number {
  if (!retryAfter) return PAUSE_STANDARD_MS
  const pauseMs = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs
  return Number.isFinite(pauseMs) ? Math.min(Math.max(pauseMs, 1000), PAUSE_MOST_MS) : PAUSE_STANDARD_MS
}

export function short(text: string): string {
  return text.length <= REASON_CHARACTERS_MOST ? text : `${text.slice(0, REASON_CHARACTERS_MOST - 1)}…`
}
