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
  let rows: { record: Record<string, string>; info: { lines: number } }[]
  try {
    rows = parse(text, { bom: true, columns: (names: string[]) => names.map((name) => name.trim()), delimiter, info: true, skip_empty_lines: true, to: IMPORT_ROWS_MOST + 1 })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new InvalidError(`The table can't be read: ${error.message}.`, [{ path: '', message: error.message }], 'import-unreadable')
  }
  boundRows(rows.length)
  return rows.map(({ record, info }, index) => {
    const row = index + 1
    // The library counts the lines it has read; where a cell spans several, a reader looks for the first.
    const line = info.lines - (Object.values(record).join('').match(/\r\n|\r|\n/g)?.length ?? 0)
    const faults: ImportFault[] = []
    const fields: Record<string, unknown> = {}
    for (const [name, cell] of Object.entries(record)) {
      if (!isColumn(name)) {
        fields[name] = cell
        continue
      }
      try {
        fields[name] = fromCell(name, cell)
      } catch (error) {
        faults.push({ row, line, column: name, message: `is no JSON: ${messageOf(error)}` })
      }
    }
    return { row, line, fields, faults }
  })
}

function bound(text: string): void {
  if (text.length <= IMPORT_CHARACTERS_MOST) return
  throw new InvalidError(`The file is too large: ${text.length} characters; ${IMPORT_CHARACTERS_MOST} are allowed.`, [], 'import-too-large')
}

function boundRows(rows: number): void {
  if (rows <= IMPORT_ROWS_MOST) return
  throw new InvalidError(`The file has more than ${IMPORT_ROWS_MOST} personas.`, [], 'import-too-large')
}
