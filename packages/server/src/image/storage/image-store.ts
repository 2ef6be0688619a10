/**
 * Where files of pictures lie. A file's name is the SHA-256 of its bytes, so writing the same twice is writing once, a name
 * never comes to mean other bytes, and whoever serves them may tell browsers to keep them for ever. Hence also: two pictures
 * of the same bytes are one file, and who deletes a picture asks first whether another one has the same.
 */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { ExpectedError, InvalidError } from '../../base/errors.ts'
import { FORMATS, type Format } from '../codec.ts'

export interface StoredImage {
  readonly name: string
  readonly bytes: number
}

export interface OpenImage {
  /** Destroy it when it isn't read to its end. Fails with `StorageError` where the store breaks off. */
  readonly stream: Readable
  readonly bytes: number
  readonly contentType: string
}

export interface ImageStore {
  put(bytes: Uint8Array, format: Format, folder: string, signal: AbortSignal): Promise<StoredImage>
  /** Null for one that is not there. */
  get(name: string, signal: AbortSignal): Promise<OpenImage | null>
  /** Nothing happens where there is none. */
  delete(name: string, signal: AbortSignal): Promise<void>
  /** Where the store itself serves it to everybody; null where only we can. */
  publicUrl(name: string): string | null
}

/** The disk or the far side did not do it. */
export class StorageError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'image-storage-unavailable'
  constructor(message: string, cause?: unknown) {
    super(message)
    if (cause !== undefined) this.cause = cause
  }
}

export const CONTENT_TYPES: Readonly<Record<Format, string>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp', avif: 'image/avif' }

const FOLDER = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*$/
const NAME = new RegExp(`^(?:[a-z0-9][a-z0-9_-]*/)*[0-9a-f]{2}/[0-9a-f]{64}\\.(${FORMATS.join('|')})$`)
const NAME_LONGEST = 250

/** `posts/2026/ab/ab….png`; folders are in lower case, since some disks can't tell it from upper. */
export function nameOf(bytes: Uint8Array, format: Format, folder: string): string {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const name = `${folder.toLowerCase()}/${hash.slice(0, 2)}/${hash}.${format}`
  if (!FOLDER.test(folder.toLowerCase()) || name.length > NAME_LONGEST) throw new InvalidError(`"${folder}" is no folder for images: lower-case letters, digits, hyphens and underscores, with / between.`)
  return name
}

/** Null for what is no name of ours: no such thing can lie in a store, whatever is on the disk beside. */
export function formatOf(name: string): Format | null {
  return name.length > NAME_LONGEST ? null : ((NAME.exec(name)?.[1] ?? null) as Format | null)
}
