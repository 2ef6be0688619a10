/** The thread that writes a journal: checksum, hash and disk take the second core while the loop goes on. */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import { BLOCK_HEAD_BYTES } from './format.ts'
import type { FromThread, ThreadOptions, ToThread } from './journal-writer.ts'

const { path, head, keep } = workerData as ThreadOptions
const PIECE_BYTES = 1 << 20
const hash = createHash('sha256')
const blockHead = Buffer.alloc(BLOCK_HEAD_BYTES)
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

function obey(word: ToThread): void {
  switch (word.kind) {
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
      }
      return tell({ kind: 'ended', sha256: hash.digest('hex'), bytes })
    }
  }
}

try {
  if (path !== null) file = openSync(path, keep === null ? 'w' : 'r+')
  if (keep === null || file === null) write(head)
  else readKept(file, keep.bytes, keep.sha256)
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException
  if (keep !== null && code === 'ENOENT') tell({ kind: 'lost', what: 'it is not there' })
  else tell({ kind: 'failed', message, code: code ?? null })
}

parentPort?.on('message', (word: ToThread) => {
  if (hasFailed) return
  try {
    obey(word)
  } catch (error) {
    tell({ kind: 'failed', message: (error as Error).message, code: (error as NodeJS.ErrnoException).code ?? null })
  }
})
