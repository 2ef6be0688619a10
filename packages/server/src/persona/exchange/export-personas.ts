/** Personas as a file for other hands (SPEC A6): what one may write again, without ids, origins and dates. */
import { stringify } from 'csv-stringify/sync'
import type { PersonaDraft } from '@troupe/contract/persona'
import { COLUMN_NAMES, toCell } from './columns.ts'

export type ExchangeFormat = 'json' | 'csv'

/** JSON: `{ personas: [...] }`, indented. CSV: RFC 4180 with a header, lines end in CRLF. Fields beyond a draft's are left out. */
export function exportPersonas(personas: readonly PersonaDraft[], format: ExchangeFormat): string {
  if (format === 'json') {
    const drafts = personas.map((persona) => Object.fromEntries(COLUMN_NAMES.map((name) => [name, persona[name]])))
    return `${JSON.stringify({ personas: drafts }, null, 2)}\n`
  }
  const rows = personas.map((persona) => COLUMN_NAMES.map((name) => toCell(name, persona[name])))
  return stringify([[...COLUMN_NAMES], ...rows], { record_delimiter: 'windows' })
}
