/**
 * Personas from a JSON or CSV file. A bad row never spoils the good ones: the result holds what can be made and, for each
 * fault, the row and the column. Only a file that can't be read as such at all is an error.
 */
import { personaDraftSchema, type PersonaDraft } from '@troupe/contract/persona'
import { didYouMean } from '../suggestion.ts'
import { COLUMN_NAMES, isColumn } from './columns.ts'
import type { ExchangeFormat } from './export-personas.ts'
import type { ImportFault } from './import-fault.ts'
import { jsonRecords, tableRecords, type RawRecord } from './raw-records.ts'

export interface Imported {
  readonly drafts: readonly { readonly row: number; readonly draft: PersonaDraft }[]
  readonly faults: readonly ImportFault[]
}

/** Throws `InvalidError` where the text is no JSON or CSV, is too large or has too many rows. */
export function importPersonas(text: string, format: ExchangeFormat): Imported {
  const faults: ImportFault[] = []
  const drafts: { row: number; draft: PersonaDraft }[] = []
  const records = format === 'json' ? jsonRecords(text) : tableRecords(text)
  const rowOf = new Map<string, number>()
  const unknown = new Set<string>()

  for (const record of records) {
    const own = faultsOfRecord(record, format, unknown)
    const parsed = own.some((fault) => fault.row > 0) ? null : personaDraftSchema.safeParse(known(record.fields))
    for (const issue of parsed?.error?.issues ?? []) {
      const missing = issue.code === 'invalid_type' && issue.path.length === 1 && record.fields[String(issue.path[0])] === undefined
      own.push({ row: record.row, line: record.line, column: issue.path.join('.'), message: missing ? 'missing' : issue.message })
    }
    if (parsed?.success) {
      const name = parsed.data.username.toLowerCase()
      const first = rowOf.get(name)
      if (first === undefined) {
        rowOf.set(name, record.row)
        drafts.push({ row: record.row, draft: parsed.data })
      } else own.push({ row: record.row, line: record.line, column: 'username', message: `${parsed.data.username} is already in row ${first}` })
    }
    faults.push(...own)
  }
  return { drafts, faults }
}

/** Fields a persona of ours carries beyond its draft; a file that came from the API may have them. */
const GIVEN_BY_SERVER = new Set(['id', 'avatarUrl', 'origin', 'createdAt', 'updatedAt', 'automated', 'generator'])

function faultsOfRecord(record: RawRecord, format: ExchangeFormat, unknown: Set<string>): ImportFault[] {
  const faults: ImportFault[] = [...record.faults]
  for (const name of Object.keys(record.fields)) {
    if (isColumn(name) || GIVEN_BY_SERVER.has(name)) continue
    // An unknown column of a table is one fault, in its header; in JSON each object has its own fields.
    if (format === 'csv' && unknown.has(name)) continue
    unknown.add(name)
    const header = format === 'csv'
    faults.push({ row: header ? 0 : record.row, line: header ? 1 : null, column: name, message: `unknown field${didYouMean(name, COLUMN_NAMES)}` })
  }
  return faults
}

/** What a spreadsheet of names and bios leaves out: a plain voice, and a day in UTC without peaks. */
const PLAIN = {
  voice: { tone: 'plain', length: 'short', casing: 'sentence', emoji: 0 },
  rhythm: { timezone: 'UTC' },
}

function known(fields: RawRecord['fields']): Record<string, unknown> {
  const given = Object.entries(fields).filter(([name, value]) => isColumn(name) && value !== undefined)
  return { ...PLAIN, ...Object.fromEntries(given) }
}
