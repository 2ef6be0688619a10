/**
 * Files below one folder. A file is written beside its place under a name of chance and renamed into it, so a reader never
 * meets half of one and a crash leaves at most a stray that begins with a dot, which no name of ours does.
 */
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { messageOf } from '../../base/errors.ts'
import type { Format } from '../codec.ts'
import { CONTENT_TYPES, formatOf, nameOf, StorageError, type ImageStore, type OpenImage, type StoredImage } from './image-store.ts'

export class LocalImageStore implements ImageStore {
  readonly #folder: string

  /** Made when the first file comes. */
  constructor(folder: string) {
    this.#folder = folder
  }

  async put(bytes: Uint8Array, format: Format, folder: string, signal: AbortSignal): Promise<StoredImage> {
    signal.throwIfAborted()
    const name = nameOf(bytes, format, folder)
    const path = join(this.#folder, name)
    if ((await sizeOf(path)) === bytes.byteLength) return { name, bytes: bytes.byteLength }
    const draft = join(dirname(path), `.${randomUUID()}`)
    let file: FileHandle | null = null
    try {
      await mkdir(dirname(path), { recursive: true })
      file = await open(draft, 'wx', 0o640)
      await file.writeFile(bytes)
      await file.sync()
      await file.close()
      file = null
      await rename(draft, path)
    } catch (error) {
      await file?.close().catch(() => undefined)
      await rm(draft, { force: true }).catch(() => undefined)
      throw new StorageError(`The image could not be written: ${messageOf(error)}`, error)
    }
    return { name, bytes: bytes.byteLength }
  }

  async get(name: string, signal: AbortSignal): Promise<OpenImage | null> {
    signal.throwIfAborted()
    const format = formatOf(name)
    if (format === null) return null
    let file: FileHandle
    try {
      file = await open(join(this.#folder, name), 'r')
    } catch (error) {
      if (isMissing(error)) return null
      throw new StorageError(`The image could not be read: ${messageOf(error)}`, error)
    }
    // Opened, it stays whole even if it is deleted meanwhile. The stream closes it.
    const { size } = await file.stat()
    return { stream: file.createReadStream({ signal }), bytes: size, contentType: CONTENT_TYPES[format] }
  }

  async delete(name: string): Promise<void> {
    if (formatOf(name) !== null) await rm(join(this.#folder, name), { force: true })
  }

  /** Served by our own pages. */
  publicUrl(): null {
    return null
  }
}

/** Null for what is not there, or is no file. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path)
    return found.isFile() ? found.size : null
  } catch (error) {
    if (isMissing(error)) return null
    throw new StorageError(`The image could not be read: ${messageOf(error)}`, error)
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}
