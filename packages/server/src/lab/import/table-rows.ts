/**
 * The rows of a CSV table, one after the other. A row whose quotes are wrong is a fault of that row; a quote that never
 * closes takes the rest of the file with it, and is said so where it opens.
 */
import { Readable, pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
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
  const parser = parse({
    bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true, max_record_size: ROW_BYTES_MOST,
    on_skip: (error) => {
      if (error === undefined) return undefined
      // The library drops the rest of its buffer after this one, so it must end the reading.
      if (error.code === 'CSV_MAX_RECORD_SIZE') throw error
      const before = Number(error['records'])
      const line = Number(error['lines'])
      const last = faults.at(-1)
      // One row may be wrong in several places.
      if (last?.before !== before || last.line !== line) faults.push({ before, line, fault: error.message })
      return undefined
    },
  })
  // What goes wrong reading comes out of the parser, which is iterated.
  pipeline(Readable.from(pieces), parser, () => undefined)

  let row = 0
  let records = 0
  let told = 0
  function* faultsBefore(record: number): Generator<TableRow> {
    for (let next = faults[told]; next !== undefined && next.before < record; next = faults[++told]) {
      yield { kind: 'fault', row: row++, line: next.line, fault: next.fault }
    }
  }
  try {
    for await (const each of parser) {
      const { record, info } = each as Parsed
      records += 1
      yield* faultsBefore(records)
      // The library counts the lines it has read; where a cell spans several, a reader looks for the first.
      let line = info.lines
      for (const cell of record) if (cell.includes('\n')) line -= cell.split('\n').length - 1
      yield { kind: 'row', row: row++, line, cells: record }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    yield* faultsBefore(Number.POSITIVE_INFINITY)
    yield { kind: 'fault', row, line: Number(error['lines']), fault: `${error.message}; what follows could not be read` }
    return
  }
  yield* faultsBefore(Number.POSITIVE_INFINITY)
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
