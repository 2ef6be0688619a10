/**
 * Writes a simulated world's journal behind the loop: records gather in blocks of a megabyte, a thread of its own checks,
 * hashes and writes them. The loop never waits for the disk; it asks `isBehind` now and then and lets the thread catch up,
 * so that memory stays bounded.
 */
import { Worker } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import { ExpectedError, messageOf } from '../../base/errors.ts'
import { ByteWriter } from './byte-writer.ts'
import type { JournalPlace } from './journal-place.ts'
import { MAGIC, RECORD, type JournalHeader } from './format.ts'

const BLOCK_BYTES = 1 << 20
/** Blocks that wait for the thread at most. */
const BEHIND_MOST = 16

export interface ThreadOptions {
  /** Null hashes, and keeps nothing. */
  readonly path: string | null
  readonly head: Uint8Array
  /** Of a file that is there: go on after so many bytes, which have this hash. Null begins anew. */
  readonly keep: { readonly bytes: number; readonly sha256: string } | null
}

export type ToThread = { readonly kind: 'block'; readonly buffer: ArrayBuffer; readonly length: number } | { readonly kind: 'sync' } | { readonly kind: 'end' }
export type FromThread =
  | { readonly kind: 'written'; readonly buffer: ArrayBuffer }
  | { readonly kind: 'synced'; readonly bytes: number; readonly sha256: string }
  | { readonly kind: 'ended'; readonly sha256: string; readonly bytes: number }
  | { readonly kind: 'lost'; readonly what: string }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | null }

export class JournalWriteError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'journal-not-written'
  constructor(path: string | null, code: string | null, message: string) {
    super(path === null ? `The journal could not be hashed: ${message}` : code === 'ENOSPC' ? `The disk is full: ${path} could not be written on. What stands there is good; make room, then go on with --resume.` : `${path} could not be written: ${message}`)
  }
}

/** A run was to go on, and its journal is not what it was. */
export class JournalLostError extends ExpectedError {
  readonly kind = 'conflict'
  readonly code = 'journal-lost'
  constructor(path: string | null, what: string) {
    super(`${path ?? 'a journal that is not written'}: ${what}. The run cannot go on without it: bring back the journal of this run, or begin anew.`)
  }
}

export interface JournalEnd {
  readonly sha256: string
  readonly bytes: number
}

export class JournalWriter implements AsyncDisposable {
  readonly #path: string | null
  readonly #thread: Worker
  readonly #free: ArrayBuffer[] = []
  readonly #bytes: ByteWriter
  readonly #words = new Map<string, number>()
  #timeMs = Number.NaN
  #behind = 0
  #failure: JournalWriteError | JournalLostError | null = null
  #settled: (() => void)[] = []
  #written = { bytes: 0, sha256: '' }
  #end: JournalEnd | null = null

  constructor(path: string | null, header: JournalHeader, resumed: JournalPlace | null = null) {
    this.#path = path
    const options: ThreadOptions = { path, head: headOf(header), keep: resumed === null ? null : { bytes: resumed.keepBytes, sha256: resumed.keptSha256 } }
    this.#thread = new Worker(new URL('journal-thread.ts', import.meta.url), { workerData: options })
    this.#thread.on('message', (word: FromThread) => this.#heard(word))
    this.#thread.once('error', (error) => this.#fail(new JournalWriteError(path, null, messageOf(error))))
    this.#thread.once('exit', () => {
      if (this.#end === null) this.#fail(new JournalWriteError(path, null, 'its thread was ended before it was done'))
    })
    this.#bytes = new ByteWriter(this.#buffer())
    if (resumed === null) return
    for (const word of resumed.words) this.#words.set(word, this.#words.size + 1)
    this.#bytes.bytes(resumed.begun)
    this.#timeMs = resumed.timeMs ?? Number.NaN
  }

  get isBehind(): boolean {
    return this.#behind >= BEHIND_MOST
  }

  /** For records: the caller writes whole ones, then calls `between`. */
  get record(): ByteWriter {
    return this.#bytes
  }

  /** The number of a word, which is written before its first use. Ask before the record that uses it is begun. */
  word(word: string | null): number {
    if (word === null) return 0
    const known = this.#words.get(word)
    if (known !== undefined) return known
    const number = this.#words.size + 1
    this.#words.set(word, number)
    this.#bytes.byte(RECORD.word)
    this.#bytes.text(word)
    return number
  }

  /** Milliseconds since the record before; each block begins with a time of its own. */
  time(atMs: number): void {
    this.#bytes.signed(atMs - this.#timeMs)
    this.#timeMs = atMs
  }

  /** Call before a record that bears a time. */
  demandTime(atMs: number): void {
    if (!Number.isNaN(this.#timeMs)) return
    this.#bytes.byte(RECORD.time)
    this.#bytes.double(atMs)
    this.#timeMs = atMs
  }

  /** Between two records that may stand in different blocks. */
  between(): void {
    if (this.#bytes.length >= BLOCK_BYTES) this.#cut()
  }

  #cut(): void {
    if (this.#failure !== null) throw this.#failure
    if (this.#bytes.length === 0) return
    const block = this.#bytes.exchange(this.#buffer())
    this.#timeMs = Number.NaN
    this.#behind += 1
    this.#tell({ kind: 'block', buffer: block.buffer as ArrayBuffer, length: block.length }, [block.buffer as ArrayBuffer])
  }

  #buffer(): Buffer {
    // Room beyond the block for the turn that fills it.
    return Buffer.from(this.#free.pop() ?? new ArrayBuffer(BLOCK_BYTES + (BLOCK_BYTES >> 2)))
  }

  /** Until the thread has caught up; throws what kept it from writing. */
  async caughtUp(): Promise<void> {
    while (this.#behind >= BEHIND_MOST / 2 && this.#failure === null) await new Promise<void>((resolve) => this.#settled.push(resolve))
    if (this.#failure !== null) throw this.#failure
  }

  /** How far it has come, all blocks that were cut being on the disk. Ask between two records, and write none until it is there. */
  async place(): Promise<JournalPlace> {
    await this.#sync()
    const { bytes, sha256 } = this.#written
    return { keepBytes: bytes, keptSha256: sha256, words: [...this.#words.keys()], begun: this.#bytes.copy(), timeMs: Number.isNaN(this.#timeMs) ? null : this.#timeMs }
  }

  async #sync(): Promise<void> {
    this.#tell({ kind: 'sync' })
    this.#behind += 1
    while (this.#behind > 0 && this.#failure === null) await new Promise<void>((resolve) => this.#settled.push(resolve))
    if (this.#failure !== null) throw this.#failure
  }

  async end(): Promise<JournalEnd> {
    this.#cut()
    await this.#sync()
    this.#tell({ kind: 'end' })
    this.#behind += 1
    while (this.#end === null && this.#failure === null) await new Promise<void>((resolve) => this.#settled.push(resolve))
    if (this.#end === null) throw this.#failure
    return this.#end
  }

  #tell(word: ToThread, give: ArrayBuffer[] = []): void {
    this.#thread.postMessage(word, give)
  }

  #heard(word: FromThread): void {
    switch (word.kind) {
      case 'written':
        if (word.buffer.byteLength === BLOCK_BYTES + (BLOCK_BYTES >> 2)) this.#free.push(word.buffer)
        break
      case 'synced':
        this.#written = { bytes: word.bytes, sha256: word.sha256 }
        break
      case 'ended':
        this.#end = { sha256: word.sha256, bytes: word.bytes }
        break
      case 'lost':
        return this.#fail(new JournalLostError(this.#path, word.what))
      case 'failed':
        return this.#fail(new JournalWriteError(this.#path, word.code, word.message))
    }
    this.#behind -= 1
    this.#settle()
  }

  #fail(failure: JournalWriteError | JournalLostError): void {
    this.#failure ??= failure
    this.#settle()
  }

  #settle(): void {
    for (const resolve of this.#settled.splice(0)) resolve()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate()
  }
}

export function headOf(header: JournalHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const head = Buffer.alloc(MAGIC.length + 8 + json.length)
  head.write(MAGIC, 0, 'latin1')
  head.writeUInt32LE(json.length, MAGIC.length)
  json.copy(head, MAGIC.length + 4)
  head.writeUInt32LE(crc32(json), MAGIC.length + 4 + json.length)
  return head
}
