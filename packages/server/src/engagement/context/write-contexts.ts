/** Contexts of leads that are there, written over, whatever their number in one statement. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { bigints, givenRows, ints, jsons, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { LeadContext } from './lead-context.ts'

/** Within the transaction that holds them. */
export async function writeContexts(within: Within, contexts: readonly (readonly [Id, LeadContext])[]): Promise<void> {
  if (contexts.length === 0) return
  await sql`UPDATE consumer_contexts c SET stage = d.stage, stage_since = d.stage_since, first_seen_at = d.first_seen_at, last_seen_at = d.last_seen_at, events = d.events, counts = d.counts, last_at = d.last_at,
      revenue_minor = d.revenue_minor, attributes = d.attributes, marks = d.marks
    FROM ${givenRows({ id: uuids(contexts, ([id]) => id), stage: texts(contexts, ([, is]) => is.stage), stage_since: bigints(contexts, ([, is]) => is.stageSinceMs), first_seen_at: bigints(contexts, ([, is]) => is.firstSeenMs), last_seen_at: bigints(contexts, ([, is]) => is.lastSeenMs),
      events: ints(contexts, ([, is]) => is.events), counts: jsons(contexts, ([, is]) => JSON.stringify(is.counts)), last_at: jsons(contexts, ([, is]) => JSON.stringify(is.lastAtMs)), revenue_minor: bigints(contexts, ([, is]) => is.revenueMinor),
      attributes: jsons(contexts, ([, is]) => JSON.stringify(is.attributes)), marks: jsons(contexts, ([, is]) => JSON.stringify(is.marks)) })} AS d
    WHERE c.consumer_id = d.id`.execute(within)
}
