/** Contexts as they stand in their table. */
import type { Selectable } from 'kysely'
import type { ConsumerContextsTable } from '../../store/lead-schema.ts'
import type { LeadContext } from './lead-context.ts'

export type ContextRow = Pick<Selectable<ConsumerContextsTable>, 'stage' | 'stage_since' | 'first_seen_at' | 'last_seen_at' | 'events' | 'counts' | 'last_at' | 'revenue_minor' | 'attributes' | 'marks'>

export function contextOfRow(row: ContextRow): LeadContext {
  return {
    stage: row.stage, stageSinceMs: row.stage_since, firstSeenMs: row.first_seen_at, lastSeenMs: row.last_seen_at, events: row.events, counts: row.counts, lastAtMs: row.last_at, revenueMinor: row.revenue_minor,
    attributes: row.attributes, marks: row.marks,
  }
}

export function rowOfContext({ stage, stageSinceMs, firstSeenMs, lastSeenMs, events, counts, lastAtMs, revenueMinor, attributes, marks }: LeadContext): ContextRow {
  return { stage, stage_since: stageSinceMs, first_seen_at: firstSeenMs, last_seen_at: lastSeenMs, events, counts, last_at: lastAtMs, revenue_minor: revenueMinor, attributes, marks }
}
