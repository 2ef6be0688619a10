/** Writes what a batch of events made: leads, identities, contexts, events and jobs, a statement a table at most. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { bigints, booleans, givenRows, ints, jsonbs, jsons, newRows, texts, uuids } from '../../store/columns.ts'
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
    await sql`${AHEAD} WITH given AS MATERIALIZED ${givenRows({ id: uuids(leads, ({ lead }) => lead.id), workspace_id: uuids(leads, ({ lead }) => lead.workspaceId), creator_id: uuids(leads, ({ lead }) => lead.creatorId), external_id: texts(leads, ({ lead }) => lead.externalId),
        name: texts(leads, ({ lead }) => lead.name), email: texts(leads, ({ lead }) => lead.email), phone: texts(leads, ({ lead }) => lead.phone), whatsapp: texts(leads, ({ lead }) => lead.whatsapp), timezone: texts(leads, ({ lead }) => lead.timezone),
        locale: texts(leads, ({ lead }) => lead.locale), created_at: bigints(leads, ({ createdMs }) => createdMs), sample: booleans(leads, ({ lead }) => sample(lead.creatorId)),
        stage: texts(leads, ({ context }) => context.stage), stage_since: bigints(leads, ({ context }) => context.stageSinceMs), first_seen_at: bigints(leads, ({ context }) => context.firstSeenMs), last_seen_at: bigints(leads, ({ context }) => context.lastSeenMs),
        events: ints(leads, ({ context }) => context.events), counts: jsons(leads, ({ context }) => JSON.stringify(context.counts)), last_at: jsons(leads, ({ context }) => JSON.stringify(context.lastAtMs)),
        revenue_minor: bigints(leads, ({ context }) => context.revenueMinor), attributes: jsons(leads, ({ context }) => JSON.stringify(context.attributes)), marks: jsons(leads, ({ context }) => JSON.stringify(context.marks)) })},
      made AS (INSERT INTO consumers (id, workspace_id, creator_id, external_id, name, email, phone, whatsapp, timezone, locale, created_at, sample)
        SELECT id, workspace_id, creator_id, external_id, name, email, phone, whatsapp, timezone, locale, created_at, sample FROM given)
      INSERT INTO consumer_contexts (consumer_id, workspace_id, creator_id, stage, stage_since, first_seen_at, last_seen_at, events, counts, last_at, revenue_minor, attributes, marks)
      SELECT id, workspace_id, creator_id, stage, stage_since, first_seen_at, last_seen_at, events, counts, last_at, revenue_minor, attributes, marks FROM given`.execute(within)
  }
  if (identities.length === 0) return true
  // In one order whoever writes, so that two batches never wait for each other.
  const ordered = identities.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const { numAffectedRows = 0n } = await sql`${KEPT} INSERT INTO consumer_identities ${newRows({ creator_id: uuids(ordered, (one) => one.creatorId), kind: texts(ordered, (one) => one.kind), value: texts(ordered, (one) => one.value), consumer_id: uuids(ordered, (one) => one.consumerId) })} ON CONFLICT DO NOTHING`.execute(within)
  return numAffectedRows === BigInt(ordered.length)
}

function orderOf({ creatorId, kind, value }: OwnedIdentity): string {
  return `${creatorId} ${kind} ${value}`
}

/** Contexts, events, and for those that are `heard` a job where an agent of the workspace runs. */
export async function writeEvents(within: Within, events: readonly EventRow[], leads: readonly BookedLead[], heard: (event: EventRow) => boolean): Promise<void> {
  const jobs = events.filter(heard)
  await sql`${AHEAD} WITH moved AS (UPDATE consumer_contexts c SET stage = d.stage, stage_since = d.stage_since, first_seen_at = d.first_seen_at, last_seen_at = d.last_seen_at, events = d.events, counts = d.counts, last_at = d.last_at,
        revenue_minor = d.revenue_minor, attributes = d.attributes, marks = d.marks
      FROM ${givenRows({ id: uuids(leads, ({ lead }) => lead.id), stage: texts(leads, ({ context }) => context.stage), stage_since: bigints(leads, ({ context }) => context.stageSinceMs), first_seen_at: bigints(leads, ({ context }) => context.firstSeenMs),
        last_seen_at: bigints(leads, ({ context }) => context.lastSeenMs), events: ints(leads, ({ context }) => context.events), counts: jsons(leads, ({ context }) => JSON.stringify(context.counts)), last_at: jsons(leads, ({ context }) => JSON.stringify(context.lastAtMs)),
        revenue_minor: bigints(leads, ({ context }) => context.revenueMinor), attributes: jsons(leads, ({ context }) => JSON.stringify(context.attributes)), marks: jsons(leads, ({ context }) => JSON.stringify(context.marks)) })} AS d
      WHERE c.consumer_id = d.id),
    stored AS (INSERT INTO events (id, workspace_id, creator_id, consumer_id, type, source, at, received_at, payload, not_counted, simulated, counted)
      SELECT d.*, d.not_counted IS NULL FROM ${givenRows({ id: uuids(events, (one) => one.id), workspace_id: uuids(events, (one) => one.workspaceId), creator_id: uuids(events, (one) => one.creatorId), consumer_id: uuids(events, (one) => one.consumerId), type: texts(events, (one) => one.type),
      source: texts(events, (one) => one.source), at: bigints(events, (one) => one.atMs), received_at: bigints(events, (one) => one.receivedMs), payload: jsonbs(events, (one) => one.payloadText), not_counted: texts(events, (one) => one.notCounted),
      simulated: booleans(events, (one) => one.simulated) })} AS d)
    INSERT INTO event_jobs (event_id, workspace_id, creator_id, consumer_id, due_at)
    SELECT d.* FROM ${givenRows({ event_id: uuids(jobs, (one) => one.id), workspace_id: uuids(jobs, (one) => one.workspaceId), creator_id: uuids(jobs, (one) => one.creatorId), consumer_id: uuids(jobs, (one) => one.consumerId),
      due_at: bigints(jobs, (one) => one.receivedMs) })} AS d
    WHERE EXISTS (SELECT FROM agents a WHERE a.workspace_id = d.workspace_id AND a.platform = 'messaging' AND a.state IN ${STARTED})`.execute(within)
}

/** For those that nobody planned for in the transaction itself. */
export async function writeJobs(within: Within, events: readonly StoredEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`${AHEAD} INSERT INTO event_jobs (event_id, workspace_id, creator_id, consumer_id, due_at)
    SELECT d.* FROM ${givenRows({ id: uuids(events, (one) => one.id), workspace_id: uuids(events, (one) => one.workspaceId), creator_id: uuids(events, (one) => one.creatorId), consumer_id: uuids(events, (one) => one.consumerId), received_at: bigints(events, (one) => one.receivedMs) })} AS d
    WHERE EXISTS (SELECT FROM agents a WHERE a.workspace_id = d.workspace_id AND a.platform = 'messaging' AND a.state IN ${STARTED})`.execute(within)
}

/** What was learned of leads that were there already. Gaps are filled; names and places are changed where the sender may say so. */
export async function writeLearned(within: Within, leads: readonly BookedLead[]): Promise<void> {
  if (leads.length === 0) return
  const ordered = leads.toSorted((a, b) => (a.lead.id < b.lead.id ? -1 : 1))
  await sql`${AHEAD} UPDATE consumers p SET external_id = coalesce(p.external_id, d.external_id), email = coalesce(p.email, d.email), phone = coalesce(p.phone, d.phone), whatsapp = coalesce(p.whatsapp, d.whatsapp),
      name = coalesce(d.name, p.name), timezone = coalesce(d.timezone, p.timezone), locale = coalesce(d.locale, p.locale)
    FROM ${givenRows({ id: uuids(ordered, ({ lead }) => lead.id), external_id: texts(ordered, ({ lead }) => lead.externalId), email: texts(ordered, ({ lead }) => lead.email), phone: texts(ordered, ({ lead }) => lead.phone), whatsapp: texts(ordered, ({ lead }) => lead.whatsapp),
      name: texts(ordered, ({ lead }) => lead.name), timezone: texts(ordered, ({ lead }) => lead.timezone), locale: texts(ordered, ({ lead }) => lead.locale) })} AS d
    WHERE p.id = d.id`.execute(within)
}
