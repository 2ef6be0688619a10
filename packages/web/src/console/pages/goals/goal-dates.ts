/** Days of a goal: a person names the first and the last, the API has instants and an end that is no part of it. */
const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const

/** `2026-11-03` → the moment that day begins by the reader's clock; null where it is no day. */
export function beginOf(day: string): string | null {
  const at = new Date(`${day}T00:00:00`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** The moment the day is over. */
export function endOf(day: string): string | null {
  const at = new Date(`${day}T00:00:00`)
  if (Number.isNaN(at.getTime())) return null
  at.setDate(at.getDate() + 1)
  return at.toISOString()
}

/** As an input of a day has it, so many days from one on. */
export function dayFrom(ms: number, days: number): string {
  const at = new Date(ms)
  at.setDate(at.getDate() + days)
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** `3 Nov – 10 Nov 2026`; a goal that ends at midnight ends on the day before. */
export function spanWords({ from, to }: { from: string; to: string }): string {
  return new Intl.DateTimeFormat('en-GB', DAY).formatRange(Date.parse(from), Date.parse(to) - 1)
}
