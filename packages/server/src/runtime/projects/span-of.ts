import type { Span } from '@troupe/contract'

/** Null where one of the ends is not told. */
export function spanOf(fromMs: number | null, toMs: number | null): Span | null {
  return fromMs === null || toMs === null ? null : { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
}
