/**
 * A table as exports see it: named columns that answer for a row by its number, so that a million rows are written without
 * ever standing beside each other. `timestamp` is epoch milliseconds; null is an empty cell, and only `text` and
 * `timestamp` may be null.
 */
export type Column =
  | { readonly name: string; readonly kind: 'text'; at(row: number): string | null }
  | { readonly name: string; readonly kind: 'whole' | 'number'; at(row: number): number }
  | { readonly name: string; readonly kind: 'timestamp'; at(row: number): number | null }
  | { readonly name: string; readonly kind: 'yes-no'; at(row: number): boolean }

export interface Table {
  readonly name: string
  readonly rows: number
  readonly columns: readonly Column[]
}

/** Rows are made into text this many at a time. */
const ROWS_AT_A_TIME = 2000

/** `line` of each row, in pieces worth writing. */
export function* piecesOf(rows: number, line: (row: number) => string): Generator<string> {
  for (let from = 0; from < rows; from += ROWS_AT_A_TIME) {
    let piece = ''
    for (let row = from; row < Math.min(rows, from + ROWS_AT_A_TIME); row++) piece += line(row)
    yield piece
  }
}

export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString()
}
