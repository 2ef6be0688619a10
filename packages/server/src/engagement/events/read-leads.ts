/**
 * Reads the leads that events are about and holds their contexts until the transaction ends, in the order of their ids like
 * everybody who holds several. A lead whose context is gone was merged into another or erased meanwhile.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { givenRows, ints, texts, uuids } from '../../store/columns.ts'
import { KEPT } from '../../store/kept-statements.ts'
import type { Within } from '../../store/database.ts'
import { contextOfRow, type ContextRow } from '../context/context-row.ts'
import type { LeadContext } from '../context/lead-context.ts'
import type { Identity } from './checked-event.ts'
import type { KnownLead } from './lead-event.ts'

export interface OwnedIdentity extends Identity {
  readonly creatorId: Id
}

export interface FoundLead {
  readonly lead: KnownLead
  readonly createdMs: number
  readonly mergedInto: Id | null
  /** Null: merged or erased. */
  readonly context: LeadContext | null
}

export interface LeadsFound {
  readonly leads: readonly FoundLead[]
  readonly identities: readonly { readonly identity: OwnedIdentity; readonly consumerId: Id }[]
}

type Row = Partial<ContextRow | Record<keyof ContextRow, null>> & {
  /** Which of the identities asked for, from 1; null: asked for by id. */
  n: number | null
  id: Id; workspace_id: Id; creator_id: Id; external_id: string | null; name: string | null; email: string | null; phone: string | null; whatsapp: string | null; timezone: string | null; locale: string | null; tags: string[]
  consents: KnownLead['consents']; merged_into: Id | null; created_at: number
}

export async function readLeads(within: Within, consumerIds: readonly Id[], identities: readonly OwnedIdentity[]): Promise<LeadsFound> {
  const { rows } = await sql<Row>`${KEPT} WITH known AS MATERIALIZED (
      SELECT w.n, i.consumer_id AS id
      FROM ${givenRows({ creator_id: uuids(identities, (one) => one.creatorId), kind: texts(identities, (one) => one.kind), value: texts(identities, (one) => one.value), n: ints([...identities.keys()], (index) => index + 1) })} AS w
      JOIN consumer_identities i ON i.creator_id = w.creator_id AND i.kind = w.kind AND i.value = w.value
      UNION ALL SELECT NULL, id FROM unnest(${uuids(consumerIds, (id) => id)}) AS n (id)),
    held AS MATERIALIZED (SELECT * FROM consumer_contexts WHERE consumer_id = ANY(ARRAY(SELECT id FROM known)) ORDER BY consumer_id FOR UPDATE)
    SELECT known.n, p.id, p.workspace_id, p.creator_id, p.external_id, p.name, p.email, p.phone, p.whatsapp, p.timezone, p.locale, p.tags, p.consents, p.merged_into, p.created_at,
      h.stage, h.stage_since, h.first_seen_at, h.last_seen_at, h.events, h.counts, h.last_at, h.revenue_minor, h.attributes, h.marks
    FROM known JOIN consumers p ON p.id = known.id LEFT JOIN held h ON h.consumer_id = known.id`.execute(within)
  const leads = new Map<Id, FoundLead>()
  for (const row of rows) if (!leads.has(row.id)) leads.set(row.id, foundLead(row))
  return {
    leads: [...leads.values()],
    identities: rows.flatMap(({ n, id }) => {
      const identity = n === null ? undefined : identities[n - 1]
      return identity === undefined ? [] : [{ identity, consumerId: id }]
    }),
  }
}

function foundLead(row: Row): FoundLead {
  return {
    lead: {
      id: row.id, workspaceId: row.workspace_id, creatorId: row.creator_id, externalId: row.external_id, name: row.name, email: row.email, phone: row.phone, whatsapp: row.whatsapp, timezone: row.timezone, locale: row.locale,
      tags: row.tags, consents: row.consents,
    },
    createdMs: row.created_at, mergedInto: row.merged_into, context: row.stage === null || row.stage === undefined ? null : contextOfRow(row as ContextRow),
  }
}
