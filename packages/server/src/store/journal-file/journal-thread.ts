/** The thread that writes a journal: checksum, hash and disk take the second core while the loop goes on. */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import { BLOCK_HEAD_BYTES } from './format.ts'
import type { FromThread, ThreadOptions, ToThread } from './journal-writer.ts'

const { path, head, keepBytes } = workerData as ThreadOptions
const PIECE_BYTES = 1 << 20
const hash = createHash('sha256')
const file = openSync(path, keepBytes === 0 ? 'w' : 'r+')
const blockHead = Buffer.alloc(BLOCK_HEAD_BYTES)
let bytes = 0

const tell = (word: FromThread, give: ArrayBuffer[] = []): void => parentPort?.postMessage(word, give)

function write(data: Uint8Array): void {
  hash.update(data)
  for (let at = 0; at < data.length;) at += writeSync(file, data, at, data.length - at, bytes + at)
  bytes += data.length
}

/** A run that goes on: what is kept has to be in the hash. */
function readKept(): void {
  const piece = Buffer.alloc(PIECE_BYTES)
  while (bytes < keepBytes) {
    const read = readSync(file, piece, 0, Math.min(PIECE_BYTES, keepBytes - bytes), bytes)
    if (read === 0) throw new Error(`${path} is ${bytes} bytes long, and ${keepBytes} were to be kept`)
    hash.update(piece.subarray(0, read))
    bytes += read
  }
  ftruncateSync(file, keepBytes)
}

function obey(word: ToThread): void {
  switch (word.kind) {
    case 'block': {
      const block = new Uint8Array(word.buffer, 0, word.length)
      blockHead.writeUInt32LE(word.length, 0)
      blockHead.writeUInt32LE(crc32(block), 4)
      write(blockHead)
      write(block)
      return tell({ kind: 'written', buffer: word.buffer, bytes }, [word.buffer])
    }
    case 'sync':
      fsyncSync(file)
      return tell({ kind: 'synced', bytes })
    case 'end': {
      fsyncSync(file)
      closeSync(file)
      return tell({ kind: 'ended', sha256: hash.digest('hex'), bytes })
    }
  }
}

try {
  if (keepBytes === 0) write(head)
  else readKept()
} catch (error) {
  tell({ kind: 'failed', message: (error as Error).message, code: (error as NodeJS.ErrnoException).code ?? null })
}

parentPort?.on('message', (word: ToThread) => {
  try {
    obey(word)
  } catch (error) {
    tell({ kind: 'failed', message: (error as Error).message, code: (error as NodeJS.ErrnoException).code ?? null })
  }
})
