/** Writes what a batch of events made: leads, identities, contexts, events and jobs, a statement a table at most. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { bigints, booleans, ints, jsonbs, jsons, texts, uuids } from '../../store/columns.ts'
import { AHEAD, KEPT } from '../../store/kept-statements.ts'
import type { Within } from '../../store/database.ts'
import type { BookedLead } from './lead-book.ts'
import type { StoredEvent } from './lead-event.ts'
import type { OwnedIdentity } from './read-leads.ts'

export interface EventRow extends StoredEvent {
  readonly payloadText: string
}

/** Agents of leads that could hear of it. */
const STARTED = sql.raw(`('idle', 'busy', 'asleep')`)

/** Resolves to whether all identities were free still; where not, another transaction was quicker. */
export async function writeNewLeads(within: Within, leads: readonly BookedLead[], identities: readonly (OwnedIdentity & { readonly consumerId: Id })[], sample: (creatorId: Id) => boolean = () => false): Promise<boolean> {
  if (leads.length > 0) {
    await sql`${AHEAD} WITH given AS MATERIALIZED (SELECT * FROM unnest(${uuids(leads, ({ lead }) => lead.id)}, ${uuids(leads, ({ lead }) => lead.workspaceId)}, ${uuids(leads, ({ lead }) => lead.creatorId)}, ${texts(leads, ({ lead }) => lead.externalId)},
        ${texts(leads, ({ lead }) => lead.name)}, ${texts(leads, ({ lead }) => lead.email)}, ${texts(leads, ({ lead }) => lead.phone)}, ${texts(leads, ({ lead }) => lead.whatsapp)}, ${texts(leads, ({ lead }) => lead.timezone)},
        ${texts(leads, ({ lead }) => lead.locale)}, ${bigints(leads, ({ createdMs }) => createdMs)}, ${booleans(leads, ({ lead }) => sample(lead.creatorId))},
        ${texts(leads, ({ context }) => context.stage)}, ${bigints(leads, ({ context }) => context.stageSinceMs)}, ${bigints(leads, ({ context }) => context.firstSeenMs)}, ${bigints(leads, ({ context }) => context.lastSeenMs)},
        ${ints(leads, ({ context }) => context.events)}, ${jsons(leads, ({ context }) => JSON.stringify(context.counts))}, ${jsons(leads, ({ context }) => JSON.stringify(context.lastAtMs))},
        ${bigints(leads, ({ context }) => context.revenueMinor)}, ${jsons(leads, ({ context }) => JSON.stringify(context.attributes))}, ${jsons(leads, ({ context }) => JSON.stringify(context.marks))})
        AS d (id, workspace_id, creator_id, external_id, name, email, phone, whatsapp, timezone, locale, created_at, sample, stage, stage_since, first_seen_at, last_seen_at, events, counts, last_at, revenue_minor, attributes, marks)),
      made AS (INSERT INTO consumers (id, workspace_id, creator_id, external_id, name, email, phone, whatsapp, timezone, locale, created_at, sample)
        SELECT id, workspace_id, creator_id, external_id, name, email, phone, whatsapp, timezone, locale, created_at, sample FROM given)
      INSERT INTO consumer_contexts (consumer_id, workspace_id, creator_id, stage, stage_since, first_seen_at, last_seen_at, events, counts, last_at, revenue_minor, attributes, marks)
      SELECT id, workspace_id, creator_id, stage, stage_since, first_seen_at, last_seen_at, events, counts, last_at, revenue_minor, attributes, marks FROM given`.execute(within)
  }
  if (identities.length === 0) return true
  // In one order whoever writes, so that two batches never wait for each other.
  const ordered = identities.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const { numAffectedRows = 0n } = await sql`${KEPT} INSERT INTO consumer_identities (creator_id, kind, value, consumer_id)
    SELECT * FROM unnest(${uuids(ordered, (one) => one.creatorId)}, ${texts(ordered, (one) => one.kind)}, ${texts(ordered, (one) => one.value)}, ${uuids(ordered, (one) => one.consumerId)}) ON CONFLICT DO NOTHING`.execute(within)
  return numAffectedRows === BigInt(ordered.length)
}

function orderOf({ creatorId, kind, value }: OwnedIdentity): string {
  return `${creatorId} ${kind} ${value}`
}

/** Contexts, events, and for those that are `heard` a job where an agent of the workspace runs. */
export async function writeEvents(within: Within, events: readonly EventRow[], leads: readonly BookedLead[], heard: (event: EventRow) => boolean): Promise<void> {
  await sql`${AHEAD} WITH moved AS (UPDATE consumer_contexts c SET stage = d.stage, stage_since = d.stage_since, first_seen_at = d.first_seen_at, last_seen_at = d.last_seen_at, events = d.events, counts = d.counts, last_at = d.last_at,
        revenue_minor = d.revenue_minor, attributes = d.attributes, marks = d.marks
      FROM unnest(${uuids(leads, ({ lead }) => lead.id)}, ${texts(leads, ({ context }) => context.stage)}, ${bigints(leads, ({ context }) => context.stageSinceMs)}, ${bigints(leads, ({ context }) => context.firstSeenMs)},
        ${bigints(leads, ({ context }) => context.lastSeenMs)}, ${ints(leads, ({ context }) => context.events)}, ${jsons(leads, ({ context }) => JSON.stringify(context.counts))}, ${jsons(leads, ({ context }) => JSON.stringify(context.lastAtMs))},
        ${bigints(leads, ({ context }) => context.revenueMinor)}, ${jsons(leads, ({ context }) => JSON.stringify(context.attributes))}, ${jsons(leads, ({ context }) => JSON.stringify(context.marks))})
        AS d (id, stage, stage_since, first_seen_at, last_seen_at, events, counts, last_at, revenue_minor, attributes, marks)
      WHERE c.consumer_id = d.id),
    given AS MATERIALIZED (SELECT * FROM unnest(${uuids(events, (one) => one.id)}, ${uuids(events, (one) => one.workspaceId)}, ${uuids(events, (one) => one.creatorId)}, ${uuids(events, (one) => one.consumerId)}, ${texts(events, (one) => one.type)},
      ${texts(events, (one) => one.source)}, ${bigints(events, (one) => one.atMs)}, ${bigints(events, (one) => one.receivedMs)}, ${jsonbs(events, (one) => one.payloadText)}, ${texts(events, (one) => one.notCounted)},
      ${booleans(events, (one) => one.simulated)}, ${booleans(events, heard)})
      AS d (id, workspace_id, creator_id, consumer_id, type, source, at, received_at, payload, not_counted, simulated, heard)),
    stored AS (INSERT INTO events (id, workspace_id, creator_id, consumer_id, type, source, at, received_at, payload, counted, not_counted, simulated)
      SELECT id, workspace_id, creator_id, consumer_id, type, source, at, received_at, payload, not_counted IS NULL, not_counted, simulated FROM given)
    INSERT INTO event_jobs (event_id, workspace_id, creator_id, consumer_id, due_at)
    SELECT id, workspace_id, creator_id, consumer_id, received_at FROM given
    WHERE heard AND EXISTS (SELECT FROM agents a WHERE a.workspace_id = given.workspace_id AND a.platform = 'messaging' AND a.state IN ${STARTED})`.execute(within)
}

/** For those that nobody planned for in the transaction itself. */
export async function writeJobs(within: Within, events: readonly StoredEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`${AHEAD} INSERT INTO event_jobs (event_id, workspace_id, creator_id, consumer_id, due_at)
    SELECT d.* FROM unnest(${uuids(events, (one) => one.id)}, ${uuids(events, (one) => one.workspaceId)}, ${uuids(events, (one) => one.creatorId)}, ${uuids(events, (one) => one.consumerId)}, ${bigints(events, (one) => one.receivedMs)})
      AS d (id, workspace_id, creator_id, consumer_id, received_at)
    WHERE EXISTS (SELECT FROM agents a WHERE a.workspace_id = d.workspace_id AND a.platform = 'messaging' AND a.state IN ${STARTED})`.execute(within)
}

/** What was learned of leads that were there already. Gaps are filled; names and places are changed where the sender may say so. */
export async function writeLearned(within: Within, leads: readonly BookedLead[]): Promise<void> {
  if (leads.length === 0) return
  const ordered = leads.toSorted((a, b) => (a.lead.id < b.lead.id ? -1 : 1))
  await sql`${AHEAD} UPDATE consumers p SET external_id = coalesce(p.external_id, d.external_id), email = coalesce(p.email, d.email), phone = coalesce(p.phone, d.phone), whatsapp = coalesce(p.whatsapp, d.whatsapp),
      name = coalesce(d.name, p.name), timezone = coalesce(d.timezone, p.timezone), locale = coalesce(d.locale, p.locale)
    FROM unnest(${uuids(ordered, ({ lead }) => lead.id)}, ${texts(ordered, ({ lead }) => lead.externalId)}, ${texts(ordered, ({ lead }) => lead.email)}, ${texts(ordered, ({ lead }) => lead.phone)}, ${texts(ordered, ({ lead }) => lead.whatsapp)},
      ${texts(ordered, ({ lead }) => lead.name)}, ${texts(ordered, ({ lead }) => lead.timezone)}, ${texts(ordered, ({ lead }) => lead.locale)}) AS d (id, external_id, email, phone, whatsapp, name, timezone, locale)
    WHERE p.id = d.id`.execute(within)
}
