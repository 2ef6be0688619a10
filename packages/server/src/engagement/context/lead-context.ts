/**
 * What is known of a lead from their events alone (SPEC E4). Everything in it comes out the same in whatever order events
 * arrive: counts and sums commute, times are greatest or least, the stage is read off those (`stage-rules.ts`).
 */
import type { Stage } from '@troupe/contract'

export interface LeadContext {
  readonly stage: Stage
  readonly stageSinceMs: number
  /** The lead's own doing; messages to them and acts of the house are not. */
  readonly firstSeenMs: number | null
  readonly lastSeenMs: number | null
  readonly events: number
  readonly counts: Readonly<Record<string, number>>
  /** Epoch milliseconds by type. */
  readonly lastMs: Readonly<Record<string, number>>
  readonly revenueMinor: number
  readonly attributes: Readonly<Record<string, unknown>>
}
