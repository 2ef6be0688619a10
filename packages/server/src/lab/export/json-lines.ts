/** A table as JSON Lines: an object a row, times as ISO 8601, empty cells as null. */
import { isoTime, piecesOf, type Column, type Table } from './table.ts'

export function* jsonLinesOf(table: Table): Generator<string> {
  const keys = table.columns.map(({ name }) => JSON.stringify(name))
  yield* piecesOf(table.rows, (row) => `{${table.columns.map((column, index) => `${keys[index] as string}:${valueOf(column, row)}`).join(',')}}\n`)
}

function valueOf(column: Column, row: number): string {
  if (column.kind !== 'timestamp') return JSON.stringify(column.at(row))
  const atMs = column.at(row)
  return atMs === null ? 'null' : `"${isoTime(atMs)}"`
}
