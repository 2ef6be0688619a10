/** A context as the API tells it. */
import type { Context } from '@troupe/contract'
import type { LeadContext } from './lead-context.ts'

export function shownContext({ stage, stageSinceMs, firstSeenMs, lastSeenMs, events, counts, lastAtMs, revenueMinor, attributes }: LeadContext): Context {
  const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  return {
    stage, stageSince: new Date(stageSinceMs).toISOString(), firstSeenAt: instant(firstSeenMs), lastSeenAt: instant(lastSeenMs), events, counts, lastAt: Object.fromEntries(Object.entries(lastAtMs).map(([type, ms]) => [type, new Date(ms).toISOString()])),
    revenueMinor, attributes,
  }
}
