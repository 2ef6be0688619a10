/**
 * Events that agents are still to hear of. Jobs are locked in the very transaction that plans them, so a crash leaves them due; only
 * one that waits for an answer from outside is put under a lease. Its number of tries fences off a worker that was only slow.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { contextOfRow, type ContextRow } from '../../engagement/context/context-row.ts'
import type { LeadContext } from '../../engagement/context/lead-context.ts'
import { NOT_THE_LEADS } from '../../engagement/context/signs-of-life.ts'
import type { Heard, KnownLead, StoredEvent } from '../../engagement/events/lead-event.ts'
import { bigints, givenRows, ints, texts, uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'

/** How long a job stays with a worker that says nothing. Renewed every third of it. */
export const JOB_LEASE_MS = 15_000

export interface EventJob {
  readonly eventId: Id
  readonly consumerId: Id
  readonly tries: number
  /** Agents that have heard of it. */
  readonly done: readonly Id[]
}

/** `killed`: scopes that stand still; jobs of their creators wait. `only`: these and no others, where it is not null. */
export async function lockJobs(within: Within, nowMs: number, most: number, killed: readonly string[], only: readonly Id[] | null): Promise<EventJob[]> {
  if (killed.includes('instance')) return []
  const { rows } = await sql<EventJob>`SELECT event_id AS "eventId", consumer_id AS "consumerId", tries, done FROM event_jobs
    WHERE due_at <= ${nowMs} AND (lease_until IS NULL OR lease_until < ${nowMs}) ${only === null ? sql`` : sql`AND event_id = ANY(${uuids(only, (id) => id)})`}
      ${killed.length === 0 ? sql`` : sql`AND creator_id <> ALL (ARRAY(SELECT id FROM creators WHERE project_id::text = ANY(${[...killed]}::text[])))`}
    ORDER BY due_at, event_id LIMIT ${most} FOR UPDATE SKIP LOCKED`.execute(within)
  return rows
}

type HeardRow = ContextRow & Omit<KnownLead, 'id'> & Omit<StoredEvent, 'workspaceId' | 'creatorId' | 'consumerId' | 'payload'> & { readonly consumerId: Id; readonly payload: StoredEvent['payload'] | null; readonly nth: number; readonly seenBefore: number | null }

export interface JobsHeard {
  readonly heard: ReadonlyMap<Id, Heard>
  /** Of leads whose contexts somebody else holds at this moment: a little later. */
  readonly busy: ReadonlySet<Id>
}

/**
 * The events of jobs with what is known of their leads, whose contexts are held from then on. Nobody is waited for: who comes the
 * other way, from a lead to its job, would wait in a circle. A job that is neither heard nor busy has no lead any more, or no words.
 */
export async function hearJobs(within: Within, jobs: readonly EventJob[]): Promise<JobsHeard> {
  const { rows } = await sql<HeardRow>`WITH held AS MATERIALIZED (
      SELECT * FROM consumer_contexts WHERE consumer_id = ANY(${uuids([...new Set(jobs.map(({ consumerId }) => consumerId))].sort(), (id) => id)}) ORDER BY consumer_id FOR UPDATE SKIP LOCKED)
    ${heardOf(jobs)} JOIN held c ON c.consumer_id = p.id`.execute(within)
  const heard = new Map(rows.map((row) => [row.id, heardOfRow(row)]))
  const missing = jobs.filter(({ eventId }) => !heard.has(eventId))
  const { rows: there } = missing.length === 0 ? { rows: [] } : await sql<{ id: Id }>`SELECT c.consumer_id AS id FROM consumer_contexts c WHERE c.consumer_id = ANY(${uuids(missing, ({ consumerId }) => consumerId)})`.execute(within)
  const present = new Set(there.map(({ id }) => id))
  // The lead is there and was not got: somebody holds it. Where it was got and the event was not, its words were erased.
  const got = new Set(rows.map((row) => row.consumerId))
  return { heard, busy: new Set(missing.filter(({ consumerId }) => present.has(consumerId) && !got.has(consumerId)).map(({ eventId }) => eventId)) }
}

/** Which of its type an event is, and when the lead was seen before it, are told from the events: the context has gone on since. */
function heardOf(jobs: readonly EventJob[]) {
  return sql`SELECT e.id, e.type, e.source, e.at AS "atMs", e.received_at AS "receivedMs", e.payload, e.counted, e.not_counted AS "notCounted", e.simulated,
      p.id AS "consumerId", p.workspace_id AS "workspaceId", p.creator_id AS "creatorId", p.external_id AS "externalId", p.name, p.email, p.phone, p.whatsapp, p.timezone, p.locale, p.tags, p.consents, c.*,
      (SELECT count(*)::int FROM events o WHERE o.consumer_id = e.consumer_id AND o.id <= e.id AND o.type = e.type AND o.counted) AS nth,
      (SELECT max(o.at) FROM events o WHERE o.consumer_id = e.consumer_id AND o.id < e.id AND o.counted AND o.source <> 'agent' AND o.type <> ALL (${texts([...NOT_THE_LEADS], (type) => type)})) AS "seenBefore"
    FROM ${givenRows({ event_id: uuids(jobs, ({ eventId }) => eventId), consumer_id: uuids(jobs, ({ consumerId }) => consumerId) })} AS j
    JOIN events e ON e.id = j.event_id AND e.payload IS NOT NULL JOIN consumers p ON p.id = j.consumer_id AND p.erased_at IS NULL AND p.merged_into IS NULL`
}

function heardOfRow(row: HeardRow): Heard {
  const now = contextOfRow(row)
  const context: LeadContext = { ...now, counts: { ...now.counts, [row.type]: row.nth } }
  return {
    event: {
      id: row.id, workspaceId: row.workspaceId, creatorId: row.creatorId, consumerId: row.consumerId, type: row.type, source: row.source, atMs: row.atMs, receivedMs: row.receivedMs, payload: row.payload ?? {},
      counted: row.counted, notCounted: row.notCounted, simulated: row.simulated,
    },
    lead: {
      id: row.consumerId, workspaceId: row.workspaceId, creatorId: row.creatorId, externalId: row.externalId, name: row.name, email: row.email, phone: row.phone, whatsapp: row.whatsapp, timezone: row.timezone, locale: row.locale,
      tags: row.tags, consents: row.consents,
    },
    before: { ...now, lastSeenMs: row.seenBefore }, context,
  }
}

export async function endJobs(within: Within, eventIds: readonly Id[]): Promise<void> {
  if (eventIds.length > 0) await sql`DELETE FROM event_jobs WHERE event_id = ANY(${uuids(eventIds, (id) => id)})`.execute(within)
}

/** Of jobs this transaction has locked: they stay, with those that have heard, under a lease or until later. */
export async function keepJobs(within: Within, jobs: readonly { readonly eventId: Id; readonly done: readonly Id[]; readonly leaseUntilMs: number | null; readonly dueMs: number }[]): Promise<void> {
  for (const { eventId, done, leaseUntilMs, dueMs } of jobs) {
    await sql`UPDATE event_jobs SET done = ${[...done]}::uuid[], lease_until = ${leaseUntilMs}, due_at = ${dueMs}, tries = tries + 1 WHERE event_id = ${eventId}`.execute(within)
  }
}

/** The job, if it is this worker's still, locked. */
export async function holdJob(within: Within, eventId: Id, tries: number): Promise<boolean> {
  const { rows } = await sql`SELECT FROM event_jobs WHERE event_id = ${eventId} AND tries = ${tries} FOR UPDATE`.execute(within)
  return rows.length > 0
}

export async function renewJobs(db: Database, jobs: readonly Pick<EventJob, 'eventId' | 'tries'>[], nowMs: number): Promise<void> {
  if (jobs.length === 0) return
  await sql`UPDATE event_jobs j SET lease_until = ${nowMs + JOB_LEASE_MS} FROM (
      SELECT e.event_id FROM event_jobs e JOIN ${givenRows({ event_id: uuids(jobs, ({ eventId }) => eventId), tries: ints(jobs, ({ tries }) => tries) })} AS q ON e.event_id = q.event_id AND e.tries = q.tries ORDER BY e.event_id FOR UPDATE OF e) held
    WHERE j.event_id = held.event_id`.execute(db)
}

/** For a worker that stops in good order, and after a failure: due at these times, under nobody's lease. */
export async function releaseJobs(db: Database, jobs: readonly (Pick<EventJob, 'eventId' | 'tries'> & { readonly dueMs: number })[]): Promise<void> {
  if (jobs.length === 0) return
  await sql`UPDATE event_jobs j SET lease_until = NULL, due_at = q.due_at FROM ${givenRows({ event_id: uuids(jobs, ({ eventId }) => eventId), tries: ints(jobs, ({ tries }) => tries), due_at: bigints(jobs, ({ dueMs }) => dueMs) })} AS q
    WHERE j.event_id = q.event_id AND j.tries = q.tries`.execute(db)
}
