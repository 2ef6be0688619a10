/**
 * Reads the leads that events are about and holds their contexts until the transaction ends, in the order of their ids like
 * everybody who holds several. A lead whose context is gone was merged into another or erased meanwhile.
 *
 * Most events of a batch name their lead by one thing that is known, and nobody asks who it is. Of those the context is read and the
 * person left, which was 12 of the 68 µs that reading a lead took, in PostgreSQL and here (`docs/decisions/2026-11-22-lanes-by-lead.md`).
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { booleans, givenRows, ints, texts, uuids } from '../../store/columns.ts'
import { KEPT } from '../../store/kept-statements.ts'
import type { Within } from '../../store/database.ts'
import { contextOfRow, type ContextRow } from '../context/context-row.ts'
import type { LeadContext } from '../context/lead-context.ts'
import type { Identity } from './checked-event.ts'
import type { KnownLead } from './lead-event.ts'

export interface OwnedIdentity extends Identity {
  readonly creatorId: Id
}

export interface WantedIdentity extends OwnedIdentity {
  /** Who it is matters, not only what was counted. */
  readonly wantsPerson: boolean
}

export interface FoundLead {
  readonly lead: KnownLead
  /** False: of `lead` only ids were read, and the rest is empty. Never so while it is new, since then its age counts. */
  readonly hasPerson: boolean
  readonly createdMs: number
  readonly mergedInto: Id | null
  /** Null: merged or erased. */
  readonly context: LeadContext | null
}

export interface LeadsFound {
  readonly leads: readonly FoundLead[]
  readonly identities: readonly { readonly identity: OwnedIdentity; readonly consumerId: Id }[]
}

/** Whom it is, in the order in which `PERSON` names them. */
type Person = [
  externalId: string | null, name: string | null, email: string | null, phone: string | null, whatsapp: string | null, timezone: string | null, locale: string | null, tags: string[], consents: KnownLead['consents'],
  mergedInto: Id | null, createdMs: number,
]
const PERSON = sql.raw('p.external_id, p.name, p.email, p.phone, p.whatsapp, p.timezone, p.locale, p.tags, p.consents, p.merged_into, p.created_at')
const NOBODY_READ: Person = [null, null, null, null, null, null, null, [], {}, null, 0]

type Row = Partial<ContextRow | Record<keyof ContextRow, null>> & {
  /** Which of the identities asked for, from 1; null: asked for by id. */
  n: number | null
  id: Id; workspace_id: Id; creator_id: Id
  /** In one column, since empty columns take time as well, and of most leads eleven would be. */
  person: Person | null
}

export async function readLeads(within: Within, consumerIds: readonly Id[], identities: readonly WantedIdentity[]): Promise<LeadsFound> {
  const { rows } = await sql<Row>`${KEPT} WITH known AS MATERIALIZED (
      SELECT w.n, i.consumer_id AS id, w.person
      FROM ${givenRows({ creator_id: uuids(identities, (one) => one.creatorId), kind: texts(identities, (one) => one.kind), value: texts(identities, (one) => one.value), n: ints([...identities.keys()], (index) => index + 1), person: booleans(identities, (one) => one.wantsPerson) })} AS w
      JOIN consumer_identities i ON i.creator_id = w.creator_id AND i.kind = w.kind AND i.value = w.value
      UNION ALL SELECT NULL, id, true FROM unnest(${uuids(consumerIds, (id) => id)}) AS n (id)),
    held AS MATERIALIZED (SELECT * FROM consumer_contexts WHERE consumer_id = ANY(ARRAY(SELECT id FROM known)) ORDER BY consumer_id FOR UPDATE)
    SELECT known.n, known.id, coalesce(h.workspace_id, p.workspace_id) AS workspace_id, coalesce(h.creator_id, p.creator_id) AS creator_id, CASE WHEN p.id IS NOT NULL THEN json_build_array(${PERSON}) END AS person,
      h.stage, h.stage_since, h.first_seen_at, h.last_seen_at, h.events, h.counts, h.last_at, h.revenue_minor, h.attributes, h.marks
    FROM known LEFT JOIN held h ON h.consumer_id = known.id
      LEFT JOIN consumers p ON p.id = CASE WHEN known.person OR h.stage IS NULL OR h.stage = 'new' THEN known.id END
    WHERE h.consumer_id IS NOT NULL OR p.id IS NOT NULL`.execute(within)
  const leads = new Map<Id, FoundLead>()
  for (const row of rows) if (!leads.has(row.id) || row.person !== null) leads.set(row.id, foundLead(row))
  return {
    leads: [...leads.values()],
    identities: rows.flatMap(({ n, id }) => {
      const identity = n === null ? undefined : identities[n - 1]
      return identity === undefined ? [] : [{ identity, consumerId: id }]
    }),
  }
}

function foundLead(row: Row): FoundLead {
  const [externalId, name, email, phone, whatsapp, timezone, locale, tags, consents, mergedInto, createdMs] = row.person ?? NOBODY_READ
  return {
    lead: { id: row.id, workspaceId: row.workspace_id, creatorId: row.creator_id, externalId, name, email, phone, whatsapp, timezone, locale, tags, consents },
    hasPerson: row.person !== null, createdMs: row.person === null ? row.stage_since ?? 0 : createdMs, mergedInto, context: row.stage === null || row.stage === undefined ? null : contextOfRow(row as ContextRow),
  }
}
