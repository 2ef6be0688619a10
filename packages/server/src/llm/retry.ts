/**
 * When to ask again after a passing failure, and how long a provider says to wait. Arithmetic only: the waiting is
 * done in `attempt.ts` on the clock it is given.
 */
import type { Random } from '../base/random.ts'

/** Tries within one ask, the first included: the third still helps against a blip, a fourth only adds load. */
export const ATTEMPTS_MAX = 3
/** Waiting within one ask. A turn holds a lease meanwhile; what takes longer is slept on, not waited for. */
export const WAIT_TOTAL_MS = 30_000
/** First pause; doubles with each try. */
const BACKOFF_FIRST_MS = 500
export const BACKOFF_LONGEST_MS = 8_000
/** No agent sleeps longer on a provider's word (SPEC B8). */
export const SLEEP_LONGEST_MS = 24 * 3_600_000
/** Sleep when quota or credit is gone and the provider does not say until when: soon enough after somebody pays. */
export const SLEEP_UNTOLD_MS = 3_600_000

/** Half of the doubling pause is fixed and half drawn, so that agents that failed together come back apart. */
export function backoffMs(failures: number, random: Random): number {
  const whole = Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(whole / 2 + random.next() * (whole / 2))
}

/** A wake-up time a provider named, held to what SPEC B8 allows: after now, at most a day away. */
export function sleepUntil(nowMs: number, untilMs: number | null): number {
  return Math.min(Math.max(untilMs ?? nowMs + SLEEP_UNTOLD_MS, nowMs + 1_000), nowMs + SLEEP_LONGEST_MS)
}

/**
 * Milliseconds to wait by `retry-after-ms` (OpenAI, Azure), else `Retry-After` in seconds or as an HTTP date
 * (RFC 9110, 10.2.3); null when there is none that can be read.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>> | undefined, nowMs: number): number | null {
  const exact = headers?.['retry-after-ms']
  if (exact !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(exact)) return Math.ceil(Number(exact))
  const plain = headers?.['retry-after']?.trim()
  if (plain === undefined || plain === '') return null
  if (/^\d+(?:\.\d+)?$/.test(plain)) return Math.ceil(Number(plain) * 1_000)
  const atMs = Date.parse(plain)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}

/** The moment a reset is due, from the many ways it is written: ISO, epoch seconds or milliseconds, `34s`, `1h2m3.5s`. */
export function momentOf(value: unknown, nowMs: number): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) {
    if (value > 1e12) return value
    return value > 1e9 ? value * 1_000 : nowMs + value * 1_000
  }
  if (typeof value !== 'string' || value.trim() === '') return null
  if (/^\d+(?:\.\d+)?$/.test(value)) return momentOf(Number(value), nowMs)
  const span = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/.exec(value.trim())
  if (span) {
    const [days, hours, minutes, seconds, ms] = span.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number]
    return nowMs + Math.ceil(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000 + ms)
  }
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? null : atMs
}
