/**
 * A bucket that speaks S3: Amazon's, or MinIO, Garage, R2, Ceph and others by their address. The vendor's client signs and
 * tries again (5xx, throttling, a cut connection; thrice at most, and only what may be repeated, which all of this may).
 * Checksums beyond what S3 asks for are off: many a compatible server answers them with 400 or 501.
 */
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { Readable, Transform } from 'node:stream'
import type { Clock } from '../../base/clock.ts'
import type { S3Config } from '../../base/config.ts'
import { messageOf } from '../../base/errors.ts'
import { withDeadline } from '../../llm/deadline.ts'
import type { Format } from '../codec.ts'
import { CONTENT_TYPES, formatOf, nameOf, StorageError, type ImageStore, type OpenImage, type StoredImage } from './image-store.ts'

const TRIES = 3
const CONNECT_TIMEOUT_MS = 5_000
/** No byte for so long: the far side has gone. */
const SILENCE_MOST_MS = 15_000
/** A whole put, get or delete, all tries included; a slow drip ends here too. */
const OPERATION_TIMEOUT_MS = 60_000
/** Of a file that is read; ours are a tenth of it. */
const BYTES_MOST = 64 * 1024 * 1024

export interface S3Options {
  readonly config: S3Config
  readonly clock: Clock
  readonly timeoutMs?: number
  readonly silenceMostMs?: number
}

export class S3ImageStore implements ImageStore, Disposable {
  readonly #client: S3Client
  readonly #config: S3Config
  readonly #clock: Clock
  readonly #timeoutMs: number

  constructor({ config, clock, timeoutMs = OPERATION_TIMEOUT_MS, silenceMostMs = SILENCE_MOST_MS }: S3Options) {
    this.#config = config
    this.#clock = clock
    this.#timeoutMs = timeoutMs
    this.#client = new S3Client({
      region: config.region,
      ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
      forcePathStyle: config.pathStyle,
      credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
      maxAttempts: TRIES,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: silenceMostMs },
    })
  }

  async put(bytes: Uint8Array, format: Format, folder: string, signal: AbortSignal): Promise<StoredImage> {
    const name = nameOf(bytes, format, folder)
    await this.#within(signal, 'written', (abortSignal) => this.#client.send(new PutObjectCommand({
      Bucket: this.#config.bucket, Key: name, Body: bytes, ContentLength: bytes.byteLength, ContentType: CONTENT_TYPES[format],
      CacheControl: 'public, max-age=31536000, immutable',
    }), { abortSignal }))
    return { name, bytes: bytes.byteLength }
  }

  async get(name: string, signal: AbortSignal): Promise<OpenImage | null> {
    const format = formatOf(name)
    if (format === null) return null
    const began = this.#clock.now()
    const found = await this.#within(signal, 'read', (abortSignal) => this.#client.send(new GetObjectCommand({ Bucket: this.#config.bucket, Key: name }), { abortSignal })
      .catch((error: unknown) => {
        if (isMissing(error)) return null
        throw error
      }))
    if (found === null) return null
    const body = found.Body
    if (!(body instanceof Readable) || found.ContentLength === undefined || found.ContentLength > BYTES_MOST) {
      if (body instanceof Readable) body.destroy()
      throw new StorageError('The image store answered with something that is no image of ours.')
    }
    return { stream: this.#bounded(body, found.ContentLength, began + this.#timeoutMs, signal), bytes: found.ContentLength, contentType: CONTENT_TYPES[format] }
  }

  async delete(name: string, signal: AbortSignal): Promise<void> {
    if (formatOf(name) === null) return
    await this.#within(signal, 'deleted', (abortSignal) => this.#client.send(new DeleteObjectCommand({ Bucket: this.#config.bucket, Key: name }), { abortSignal })
      .catch((error: unknown) => {
        if (!isMissing(error)) throw error
      }))
  }

  publicUrl(name: string): string | null {
    return this.#config.publicUrl === null || formatOf(name) === null ? null : `${this.#config.publicUrl}/${name}`
  }

  [Symbol.dispose](): void {
    this.#client.destroy()
  }

  async #within<T>(signal: AbortSignal, done: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withDeadline(this.#clock, this.#timeoutMs, signal, work)
    } catch (error) {
      signal.throwIfAborted()
      const status = error instanceof S3ServiceException && error.$metadata.httpStatusCode !== undefined ? ` (HTTP ${error.$metadata.httpStatusCode})` : ''
      throw new StorageError(`The image could not be ${done} in the bucket ${this.#config.bucket}${status}: ${messageOf(error)}`, error)
    }
  }

  /** The body as long as it was said to be, and no later than the deadline. */
  #bounded(body: Readable, bytes: number, endMs: number, signal: AbortSignal): Readable {
    let came = 0
    const done = new AbortController()
    const counted = new Transform({
      transform(chunk: Buffer, _, next) {
        came += chunk.byteLength
        next(came > bytes ? new StorageError('The image store sent more than it said.') : null, chunk)
      },
      flush(next) {
        next(came < bytes ? new StorageError('The image store broke off within an image.') : null)
      },
      destroy(error, next) {
        done.abort()
        signal.removeEventListener('abort', giveUp)
        body.destroy()
        next(error)
      },
    })
    const giveUp = (): void => { counted.destroy(signal.reason as Error) }
    signal.addEventListener('abort', giveUp, { once: true })
    this.#clock.until(endMs, done.signal).then(() => counted.destroy(new StorageError('The image store took too long to send an image.')), () => undefined)
    body.once('error', (error) => counted.destroy(new StorageError(`The image store broke off within an image: ${messageOf(error)}`, error)))
    return body.pipe(counted)
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound' || (error.$metadata.httpStatusCode === 404 && error.name !== 'NoSuchBucket'))
}
