/**
 * Contexts made anew from the events (SPEC E4): of some leads, or of all there are. It holds a few hundred leads at a time, reads
 * their events in pieces, and writes what came out where it differs, so that agents and intake wait for moments at most.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import { contextOfRow, type ContextRow } from './context-row.ts'
import { ContextTally, TELLING_TYPES } from './context-tally.ts'
import { emptyContext, type LeadContext } from './lead-context.ts'
import { sameContext } from './same-context.ts'
import { writeContexts } from './write-contexts.ts'

export interface Rebuilt {
  readonly leads: number
  readonly events: number
  readonly changed: number
}

const LEADS_AT_ONCE = 400
const EVENTS_AT_ONCE = 20_000
/** One reckons while the database reads for the other. */
const LANES = 2
const FIRST: Id = '00000000-0000-0000-0000-000000000000'
/** What only these tell can't be found again once retention has taken their words: then it stays as it was. */
const TELLING = sql.join(TELLING_TYPES.map((type) => sql.lit(type)))

interface Held extends ContextRow {
  readonly consumer_id: Id
  readonly created_at: number
}

interface EventRow {
  readonly id: Id
  readonly consumer_id: Id
  readonly type: string
  readonly at: number
  readonly payload: Record<string, unknown> | null
  readonly erased: boolean
}

/** Holds them. What is known of each comes with whether it had been something else. */
export async function rebuildContexts(within: Within, consumerIds: readonly Id[]): Promise<Rebuilt & { readonly contexts: ReadonlyMap<Id, LeadContext> }> {
  const { rows: held } = await sql<Held>`SELECT h.*, p.created_at FROM consumer_contexts h JOIN consumers p ON p.id = h.consumer_id
    WHERE h.consumer_id = ANY(${uuids(consumerIds, (id) => id)}) ORDER BY h.consumer_id FOR UPDATE OF h`.execute(within)
  const tallies = new Map(held.map((row) => [row.consumer_id, new ContextTally(emptyContext(row.created_at), row.created_at)]))
  const erased = new Set<Id>()
  const ids = [...tallies.keys()]
  let events = 0
  for (let after: { lead: Id; id: Id } | null = { lead: FIRST, id: FIRST }; after !== null;) {
    const rows: EventRow[] = await eventsOf(within, ids, after)
    for (const { consumer_id: lead, type, at: atMs, payload, erased: gone } of rows) {
      tallies.get(lead)?.add({ type, atMs, counted: true, payload })
      if (gone) erased.add(lead)
    }
    events += rows.length
    const last = rows.at(-1)
    after = rows.length < EVENTS_AT_ONCE || last === undefined ? null : { lead: last.consumer_id, id: last.id }
  }
  const contexts = new Map(held.map((row) => [row.consumer_id, outcome(row, tallies.get(row.consumer_id) as ContextTally, erased.has(row.consumer_id))]))
  const changed = held.filter((row) => !sameContext(contextOfRow(row), contexts.get(row.consumer_id) as LeadContext)).map((row) => row.consumer_id)
  await writeContexts(within, changed.map((id) => [id, contexts.get(id) as LeadContext]))
  return { leads: held.length, events, changed: changed.length, contexts }
}

/** All of a workspace, or of one creator. `signal` ends it after the leads in hand. */
export async function rebuildAll(db: Database, of: { readonly workspaceId: Id; readonly creatorId?: Id | null }, signal?: AbortSignal): Promise<Rebuilt> {
  const total = { leads: 0, events: 0, changed: 0 }
  let after: Id | null = FIRST
  let looking: Promise<unknown> = Promise.resolve()
  const page = async (): Promise<readonly Id[]> => {
    if (after === null || signal?.aborted === true) return []
    let next = db.selectFrom('consumer_contexts').select('consumer_id').where('workspace_id', '=', of.workspaceId).where('consumer_id', '>', after)
    if (of.creatorId != null) next = next.where('creator_id', '=', of.creatorId)
    const ids = (await next.orderBy('consumer_id').limit(LEADS_AT_ONCE).execute()).map((row) => row.consumer_id)
    after = ids.length < LEADS_AT_ONCE ? null : ids.at(-1) ?? null
    return ids
  }
  const nextPage = (): Promise<readonly Id[]> => {
    const turn = looking.then(page)
    looking = turn.catch(() => {})
    return turn
  }
  await Promise.all(Array.from({ length: LANES }, async () => {
    for (let ids = await nextPage(); ids.length > 0; ids = await nextPage()) {
      const some = ids
      const { leads, events, changed } = await db.transaction().execute((within) => rebuildContexts(within, some))
      total.leads += leads
      total.events += events
      total.changed += changed
    }
  }))
  return total
}

async function eventsOf(within: Within, ids: readonly Id[], after: { lead: Id; id: Id }): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`SELECT id, consumer_id, type, at, CASE WHEN type IN (${TELLING}) THEN payload END AS payload, payload IS NULL AND type IN (${TELLING}) AS erased
    FROM events WHERE consumer_id = ANY(${uuids(ids, (id) => id)}) AND (consumer_id, id) > (${after.lead}::uuid, ${after.id}::uuid) AND counted ORDER BY consumer_id, id LIMIT ${EVENTS_AT_ONCE}`.execute(within)
  return rows
}

function outcome(row: Held, tally: ContextTally, erased: boolean): LeadContext {
  if (!erased) return tally.context()
  const before = contextOfRow(row)
  tally.keep({ revenueMinor: before.revenueMinor, attributes: before.attributes, marks: before.marks })
  return tally.context()
}
