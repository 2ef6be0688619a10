/** Numbers below it are seconds: as milliseconds they would lie before March 1973, as seconds this lies in the year 5138. */
const SECONDS_BELOW = 1e11

/** Of a moment as senders write it: a text that a `Date` reads, Unix milliseconds, or Unix seconds. NaN for what is none. */
export function momentOf(value: unknown): number {
  if (typeof value === 'number') return value < SECONDS_BELOW ? value * 1_000 : value
  return typeof value === 'string' ? new Date(value).getTime() : Number.NaN
}
