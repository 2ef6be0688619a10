/** The records of a file before anybody asks what they mean. */
import { parse, CsvError } from 'csv-parse/sync'
import { InvalidError, messageOf } from '../../base/errors.ts'
import { fromCell, isColumn } from './columns.ts'
import type { ImportFault } from './import-fault.ts'

export interface RawRecord {
  readonly row: number
  readonly line: number | null
  readonly fields: Readonly<Record<string, unknown>>
  /** Cells that hold no JSON where JSON is due. */
  readonly faults: readonly ImportFault[]
}

export const IMPORT_ROWS_MOST = 10_000
export const IMPORT_CHARACTERS_MOST = 50_000_000

/** An array of personas, or an object whose `personas` is one. */
export function jsonRecords(text: string): RawRecord[] {
  bound(text)
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new InvalidError(`The file is no JSON: ${messageOf(error)}.`, [{ path: '', message: messageOf(error) }], 'import-unreadable')
  }
  const list = Array.isArray(content) ? content : (content as { personas?: unknown } | null)?.personas
  if (!Array.isArray(list)) throw new InvalidError('Give a list of personas, or an object with the list under "personas".', [], 'import-unreadable')
  boundRows(list.length)
  return list.map((item: unknown, index) => {
    const row = index + 1
    const isObject = typeof item === 'object' && item !== null && !Array.isArray(item)
    return isObject
      ? { row, line: null, fields: item as Record<string, unknown>, faults: [] }
      : { row, line: null, fields: {}, faults: [{ row, line: null, column: '', message: 'is no object' }] }
  })
}

/** A table with a header, separated by commas, or as some spreadsheets save it by semicolons or tabs. */
export function tableRecords(text: string): RawRecord[] {
  bound(text)
  const header = /^\uFEFF?[^\r\n]*/.exec(text)?.[0] ?? ''
  const delimiter = [',', ';', '\t'].find((each) => header.includes(each)) ?? ','
  let rows: { record: string[]; info: { lines: number } }[]
  try {
    // Rows may be shorter or longer than the header: that is a fault of the row, found below, not of the file.
    const options = { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, to: IMPORT_ROWS_MOST + 2 }
    // The library's types know no `info` for rows without named columns.
    rows = parse(text, options) as unknown as typeof rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new InvalidError(`The table can't be read: ${error.message}.`, [{ path: '', message: error.message }], 'import-unreadable')
  }
  const names = (rows[0]?.record ?? []).map((name) => name.trim())
  const bodies = rows.slice(1)
  boundRows(bodies.length)
  return bodies.map(({ record, info }, index) => {
    const row = index + 1
    // The library counts the lines it has read; where a cell spans several, a reader looks for the first.
    const line = info.lines - (record.join('').match(/\r\n|\r|\n/g)?.length ?? 0)
    return { row, line, ...cellsOf(record, names, row, line) }
  })
}

function cellsOf(record: readonly string[], names: readonly string[], row: number, line: number): Pick<RawRecord, 'fields' | 'faults'> {
  const faults: ImportFault[] = []
  const fields = new Map<string, unknown>()
  record.forEach((cell, position) => {
    const name = names[position]
    if (name === undefined) {
      if (cell !== '') faults.push({ row, line, column: '', message: `has a cell too many: ${record.length} for ${names.length} columns` })
    } else if (!isColumn(name)) fields.set(name, cell)
    else {
      try {
        fields.set(name, fromCell(name, cell))
      } catch (error) {
        faults.push({ row, line, column: name, message: `is no JSON: ${messageOf(error)}` })
      }
    }
  })
  return { fields: Object.fromEntries(fields), faults }
}

function bound(text: string): void {
  if (text.length <= IMPORT_CHARACTERS_MOST) return
  throw new InvalidError(`The file is too large: ${text.length} characters; ${IMPORT_CHARACTERS_MOST} are allowed.`, [], 'import-too-large')
}

function boundRows(rows: number): void {
  if (rows <= IMPORT_ROWS_MOST) return
  throw new InvalidError(`The file has more than ${IMPORT_ROWS_MOST} personas.`, [], 'import-too-large')
}
