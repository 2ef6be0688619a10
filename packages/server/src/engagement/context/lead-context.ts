/**
 * What is known of a lead from their events alone (SPEC E4). Everything in it comes out the same in whatever order events
 * arrive: counts and sums commute, times are greatest or least, an attribute is what was said of it last, and the stage is read
 * off those (`stage-of.ts`). So what an event changes at once and what a rebuild finds are the same.
 */
import type { Stage } from '@troupe/contract'
import type { ContextMarks } from '../../store/lead-schema.ts'

export interface LeadContext {
  readonly stage: Stage
  readonly stageSinceMs: number
  /** The lead's own doing; messages to them and acts of the house are not. */
  readonly firstSeenMs: number | null
  readonly lastSeenMs: number | null
  readonly events: number
  readonly counts: Readonly<Record<string, number>>
  /** Epoch milliseconds by type. */
  readonly lastAtMs: Readonly<Record<string, number>>
  readonly revenueMinor: number
  readonly attributes: Readonly<Record<string, unknown>>
  /** What the next event needs to come out right, and nobody shows. */
  readonly marks: Readonly<ContextMarks>
}

/** What of an event a context is made of. */
export interface ContextEvent {
  readonly type: string
  readonly atMs: number
  readonly counted: boolean
  /** Null once erased. */
  readonly payload: Readonly<Record<string, unknown>> | null
}

/** `sinceMs`: since when the lead is known. */
export function emptyContext(sinceMs: number): LeadContext {
  return { stage: 'new', stageSinceMs: sinceMs, firstSeenMs: null, lastSeenMs: null, events: 0, counts: {}, lastAtMs: {}, revenueMinor: 0, attributes: {}, marks: {} }
}
