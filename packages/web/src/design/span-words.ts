import type { Span } from '@troupe/contract'

/** `2026-01-05 to 2026-01-07`, and within one day `2026-01-05, 08:00 to 09:30`; UTC, as the simulation had it. */
export function spanWords({ from, to }: Span): string {
  const [day, other] = [from.slice(0, 10), to.slice(0, 10)]
  return day === other ? `${day}, ${from.slice(11, 16)} to ${to.slice(11, 16)}` : `${day} to ${other}`
}
