/**
 * Writes a checkpoint beside the one there is and takes its place when all of it is on the disk: whoever is killed on the way
 * leaves the former one whole. Numbers go to the disk from where they lie; no second copy of the world is made.
 */
import { writeSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { CheckpointSink, Numbers } from '../../base/checkpoint.ts'
import { ExpectedError, messageOf } from '../../base/errors.ts'
import { CRC_BYTES, FORMS, LEAD_BYTES, MAGIC, SECTION_LEAD_BYTES, VERSION, type Form } from './format.ts'

/** Summed up and written by so much at a time, so that the second finds it in the processor's cache. */
const PIECE_BYTES = 1 << 18

export class CheckpointWriteError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'checkpoint-not-written'
  constructor(path: string, cause: unknown) {
    const former = 'The one before it, where there is one, is whole.'
    super((cause as NodeJS.ErrnoException).code === 'ENOSPC' ? `The disk is full: the checkpoint ${path} could not be written. ${former} Make room, then go on with --resume.`
      : `The checkpoint ${path} could not be written: ${messageOf(cause)}. ${former}`)
    this.cause = cause
  }
}

export class CheckpointWriter implements CheckpointSink, AsyncDisposable {
  readonly #path: string
  readonly #file: FileHandle
  readonly #names = new Set<string>()
  #bytes = 0
  #state: 'open' | 'closed' | 'done' = 'open'

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** `head` tells what it is of, for whoever goes on with it. */
  static async create(path: string, head: unknown): Promise<CheckpointWriter> {
    let file: FileHandle
    try {
      file = await open(partOf(path), 'w')
    } catch (error) {
      throw new CheckpointWriteError(path, error)
    }
    const writer = new CheckpointWriter(path, file)
    try {
      writer.#write(headOf(head))
      return writer
    } catch (error) {
      await writer[Symbol.asyncDispose]()
      throw error
    }
  }

  numbers(name: string, numbers: Numbers): void {
    this.#section(name, numbers[Symbol.toStringTag], new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  }

  json(name: string, value: unknown): void {
    this.#section(name, 'json', Buffer.from(JSON.stringify(value)))
  }

  /** Puts it where the former one stood; returns its length. */
  async commit(): Promise<number> {
    this.#write(sectionLead('', 'end', this.#names.size))
    try {
      await this.#file.sync()
      await this.#file.close()
      this.#state = 'closed'
      await rename(partOf(this.#path), this.#path)
      this.#state = 'done'
      // The new name has to be on the disk as well.
      await using folder = await open(dirname(this.#path), 'r')
      await folder.sync()
    } catch (error) {
      throw new CheckpointWriteError(this.#path, error)
    }
    return this.#bytes
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'done') return
    if (this.#state === 'open') await this.#file.close()
    this.#state = 'done'
    await rm(partOf(this.#path), { force: true })
  }

  #section(name: string, form: Form, body: Uint8Array): void {
    if (this.#names.has(name)) throw new RangeError(`there are two sections ${name}`)
    this.#names.add(name)
    this.#write(sectionLead(name, form, body.length))
    let crc = 0
    for (let at = 0; at < body.length; at += PIECE_BYTES) {
      const piece = body.subarray(at, at + PIECE_BYTES)
      crc = crc32(piece, crc)
      this.#write(piece)
    }
    this.#write(fourBytes(crc))
  }

  #write(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file.fd, bytes, at, bytes.length - at)
    } catch (error) {
      throw new CheckpointWriteError(this.#path, error)
    }
    this.#bytes += bytes.length
  }
}

/** Beside it, so that taking its place is one step of the file system. */
function partOf(path: string): string {
  return `${path}.part`
}

function headOf(head: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(head))
  const lead = Buffer.alloc(LEAD_BYTES)
  lead.write(MAGIC, 0, 'latin1')
  lead.writeUInt32LE(VERSION, MAGIC.length)
  lead.writeUInt32LE(json.length, MAGIC.length + 4)
  return Buffer.concat([lead, json, fourBytes(crc32(json))])
}

function sectionLead(name: string, form: Form, length: number): Buffer {
  const utf8 = Buffer.from(name)
  const lead = Buffer.alloc(SECTION_LEAD_BYTES)
  lead.writeUInt16LE(utf8.length, 0)
  lead.writeUInt8(FORMS.indexOf(form), 2)
  lead.writeDoubleLE(length, 4)
  const all = Buffer.concat([lead, utf8])
  return Buffer.concat([all, fourBytes(crc32(all))])
}

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(CRC_BYTES)
  bytes.writeUInt32LE(value)
  return bytes
}
