/**
 * Leads out of a CSV file: looked through first, written when somebody says so. A row that is wrong is told and left out; the
 * others are written some at a time, each with its identities, attributes and consents. Nobody is written to because of it:
 * agents hear nothing of what a file brings along, a yes in it lifts no no, and suppressed addresses stay so.
 */
import { consentChannelSchema, type ImportResult, type importDraftSchema } from '@troupe/contract'
import type { z } from 'zod'
import type { Clock } from '../../../base/clock.ts'
import { InvalidError, MissingError } from '../../../base/errors.ts'
import type { Id, Ids } from '../../../base/ids.ts'
import type { SuppressionList } from '../../../messaging/suppression/suppression-list.ts'
import type { Actor } from '../../../people/actor.ts'
import type { AuditLog } from '../../../people/audit-log.ts'
import type { Database } from '../../../store/database.ts'
import type { Intake } from '../../events/intake.ts'
import { addressesOf } from '../addresses-of.ts'
import { identitiesIn } from '../contact.ts'
import { columnFields } from './csv-columns.ts'
import { leadOfRow, type LeadRow, type RowFault } from './csv-leads.ts'
import { csvTable } from './csv-table.ts'
import { csvText } from './csv-text.ts'
import { knownLeads, writeLeads } from './write-leads.ts'

export interface ConsumerImportParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly suppressions: SuppressionList
  readonly intake: Pick<Intake, 'record'>
  readonly onChanged: () => void
}

/** Told; the count says how many rows there are all the same. */
const FAULTS_SHOWN = 200
const SAMPLE_ROWS = 5
/** Leads of one transaction. */
const WRITTEN_AT_ONCE = 200

type Draft = z.output<typeof importDraftSchema>

export class ConsumerImport {
  readonly #parts: ConsumerImportParts

  constructor(parts: ConsumerImportParts) {
    this.#parts = parts
  }

  async run(by: Actor, draft: Draft): Promise<ImportResult> {
    const { db, audit, onChanged } = this.#parts
    const creator = await db.selectFrom('creators').select('id').where('id', '=', draft.creatorId).where('workspace_id', '=', by.workspaceId).where('erasing_at', 'is', null).executeTakeFirst()
    if (creator === undefined) throw new MissingError('creator', draft.creatorId)
    const table = csvTable(csvText(draft.csv, draft.encoding))
    const fields = columnFields(table.columns, draft.mapping ?? {})
    const source = sourceOf(draft, fields)
    const { leads, faults } = leadsOf(table.rows.map((row) => leadOfRow(row, table.columns, fields)))
    const counts = draft.mode === 'preview' ? await this.#preview(draft.creatorId, leads) : await this.#write(by, draft.creatorId, leads, source, faults)
    if (draft.mode === 'write') {
      await db.transaction().execute((within) => audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'leads-imported', subject: { kind: 'creator', id: draft.creatorId }, after: { rows: table.rows.length, ...counts, leftOut: new Set(faults.map(({ row }) => row)).size, consentSource: source },
      }))
      onChanged()
    }
    return {
      columns: table.columns.map((name, place) => ({ name, field: fields[place] ?? null })), rows: table.rows.length, ...counts, suppressed: await this.#suppressed(by.workspaceId, leads),
      faults: faults.toSorted((a, b) => a.row - b.row).slice(0, FAULTS_SHOWN), sample: leads.slice(0, SAMPLE_ROWS).map((lead) => sampleOf(lead, draft.creatorId, source)),
    }
  }

  async #preview(creatorId: Id, leads: readonly LeadRow[]): Promise<{ created: number; updated: number }> {
    const known = await knownLeads(this.#parts.db, creatorId, leads)
    const updated = leads.filter((lead) => known.has(lead)).length
    return { created: leads.length - updated, updated }
  }

  async #write(by: Actor, creatorId: Id, leads: readonly LeadRow[], source: string, faults: RowFault[]): Promise<{ created: number; updated: number }> {
    let created = 0
    let updated = 0
    for (let from = 0; from < leads.length; from += WRITTEN_AT_ONCE) {
      const done = await writeLeads(this.#parts, { workspaceId: by.workspaceId, creatorId, source }, leads.slice(from, from + WRITTEN_AT_ONCE))
      created += done.created
      updated += done.updated
      faults.push(...done.faults)
    }
    return { created, updated }
  }

  /** How many of the leads have an address that nothing may be sent to. */
  async #suppressed(workspaceId: Id, leads: readonly LeadRow[]): Promise<number> {
    const { db, suppressions } = this.#parts
    let count = 0
    for (let from = 0; from < leads.length; from += 1_000) {
      const asked = leads.slice(from, from + 1_000).flatMap(({ row, columns: { email = null, phone = null, whatsapp = null } }) => addressesOf({ id: '', email, phone, whatsapp }).filter(({ channel }) => channel !== 'in-app').map((address) => ({ row, ...address })))
      const reasons = await suppressions.reasons(db, workspaceId, asked)
      count += new Set(asked.filter((_, place) => reasons[place] !== null).map(({ row }) => row)).size
    }
    return count
  }
}

/** Of two rows about one person the later is told: which of them is right, only a person knows. */
function leadsOf(read: readonly (LeadRow | RowFault[])[]): { leads: LeadRow[]; faults: RowFault[] } {
  const leads: LeadRow[] = []
  const faults: RowFault[] = []
  const seen = new Map<string, number>()
  for (const lead of read) {
    if (Array.isArray(lead)) {
      faults.push(...lead)
      continue
    }
    const keys = identitiesIn(lead.columns).map(({ kind, value }) => `${kind} ${value}`)
    const twin = keys.map((key) => seen.get(key)).find((row) => row !== undefined)
    if (twin !== undefined) {
      faults.push({ row: lead.row, column: '', message: `is the same person as in row ${twin}` })
      continue
    }
    for (const key of keys) seen.set(key, lead.row)
    leads.push(lead)
  }
  return { leads, faults }
}

function sourceOf({ consentSource = '', mode }: Draft, fields: readonly (string | null)[]): string {
  const brings = fields.some((field) => field?.startsWith('consent.') === true)
  if (brings && mode === 'write' && consentSource === '') throw new InvalidError('A column says that people agreed. Say how that is known.', [{ path: '/consentSource', message: 'such as the form, the shop or the fair; or leave the columns of consent out' }])
  return consentSource === '' ? 'import' : consentSource
}

function sampleOf({ columns, attributes, consents }: LeadRow, creatorId: Id, source: string): ImportResult['sample'][number] {
  const { external_id: externalId, name = null, email = null, phone = null, whatsapp = null, timezone = null, locale = null, tags = [] } = columns
  return {
    creatorId, ...(typeof externalId === 'string' ? { externalId } : {}), name, email, phone, whatsapp, timezone, locale, tags, attributes,
    consents: consents.map(({ channel, status }) => ({ channel: consentChannelSchema.parse(channel), status, source })),
  }
}
