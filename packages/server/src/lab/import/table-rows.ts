/**
 * The rows of a CSV table, one after the other. A row whose quotes are wrong is a fault of that row; a quote that never
 * closes takes the rest of the file with it, and it is said which row opened it.
 */
import { Readable, pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import { InvalidError } from '../../base/errors.ts'

export type TableRow =
  | { readonly kind: 'row'; readonly row: number; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'fault'; readonly row: number; readonly line: number; readonly fault: string }

/** Longer, and a quote was opened that nobody closed. */
const ROW_BYTES_MOST = 8_000_000

export interface Table {
  readonly header: readonly string[]
  readonly rows: AsyncIterable<TableRow>
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** Rows without the header. `file` is for messages. */
export async function openTable(pieces: AsyncIterable<string>, delimiter: string, file: string): Promise<Table> {
  const entries = tableEntries(pieces, delimiter)
  const first = await entries.next()
  const heading = first.done === true ? null : first.value
  if (heading?.kind !== 'row') {
    const what = heading === null ? 'has no header' : `has a header that can't be read: ${heading.fault}`
    throw new InvalidError(`${file} ${what}.`, [{ path: file, message: what }], 'import-unreadable')
  }
  return { header: heading.cells.map((name) => name.trim()), rows: entries }
}

/** The header is row 0. */
async function* tableEntries(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<TableRow> {
  const faults: { readonly before: number; readonly line: number; readonly fault: string }[] = []
  /** Why nothing after the last row could be read. */
  let lost: string | null = null
  const parser = parse({
    bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true, max_record_size: ROW_BYTES_MOST,
    on_skip: (error) => {
      if (error?.code === 'CSV_QUOTE_NOT_CLOSED') lost ??= 'opens a quote that is not closed, so that all that follows is in it'
      // From here on the library passes over everything it is given (7.0.3: it returns from its buffer and stays in the row).
      else if (error?.code === 'CSV_MAX_RECORD_SIZE') lost ??= `is longer than ${ROW_BYTES_MOST} bytes, as if it opened a quote that is not closed; nothing after it could be read`
      else if (error !== undefined) {
        const before = Number(error['records'])
        const line = Number(error['lines'])
        const last = faults.at(-1)
        // One row may be wrong in several places.
        if (last?.before !== before || last.line !== line) faults.push({ before, line, fault: error.message })
      }
      return undefined
    },
  })
  // What goes wrong reading comes out of the parser, which is iterated.
  pipeline(Readable.from(pieces), parser, () => undefined)

  let row = 0
  let records = 0
  let told = 0
  /** The last line of the last row that was read. */
  let readTo = 0
  function* faultsBefore(record: number): Generator<TableRow> {
    for (let next = faults[told]; next !== undefined && next.before < record; next = faults[++told]) {
      yield { kind: 'fault', row: row++, line: next.line, fault: next.fault }
    }
  }
  for await (const each of parser) {
    const { record, info } = each as Parsed
    records += 1
    yield* faultsBefore(records)
    // The library counts the lines it has read; where a cell spans several, a reader looks for the first.
    let line = info.lines
    readTo = line
    for (const cell of record) if (cell.includes('\n')) line -= cell.split('\n').length - 1
    yield { kind: 'row', row: row++, line, cells: record }
  }
  yield* faultsBefore(Number.POSITIVE_INFINITY)
  if (lost !== null) yield { kind: 'fault', row, line: readTo + 1, fault: lost }
}

/** A row's cells by their columns; what has no column is under ''. */
export function fieldsOf(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const fields = Object.create(null) as Record<string, string>
  for (let at = 0; at < cells.length; at++) {
    const name = header[at] ?? ''
    const cell = cells[at] as string
    if (cell !== '' && name !== '' && fields[name] === undefined) fields[name] = cell
  }
  return fields
}
