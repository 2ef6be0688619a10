/** A table as CSV after RFC 4180: a header, lines that end in CRLF, UTF-8. */
import { isoTime, piecesOf, type Column, type Table } from './table.ts'

export function* csvOf(table: Table): Generator<string> {
  yield line(table.columns.map(({ name }) => quoted(name)))
  yield* piecesOf(table.rows, (row) => line(table.columns.map((column) => cellOf(column, row))))
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}

function cellOf(column: Column, row: number): string {
  switch (column.kind) {
    case 'text': return quoted(guarded(column.at(row) ?? ''))
    case 'timestamp': {
      const atMs = column.at(row)
      return atMs === null ? '' : isoTime(atMs)
    }
    case 'yes-no': return column.at(row) ? 'true' : 'false'
    case 'whole':
    case 'number': return String(column.at(row))
  }
}

/**
 * A spreadsheet runs a cell that begins like a formula, and members write what they like: an apostrophe in front makes it
 * text; one more goes before what begins with apostrophes already, so that taking one away gives back what was written.
 */
function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
