/**
 * A world as files: CSV, JSON Lines and Parquet are a file for each table, GraphML is one of the follow graph. A file gets its
 * name when it is whole; what fails half-way leaves nothing behind and says why.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ExpectedError, messageOf } from '../../base/errors.ts'
import type { Camps } from '../measures/camps.ts'
import type { WorldRecord } from '../measures/world-record.ts'
import { csvOf } from './csv.ts'
import { graphMlOf } from './graph-ml.ts'
import { jsonLinesOf } from './json-lines.ts'
import { writeParquet } from './parquet.ts'
import { worldTables } from './world-tables.ts'

export const EXPORT_FORMATS = ['csv', 'jsonl', 'parquet', 'graphml'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export class ExportFailedError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'export-failed'

  constructor(path: string, cause: unknown) {
    super(`${path} could not be written: ${messageOf(cause)}. Nothing was left half-written.`)
    this.cause = cause
  }
}

export interface ExportOptions {
  /** For GraphML. */
  readonly camps?: readonly Camps[]
  /** The one table that is wanted. */
  readonly table?: string | null
}

/** Returns the paths of what was written. Throws `ExportFailedError`. */
export async function exportWorld(record: WorldRecord, format: ExportFormat, directory: string, { camps = [], table: wanted = null }: ExportOptions = {}): Promise<string[]> {
  const paths: string[] = []
  const write = async (name: string, fill: (path: string) => Promise<void>): Promise<void> => {
    const path = join(directory, name)
    await whole(path, fill)
    paths.push(path)
  }
  if (format === 'graphml') {
    await write('follows.graphml', (path) => writePieces(graphMlOf(record, camps), path))
    return paths
  }
  for (const table of worldTables(record)) {
    if (wanted !== null && table.name !== wanted) continue
    await write(`${table.name}.${format}`, (path) => {
      if (format === 'parquet') return writeParquet(table, path)
      return writePieces(format === 'csv' ? csvOf(table) : jsonLinesOf(table), path)
    })
  }
  return paths
}

/** As fast as the disk takes it, with a few pieces in memory. */
async function writePieces(pieces: Iterable<string>, path: string): Promise<void> {
  await pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 4 }), createWriteStream(path))
}

async function whole(path: string, fill: (path: string) => Promise<void>): Promise<void> {
  const partial = `${path}.partial`
  try {
    await mkdir(join(path, '..'), { recursive: true })
    await fill(partial)
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined)
    throw new ExportFailedError(path, error)
  }
}
