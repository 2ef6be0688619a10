/**
 * Reads a journal file record by record, one block in memory at a time. A file that was cut off or altered is read up to the last
 * block that is whole; what is wrong, and after which record, is told at the end.
 */
import { open, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { ExpectedError } from '../../base/errors.ts'
import { ByteReader } from './byte-reader.ts'
import { ACT, BLOCK_HEAD_BYTES, MAGIC, RECORD, RESULTS, VERSION, type ActResultKind, type JournalHeader } from './format.ts'

export type JournalRecord =
  | { readonly kind: 'joined'; readonly member: number; readonly name: string; readonly bio: string; readonly atMs: number }
  | { readonly kind: 'first-post'; readonly member: number; readonly atMs: number; readonly text: string; readonly generator: string | null }
  | { readonly kind: 'edge'; readonly from: number; readonly to: number; readonly atMs: number }
  /** `deed` as JSON text. */
  | { readonly kind: 'intervention'; readonly deed: string; readonly atMs: number }
  | { readonly kind: 'turn'; readonly turn: number; readonly agent: number; readonly atMs: number }
  | { readonly kind: 'observed'; readonly notices: readonly { readonly on: 'post' | 'comment'; readonly row: number }[] }
  | { readonly kind: 'asked'; readonly purpose: string; readonly generator: string }
  | { readonly kind: 'looked'; readonly action: string; readonly input: string | null; readonly posts: readonly { readonly row: number; readonly comments: number; readonly why: string }[] }
  | {
    readonly kind: 'acted'
    readonly action: string
    readonly result: ActResultKind
    readonly target: number | null
    readonly made: boolean
    readonly text: string | null
    /** What made the text, or chose what was made without one. */
    readonly generator: string | null
    /** Of the input what is neither target nor text, as JSON. */
    readonly more: string | null
    readonly reason: string | null
    /** Of the gate, where it held the act back. */
    readonly verdict: string | null
    readonly policy: string | null
  }
  | { readonly kind: 'resumed'; readonly turn: number; readonly atMs: number }
  | { readonly kind: 'ended'; readonly outcome: string; readonly reason: string | null }

export class JournalDamagedError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'journal-damaged'
  /** Records before the damage; all of them are good. */
  readonly records: number
  constructor(path: string, what: string, records: number) {
    super(`${path}: ${what}. The ${records} records before it are good; a run goes on from its last checkpoint with --resume.`)
    this.records = records
  }
}

/** No block is nearly as long; a length beyond it is no length. */
const BLOCK_MOST = 1 << 26

export class JournalReader implements AsyncDisposable {
  readonly header: JournalHeader
  readonly #path: string
  readonly #file: FileHandle
  readonly #words: string[] = []
  #at: number
  #records = 0
  #members = 0
  #turns = 0

  private constructor(path: string, file: FileHandle, header: JournalHeader, at: number) {
    this.#path = path
    this.#file = file
    this.header = header
    this.#at = at
  }

  static async open(path: string): Promise<JournalReader> {
    const file = await open(path, 'r')
    try {
      const lead = Buffer.alloc(MAGIC.length + 4)
      const { bytesRead } = await file.read(lead, 0, lead.length, 0)
      if (bytesRead < lead.length || lead.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new JournalDamagedError(path, 'this is no journal of a simulation', 0)
      const length = lead.readUInt32LE(MAGIC.length)
      const rest = Buffer.alloc(Math.min(length, BLOCK_MOST) + 4)
      const read = await file.read(rest, 0, rest.length, lead.length)
      if (read.bytesRead < rest.length || crc32(rest.subarray(0, length)) !== rest.readUInt32LE(length)) throw new JournalDamagedError(path, 'its header is cut off or altered', 0)
      const header = JSON.parse(rest.toString('utf8', 0, length)) as JournalHeader
      if (header.version !== VERSION) throw new JournalDamagedError(path, `it is of version ${header.version}, and this Troupe reads version ${VERSION}`, 0)
      return new JournalReader(path, file, header, lead.length + rest.length)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Of the file, up to the block that is being read. */
  get bytesRead(): number {
    return this.#at
  }

  /** Throws `JournalDamagedError` after the last good record. */
  async *records(): AsyncGenerator<JournalRecord, void, undefined> {
    for (let block = await this.#block(); block !== null; block = await this.#block()) yield* this.#recordsOf(block)
  }

  async #block(): Promise<Buffer | null> {
    const head = Buffer.alloc(BLOCK_HEAD_BYTES)
    const { bytesRead } = await this.#file.read(head, 0, BLOCK_HEAD_BYTES, this.#at)
    if (bytesRead === 0) return null
    const length = head.readUInt32LE(0)
    if (bytesRead < BLOCK_HEAD_BYTES || length > BLOCK_MOST) throw this.#damaged(bytesRead < BLOCK_HEAD_BYTES ? 'it is cut off' : 'it was altered')
    const block = Buffer.alloc(length)
    const read = await this.#file.read(block, 0, length, this.#at + BLOCK_HEAD_BYTES)
    if (read.bytesRead < length) throw this.#damaged('it is cut off')
    if (crc32(block) !== head.readUInt32LE(4)) throw this.#damaged('it was altered')
    this.#at += BLOCK_HEAD_BYTES + length
    return block
  }

  #damaged(what: string): JournalDamagedError {
    return new JournalDamagedError(this.#path, `${what} after record ${this.#records}, at byte ${this.#at}`, this.#records)
  }

  *#recordsOf(block: Buffer): Generator<JournalRecord, void, undefined> {
    const bytes = new ByteReader(block)
    let timeMs = 0
    const time = (): number => (timeMs += bytes.signed())
    while (!bytes.isAtEnd) {
      const kind = bytes.byte()
      if (kind === RECORD.word) this.#words.push(bytes.text())
      else if (kind === RECORD.time) timeMs = bytes.double()
      else {
        const record = this.#record(kind, bytes, time)
        this.#records += 1
        yield record
      }
    }
  }

  #record(kind: number, bytes: ByteReader, time: () => number): JournalRecord {
    switch (kind) {
      case RECORD.joined:
        return { kind: 'joined', member: this.#members++, name: bytes.text(), bio: bytes.text(), atMs: time() }
      case RECORD.firstPost:
        return { kind: 'first-post', member: bytes.count(), atMs: time(), text: bytes.text(), generator: this.#word(bytes.count()) }
      case RECORD.edge:
        return { kind: 'edge', from: bytes.count(), to: bytes.count(), atMs: time() }
      case RECORD.intervention:
        return { kind: 'intervention', deed: bytes.text(), atMs: time() }
      case RECORD.turn:
        return { kind: 'turn', turn: this.#turns++, agent: bytes.count(), atMs: time() }
      case RECORD.resumed:
        return { kind: 'resumed', turn: bytes.count(), atMs: time() }
      case RECORD.observed:
        return { kind: 'observed', notices: Array.from({ length: bytes.count() }, () => ({ on: bytes.byte() === 0 ? 'post' : 'comment', row: bytes.count() })) }
      case RECORD.asked:
        return { kind: 'asked', purpose: this.#word(bytes.count()) ?? '', generator: this.#word(bytes.count()) ?? '' }
      case RECORD.looked: {
        const action = this.#word(bytes.count()) ?? ''
        const input = bytes.text()
        const posts = Array.from({ length: bytes.count() }, () => ({ row: bytes.count(), comments: bytes.count(), why: this.#word(bytes.count()) ?? '' }))
        return { kind: 'looked', action, input: input === '' ? null : input, posts }
      }
      case RECORD.acted: {
        const action = this.#word(bytes.count()) ?? ''
        const flags = bytes.byte()
        return {
          kind: 'acted', action, result: RESULTS[flags & 3] as ActResultKind,
          target: (flags & ACT.target) === 0 ? null : bytes.count(),
          made: (flags & ACT.made) !== 0,
          text: (flags & ACT.text) === 0 ? null : bytes.text(),
          generator: (flags & (ACT.text | ACT.made)) === 0 ? null : this.#word(bytes.count()),
          more: (flags & ACT.more) === 0 ? null : bytes.text(),
          reason: (flags & ACT.reason) === 0 ? null : this.#word(bytes.count()),
          verdict: (flags & ACT.verdict) === 0 ? null : this.#word(bytes.count()),
          policy: (flags & ACT.verdict) === 0 ? null : this.#word(bytes.count()),
        }
      }
      case RECORD.ended:
        return { kind: 'ended', outcome: this.#word(bytes.count()) ?? '', reason: this.#word(bytes.count()) }
      default:
        throw this.#damaged(`a record of kind ${kind} is unknown`)
    }
  }

  #word(number: number): string | null {
    if (number === 0) return null
    const word = this.#words[number - 1]
    if (word === undefined) throw this.#damaged(`word ${number} was never written`)
    return word
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close()
  }
}
