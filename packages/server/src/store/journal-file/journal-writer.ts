/**
 * Writes a simulated world's journal behind the loop: records gather in blocks of a megabyte, a thread of its own checks,
 * hashes and writes them. The loop never waits for the disk; it asks `isBehind` now and then and lets the thread catch up,
 * so that memory stays bounded.
 */
import { crc32 } from 'node:zlib'
import { ExpectedError } from '../../base/errors.ts'
import { ByteWriter } from './byte-writer.ts'
import type { JournalPlace } from './journal-place.ts'
import { BLOCK_BYTES, MAGIC, RECORD, type JournalHeader } from './format.ts'
import { WritingThread, type FromThread, type ToThread } from './writing-thread.ts'

/** A power of two. */
const RECENT_WORDS = 64
/** Blocks that wait for the thread at most. */
const BEHIND_MOST = 16

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
  readonly #thread: WritingThread
  /** Made for this journal alone. */
  readonly #isOwn: boolean
  readonly #bytes: ByteWriter
  readonly #words = new Map<string, number>()
  readonly #recent = Array<string | null>(RECENT_WORDS).fill(null)
  readonly #recentNumbers = Array<number>(RECENT_WORDS).fill(0)
  #timeMs = Number.NaN
  #behind = 0
  #failure: JournalWriteError | JournalLostError | null = null
  #settled: (() => void)[] = []
  #written = { bytes: 0, sha256: '' }
  #end: JournalEnd | null = null

  /** `thread`: one that is there and idle, to be given back; without it the journal has one of its own. */
  constructor(path: string | null, header: JournalHeader, resumed: JournalPlace | null = null, thread?: WritingThread) {
    this.#path = path
    this.#isOwn = thread === undefined
    this.#thread = thread ?? new WritingThread()
    const keep = resumed === null ? null : { bytes: resumed.keepBytes, sha256: resumed.keptSha256 }
    this.#thread.begin({ path, head: headOf(header), keep }, (word) => this.#heard(word))
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
    // A turn names several words, out of a dozen or two: each is looked for in one place before the map is asked.
    const slot = (word.length * 5 + word.charCodeAt(0)) & (RECENT_WORDS - 1)
    if (this.#recent[slot] === word) return this.#recentNumbers[slot] as number
    const number = this.#words.get(word) ?? this.#number(word)
    this.#recent[slot] = word
    this.#recentNumbers[slot] = number
    return number
  }

  #number(word: string): number {
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
    return Buffer.from(this.#thread.room())
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
    this.#tell({ kind: 'end' })
    this.#behind += 1
    while (this.#end === null && this.#failure === null) await new Promise<void>((resolve) => this.#settled.push(resolve))
    if (this.#end === null) throw this.#failure
    return this.#end
  }

  #tell(word: ToThread, give: ArrayBuffer[] = []): void {
    this.#thread.tell(word, give)
  }

  #heard(word: FromThread): void {
    switch (word.kind) {
      case 'written':
        this.#thread.give(word.buffer)
        break
      case 'synced':
        this.#written = { bytes: word.bytes, sha256: word.sha256 }
        break
      case 'ended':
        this.#end = { sha256: word.sha256, bytes: word.bytes }
        break
      case 'dropped':
        return
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
    await (this.#isOwn ? this.#thread[Symbol.asyncDispose]() : this.#thread.release())
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
