/** How long ago, and exactly when, in words. Pure: `now` comes in. */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `now`, `4m`, `3h`, `6d`, then `12 Nov`, and `12 Nov 2024` in another year (UTC, so that server and browser agree). */
export function shortAge(instant: string, nowMs: number): string {
  const then = Date.parse(instant)
  const age = nowMs - then
  // The browser's clock may run behind the server's.
  if (age < 0) return age > -MINUTE_MS ? 'now' : `in ${span(-age)}`
  if (age < MINUTE_MS) return 'now'
  if (age < 7 * DAY_MS) return span(age)
  const date = new Date(then)
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  return date.getUTCFullYear() === new Date(nowMs).getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`
}

function span(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.floor(ms / MINUTE_MS))}m`
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)}h`
  return `${Math.floor(ms / DAY_MS)}d`
}

/** `21 November 2026 at 14:05:09 UTC`; in the browser's own zone when `timeZone` is left out. */
export function exactTime(instant: string, timeZone?: 'UTC'): string {
  return (timeZone === 'UTC' ? EXACT_UTC : EXACT_LOCAL).format(new Date(instant))
}

/** The same to the minute, for reading. */
export function minuteTime(instant: string, timeZone?: 'UTC'): string {
  return (timeZone === 'UTC' ? MINUTE_UTC : MINUTE_LOCAL).format(new Date(instant))
}

/** `UTC`, `GMT+1`: the reader's own zone as it is at that moment. */
export function zoneOf(instant: string): string {
  return ZONE.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName')?.value ?? 'your time'
}

/** `November 2026`, in UTC. */
export function monthAndYear(instant: string): string {
  return MONTH_UTC.format(new Date(instant))
}

// Made once: a formatter costs more to make than a whole post to render.
const MINUTE = {
  day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short',
} as const
const EXACT = { ...MINUTE, second: '2-digit' } as const
const MINUTE_UTC = new Intl.DateTimeFormat('en-GB', { ...MINUTE, timeZone: 'UTC' })
const MINUTE_LOCAL = new Intl.DateTimeFormat('en-GB', MINUTE)
const EXACT_UTC = new Intl.DateTimeFormat('en-GB', { ...EXACT, timeZone: 'UTC' })
const EXACT_LOCAL = new Intl.DateTimeFormat('en-GB', EXACT)
const ZONE = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
const MONTH_UTC = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
