/** A table as Parquet, a row group at a time: what is in memory is one group's columns, never the table. */
import { fileWriter, ParquetWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer'
import type { Column, Table } from './table.ts'

const ROWS_A_GROUP = 50_000

type Source = Omit<ColumnSource, 'data'>

/** Synchronous between groups: the writer appends to the file as it goes. */
export async function writeParquet(table: Table, path: string): Promise<void> {
  const sources = table.columns.map(sourceOf)
  const schema = schemaFromColumnData({ columnData: sources.map((source) => ({ ...source, data: [] })) })
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: 'troupe' })
  for (let from = 0; from < table.rows; from += ROWS_A_GROUP) {
    const count = Math.min(ROWS_A_GROUP, table.rows - from)
    const columnData = table.columns.map((column, index) => ({ ...sources[index] as Source, data: Array.from({ length: count }, (_, row) => valueOf(column, from + row)) }))
    await writer.write({ columnData, rowGroupSize: ROWS_A_GROUP })
  }
  await writer.finish()
}

function sourceOf({ name, kind }: Column): Source {
  switch (kind) {
    case 'text': return { name, type: 'STRING', nullable: true }
    case 'whole': return { name, type: 'INT32', nullable: false }
    case 'number': return { name, type: 'DOUBLE', nullable: false }
    case 'timestamp': return { name, type: 'TIMESTAMP', nullable: true }
    case 'yes-no': return { name, type: 'BOOLEAN', nullable: false }
  }
}

function valueOf(column: Column, row: number): unknown {
  if (column.kind !== 'timestamp') return column.at(row)
  const atMs = column.at(row)
  return atMs === null ? null : new Date(atMs)
}
