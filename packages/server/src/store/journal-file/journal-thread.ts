/** The thread that writes a journal: checksum, hash and disk take the second core while the loop goes on. */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import { BLOCK_HEAD_BYTES } from './format.ts'
import type { FromThread, JournalOptions, ToThread } from './writing-thread.ts'

const PIECE_BYTES = 1 << 20
const blockHead = Buffer.alloc(BLOCK_HEAD_BYTES)
let hash = createHash('sha256')
/** Null where the journal is hashed and not kept. */
let file: number | null = null
let bytes = 0
/** After a failure nothing more is written: on a file that is not this run's, or behind a gap. */
let hasFailed = false

function tell(word: FromThread, give: ArrayBuffer[] = []): void {
  if (word.kind === 'lost' || word.kind === 'failed') hasFailed = true
  parentPort?.postMessage(word, give)
}

function write(data: Uint8Array): void {
  hash.update(data)
  if (file !== null) for (let at = 0; at < data.length;) at += writeSync(file, data, at, data.length - at, bytes + at)
  bytes += data.length
}

/** A run that goes on: what is kept has to be in the hash, and to be what it was. */
function readKept(from: number, keepBytes: number, sha256: string): void {
  const piece = Buffer.alloc(PIECE_BYTES)
  while (bytes < keepBytes) {
    const read = readSync(from, piece, 0, Math.min(PIECE_BYTES, keepBytes - bytes), bytes)
    if (read === 0) return tell({ kind: 'lost', what: `it is ${bytes} bytes long, and ${keepBytes} were written before the checkpoint` })
    hash.update(piece.subarray(0, read))
    bytes += read
  }
  if (hash.copy().digest('hex') !== sha256) return tell({ kind: 'lost', what: `its first ${keepBytes} bytes are not what they were when the checkpoint was made` })
  ftruncateSync(from, keepBytes)
}

function begin({ path, head, keep }: JournalOptions): void {
  drop()
  try {
    if (path !== null) file = openSync(path, keep === null ? 'w' : 'r+')
    if (keep === null || file === null) write(head)
    else readKept(file, keep.bytes, keep.sha256)
  } catch (error) {
    if (keep === null || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    tell({ kind: 'lost', what: 'it is not there' })
  }
}

/** As before the first journal. */
function drop(): void {
  if (file !== null) closeSync(file)
  file = null
  hash = createHash('sha256')
  bytes = 0
  hasFailed = false
}

function obey(word: ToThread): void {
  switch (word.kind) {
    case 'begin':
      return begin(word.options)
    case 'drop':
      drop()
      return tell({ kind: 'dropped' })
    case 'block': {
      const block = new Uint8Array(word.buffer, 0, word.length)
      blockHead.writeUInt32LE(word.length, 0)
      blockHead.writeUInt32LE(crc32(block), 4)
      write(blockHead)
      write(block)
      return tell({ kind: 'written', buffer: word.buffer }, [word.buffer])
    }
    case 'sync':
      if (file !== null) fsyncSync(file)
      return tell({ kind: 'synced', bytes, sha256: hash.copy().digest('hex') })
    case 'end': {
      if (file !== null) {
        fsyncSync(file)
        closeSync(file)
        file = null
      }
      return tell({ kind: 'ended', sha256: hash.copy().digest('hex'), bytes })
    }
  }
}

parentPort?.on('message', (word: ToThread) => {
  if (hasFailed && word.kind !== 'begin' && word.kind !== 'drop') return
  try {
    obey(word)
  } catch (error) {
    tell({ kind: 'failed', message: (error as Error).message, code: (error as NodeJS.ErrnoException).code ?? null })
  }
})
