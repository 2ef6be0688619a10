/** The rows of a CSV text, with whatever stands between its cells. */
import { CsvError, parse } from 'csv-parse/sync'
import { InvalidError } from '../../../base/errors.ts'

export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

export interface CsvRow {
  /** As a spreadsheet counts: the names of the columns stand in row 1. */
  readonly row: number
  readonly cells: readonly string[]
}

export const ROWS_MOST = 50_000
const COLUMNS_MOST = 100
/** A cell is a name or a note; longer, and a quote was opened that nobody closed. */
const ROW_CHARACTERS_MOST = 100_000
const LINES_LOOKED_AT = 20

export function csvTable(text: string): CsvTable {
  const records = recordsOf(text)
  const [header, ...rows] = records
  if (header === undefined) throw unreadable('the file is empty; its first line names the columns')
  if (header.record.length > COLUMNS_MOST) throw unreadable(`it has ${header.record.length} columns; at most ${COLUMNS_MOST} are read`)
  if (rows.length > ROWS_MOST) throw unreadable(`it has ${rows.length} rows; at most ${ROWS_MOST} are taken at once. Cut it into several files`)
  return { columns: named(header.record), rows: rows.map(({ record, info }) => ({ row: info.records, cells: record.map((cell) => cell.trim()) })) }
}

interface Parsed {
  readonly record: string[]
  readonly info: { readonly records: number }
}

function recordsOf(text: string): Parsed[] {
  try {
    return parse(text, { delimiter: delimiterOf(text), info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true, max_record_size: ROW_CHARACTERS_MOST }) as unknown as Parsed[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw unreadable(error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE' ? 'a quote is opened that is never closed' : `near line ${String(error['lines'] ?? '?')}: ${error.message}`)
  }
}

/** The one that cuts the first lines into the most even rows of more than one cell. */
function delimiterOf(text: string): string {
  const lines = text.slice(0, 50_000).split(/\r\n?|\n/).filter((line) => line.trim() !== '').slice(0, LINES_LOOKED_AT).map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, ''))
  const score = (delimiter: string): number => {
    const cells = lines.map((line) => line.split(delimiter).length)
    const first = cells[0] ?? 1
    return first === 1 ? 0 : cells.filter((count) => count === first).length * 100 + first
  }
  return [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, score: score(delimiter) })).reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

/** Each with a name of its own, so that a mapping can say which is meant. */
function named(header: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return header.map((cell, place) => {
    const name = cell.trim() || `column ${place + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

function unreadable(why: string): InvalidError {
  return new InvalidError(`This file can't be read as CSV: ${why}.`, [{ path: '/csv', message: why }], 'csv-unreadable')
}
