/**
 * Reads a checkpoint: first where its sections are, so that one that was cut off is known before anything is taken from it,
 * then each section when it is asked for, straight into the numbers it becomes.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { CheckpointSource, Numbers, NumbersKind } from '../../base/checkpoint.ts'
import { ExpectedError, MissingError } from '../../base/errors.ts'
import { CRC_BYTES, FORMS, LEAD_BYTES, MAGIC, SECTION_LEAD_BYTES, VERSION, type Form } from './format.ts'

const PIECE_BYTES = 1 << 18
/** No head is nearly as long; a length beyond it is no length. */
const HEAD_MOST = 1 << 26

export class CheckpointDamagedError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'checkpoint-damaged'
  constructor(path: string, what: string) {
    super(`${path}: ${what}. Nothing was taken from it: go on from another checkpoint, or begin anew.`)
  }
}

export class CheckpointVersionError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'checkpoint-of-another-version'
  constructor(path: string, version: number) {
    super(`${path}: a checkpoint of another version (${version}), this Troupe reads ${VERSION}: run with the Troupe that wrote it, or begin anew.`)
  }
}

interface Section {
  readonly form: Form
  readonly at: number
  readonly length: number
}

export class CheckpointReader implements CheckpointSource, Disposable {
  /** As it was given to the writer. */
  readonly head: unknown
  readonly #path: string
  readonly #file: number
  readonly #fileBytes: number
  readonly #sections = new Map<string, Section>()

  constructor(path: string) {
    this.#path = path
    this.#file = opened(path)
    try {
      this.#fileBytes = fstatSync(this.#file).size
      const { head, length } = this.#readHead()
      this.head = head
      this.#findSections(length)
    } catch (error) {
      closeSync(this.#file)
      throw error
    }
  }

  numbers<Data extends Numbers>(name: string, kind: NumbersKind<Data>): Data {
    const { at, length } = this.#section(name, kind.name)
    const numbers = new kind(length / kind.BYTES_PER_ELEMENT)
    this.#readBody(name, at, new Uint8Array(numbers.buffer))
    return numbers
  }

  json<Value>(name: string): Value {
    const { at, length } = this.#section(name, 'json')
    const body = Buffer.alloc(length)
    this.#readBody(name, at, body)
    return JSON.parse(body.toString()) as Value
  }

  has(name: string): boolean {
    return this.#sections.has(name)
  }

  /** Reads every section through, so that one that was altered is known before any is taken. Throws `CheckpointDamagedError`. */
  verify(): void {
    for (const [name, { at, length }] of this.#sections) this.#readThrough(name, at, length)
  }

  [Symbol.dispose](): void {
    closeSync(this.#file)
  }

  #readHead(): { head: unknown; length: number } {
    if (this.#fileBytes < LEAD_BYTES) throw this.#damaged('this is no checkpoint of a simulation')
    const lead = this.#read(0, LEAD_BYTES)
    if (lead.toString('latin1', 0, MAGIC.length) !== MAGIC) throw this.#damaged('this is no checkpoint of a simulation')
    const version = lead.readUInt32LE(MAGIC.length)
    if (version !== VERSION) throw new CheckpointVersionError(this.#path, version)
    const length = lead.readUInt32LE(MAGIC.length + 4)
    if (length > HEAD_MOST) throw this.#damaged('its head was altered')
    const json = this.#read(LEAD_BYTES, length + CRC_BYTES)
    if (crc32(json.subarray(0, length)) !== json.readUInt32LE(length)) throw this.#damaged('its head was altered')
    return { head: JSON.parse(json.toString('utf8', 0, length)), length: LEAD_BYTES + length + CRC_BYTES }
  }

  #findSections(from: number): void {
    let at = from
    for (;;) {
      const named = this.#read(at, SECTION_LEAD_BYTES).readUInt16LE(0)
      const lead = this.#read(at, SECTION_LEAD_BYTES + named + CRC_BYTES)
      const checked = SECTION_LEAD_BYTES + named
      if (crc32(lead.subarray(0, checked)) !== lead.readUInt32LE(checked)) throw this.#damaged(`it was altered at byte ${at}`)
      at += lead.length
      const form = FORMS[lead.readUInt8(2)]
      const length = lead.readDoubleLE(4)
      if (form === undefined) throw this.#damaged(`it was altered at byte ${at}`)
      if (form === 'end') {
        if (at !== this.#fileBytes || length !== this.#sections.size) throw this.#damaged('it goes on past its end')
        return
      }
      this.#sections.set(lead.toString('utf8', SECTION_LEAD_BYTES, checked), { form, at, length })
      at += length + CRC_BYTES
    }
  }

  #section(name: string, form: string): Section {
    const section = this.#sections.get(name)
    if (section === undefined) throw this.#damaged(`it lacks the section ${name}`)
    if (section.form !== form) throw this.#damaged(`its section ${name} is ${section.form}, and should be ${form}`)
    return section
  }

  #readBody(name: string, from: number, body: Uint8Array): void {
    let crc = 0
    for (let at = 0; at < body.length; at += PIECE_BYTES) {
      const piece = body.subarray(at, at + PIECE_BYTES)
      this.#readInto(from + at, piece)
      crc = crc32(piece, crc)
    }
    this.#demandSum(name, from + body.length, crc)
  }

  #readThrough(name: string, from: number, length: number): void {
    const buffer = Buffer.allocUnsafe(Math.min(length, PIECE_BYTES))
    let crc = 0
    for (let at = 0; at < length; at += PIECE_BYTES) {
      const piece = buffer.subarray(0, Math.min(PIECE_BYTES, length - at))
      this.#readInto(from + at, piece)
      crc = crc32(piece, crc)
    }
    this.#demandSum(name, from + length, crc)
  }

  #demandSum(name: string, at: number, crc: number): void {
    if (this.#read(at, CRC_BYTES).readUInt32LE() !== crc) throw this.#damaged(`its section ${name} was altered`)
  }

  #read(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    this.#readInto(at, bytes)
    return bytes
  }

  #readInto(at: number, into: Uint8Array): void {
    if (at + into.length > this.#fileBytes) throw this.#damaged(`it is cut off at byte ${this.#fileBytes}`)
    for (let done = 0; done < into.length;) {
      const read = readSync(this.#file, into, done, into.length - done, at + done)
      if (read === 0) throw this.#damaged(`it is cut off at byte ${at + done}`)
      done += read
    }
  }

  #damaged(what: string): CheckpointDamagedError {
    return new CheckpointDamagedError(this.#path, what)
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingError('checkpoint', path)
    throw error
  }
}
