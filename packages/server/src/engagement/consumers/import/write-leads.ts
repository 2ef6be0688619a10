/** Writes some leads of a file in one transaction: new ones are made, known ones are filled in and corrected. */
import type { Consent, ConsentChannel } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../../base/clock.ts'
import type { Id, Ids } from '../../../base/ids.ts'
import { texts } from '../../../store/columns.ts'
import type { Database, Within } from '../../../store/database.ts'
import { holdContexts } from '../../events/hold-contexts.ts'
import type { Intake, OwnEvent } from '../../events/intake.ts'
import { identitiesIn } from '../contact.ts'
import { claimIdentities, releaseIdentities } from '../identities.ts'
import { insertConsumer } from '../insert-consumer.ts'
import type { LeadRow, RowFault } from './csv-leads.ts'

export interface WriteLeadsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly intake: Pick<Intake, 'record'>
}

export interface WriteInto {
  readonly workspaceId: Id
  readonly creatorId: Id
  /** Of consents: how they are known. */
  readonly source: string
}

export interface Written {
  readonly created: number
  readonly updated: number
  readonly faults: readonly RowFault[]
}

const TRIES_MOST = 4

export async function writeLeads(parts: WriteLeadsParts, into: WriteInto, leads: readonly LeadRow[]): Promise<Written> {
  for (let tries = 1; ; tries++) {
    try {
      return await writeOnce(parts, into, leads)
    } catch (error) {
      // Somebody else claims the same addresses in another order at this moment: the database undoes one of both.
      if (tries === TRIES_MOST || !(error instanceof Error && 'code' in error && error.code === '40P01')) throw error
    }
  }
}

async function writeOnce(parts: WriteLeadsParts, into: WriteInto, leads: readonly LeadRow[]): Promise<Written> {
  const { db, clock, ids, intake } = parts
  const nowMs = clock.now()
  return db.transaction().execute(async (within) => {
    const known = await knownLeads(within, into.creatorId, leads)
    const standing = await lockKnown(within, [...new Set([...known.values()].flat())])
    const faults: RowFault[] = []
    const events: OwnEvent[] = []
    let created = 0
    for (const lead of leads) {
      const owners = known.get(lead) ?? []
      if (owners.length > 1) {
        faults.push({ row: lead.row, column: '', message: `names several leads: ${owners.join(', ')}. Merge them first` })
        continue
      }
      const [owner] = owners
      if (owner !== undefined && !standing.has(owner)) {
        faults.push({ row: lead.row, column: '', message: 'was changed by somebody else in this moment; import the file again' })
        continue
      }
      const id = owner ?? ids.next()
      const claimed = await claimIdentities(within, into.creatorId, id, identitiesIn(lead.columns))
      if (claimed.length > 0) {
        // Of a lead that is not made, no address may stay behind: nobody could have it again.
        if (owner === undefined) await releaseIdentities(within, id, identitiesIn(lead.columns))
        faults.push({ row: lead.row, column: '', message: 'was made by somebody else in this moment; import the file again' })
        continue
      }
      const before = standing.get(id)
      if (before === undefined) {
        await insertConsumer(within, { id, workspaceId: into.workspaceId, creatorId: into.creatorId, nowMs, columns: lead.columns })
        created++
      } else await within.updateTable('consumers').set({ ...lead.columns, ...(lead.columns.tags === undefined ? {} : { tags: [...new Set([...before.tags, ...lead.columns.tags])] }) }).where('id', '=', id).execute()
      events.push(...eventsOf(lead, { workspaceId: into.workspaceId, creatorId: into.creatorId, consumerId: id }, into.source, before?.consents ?? {}, nowMs))
    }
    await intake.record(within, events)
    return { created, updated: leads.length - created - faults.length, faults }
  })
}

/** Leads that have an address or id of the row, most of them one. */
export async function knownLeads(db: Database | Within, creatorId: Id, leads: readonly LeadRow[]): Promise<ReadonlyMap<LeadRow, Id[]>> {
  const known = new Map<LeadRow, Id[]>()
  for (let from = 0; from < leads.length; from += 2_000) {
    const asked = leads.slice(from, from + 2_000).flatMap((lead) => identitiesIn(lead.columns).map((identity) => ({ lead, ...identity })))
    const { rows } = await sql<{ kind: string; value: string; consumer_id: Id }>`SELECT i.kind, i.value, i.consumer_id FROM unnest(${texts(asked, ({ kind }) => kind)}, ${texts(asked, ({ value }) => value)}) AS d (kind, value)
      JOIN consumer_identities i ON i.creator_id = ${creatorId} AND i.kind = d.kind AND i.value = d.value`.execute(db)
    const owners = new Map(rows.map((row) => [`${row.kind} ${row.value}`, row.consumer_id]))
    for (const { lead, kind, value } of asked) {
      const owner = owners.get(`${kind} ${value}`)
      const so = known.get(lead) ?? []
      if (owner !== undefined && !so.includes(owner)) known.set(lead, [...so, owner])
    }
  }
  return known
}

interface Standing {
  readonly consents: Partial<Record<ConsentChannel, Consent>>
  readonly tags: readonly string[]
}

/** Contexts first, then leads, by id, as whoever takes events in. Who was erased or merged since they were looked up is not among them. */
async function lockKnown(within: Within, ids: readonly Id[]): Promise<ReadonlyMap<Id, Standing>> {
  if (ids.length === 0) return new Map()
  await holdContexts(within, ids)
  const rows = await within.selectFrom('consumers').select(['id', 'consents', 'tags']).where('id', 'in', [...ids]).where('erased_at', 'is', null).where('merged_into', 'is', null).orderBy('id').forUpdate().execute()
  return new Map(rows.map((row) => [row.id, row]))
}

function eventsOf({ attributes, consents }: LeadRow, lead: Pick<OwnEvent, 'workspaceId' | 'creatorId' | 'consumerId'>, source: string, standing: Standing['consents'], nowMs: number): OwnEvent[] {
  const common = { ...lead, source: 'api' as const, atMs: nowMs, quiet: true }
  return [
    ...Object.keys(attributes).length === 0 ? [] : [{ ...common, type: 'identify', payload: attributes }],
    // The stricter holds: a file that knows no better does not overrule what the lead said here.
    ...consents.filter(({ channel, status }) => status === 'withdrawn' || standing[channel]?.status !== 'withdrawn')
      .map(({ channel, status }) => ({ ...common, type: status === 'granted' ? 'consent_granted' : 'consent_withdrawn', payload: { channel, source } })),
  ]
}
