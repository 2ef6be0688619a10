/** One answer as bytes, in each form it has been asked for, with the headers that went with it. */
import { createHash } from 'node:crypto'
import { compress, isCompressible, type Compression, type Encoding } from './content-encoding.ts'
import type { WorldState } from './world-changes.ts'

export interface CachedPage {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Forms of the body that are there already. */
  readonly compressed?: { readonly [Key in Compression]?: Buffer }
}

/** Until when a page may be served again. */
export interface Freshness {
  /** What it was made from; null for what never changes. */
  readonly world: WorldState | null
  /** The count of changes when its making began. */
  readonly madeAt: number
  readonly expiresMs: number
  /** Until then a change of its world does not matter. */
  readonly freshAnywayMs: number
}

/** All that sending takes, worked out beforehand. */
export interface ReadyAnswer {
  /** Names and values in turn, which node:http writes as they are. */
  readonly head: readonly string[]
  readonly headNotModified: readonly string[]
  readonly body: Buffer
}

/** Said anew by each answer, or for one reader only. */
const OF_ONE_ANSWER = /^(x-request-id|set-cookie|date|connection|keep-alive|content-length|access-control-.*)$/
const OF_THE_BODY = /^(content-type|content-length|content-encoding)$/

export class PageBytes {
  readonly page: CachedPage
  /** Weak, since the compressed forms bear the same. */
  readonly etag: string
  readonly compressible: boolean
  /** Null when it answers only those who asked while it was made. */
  readonly freshness: Freshness | null
  /** Since the sweep last came by. */
  used = false
  #bytes: number
  readonly #compressed = new Map<Encoding, Promise<Buffer>>()
  readonly #ready: { [Key in Encoding]?: ReadyAnswer } = {}

  constructor(page: CachedPage, freshness: Freshness | null) {
    this.page = page
    this.freshness = freshness
    this.etag = `W/"${createHash('sha1').update(page.body).digest('base64url')}"`
    this.compressible = isCompressible(page.headers['content-type'] ?? '', page.body.length)
    this.#bytes = page.body.length
  }

  /** In memory, all forms together. */
  get bytes(): number {
    return this.#bytes
  }

  body(encoding: Encoding): Promise<Buffer> | Buffer {
    if (encoding === 'identity') return this.page.body
    let made = this.#compressed.get(encoding)
    if (made === undefined) {
      made = Promise.resolve(this.page.compressed?.[encoding] ?? compress(this.page.body, encoding))
      this.#compressed.set(encoding, made)
      void made.then((body) => { this.#bytes += body.length }, () => this.#compressed.delete(encoding))
    }
    return made
  }

  headers(encoding: Encoding): Record<string, string> {
    return {
      ...this.page.headers,
      etag: this.etag,
      ...(this.compressible ? { vary: this.page.headers['vary'] === undefined ? 'accept-encoding' : `${this.page.headers['vary']}, accept-encoding` } : {}),
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    }
  }

  /** `headers`: all that an answer in this form was sent with. */
  makeReady(encoding: Encoding, body: Buffer, headers: Readonly<Record<string, string | number | string[] | undefined>>): void {
    if (this.#ready[encoding] !== undefined) return
    const lasting = Object.entries(headers).filter(([name, value]) => value !== undefined && !OF_ONE_ANSWER.test(name))
      .map(([name, value]) => [name, String(value)] as const)
    this.#ready[encoding] = {
      body,
      head: [...lasting, ['content-length', String(body.length)] as const].flat(),
      headNotModified: lasting.filter(([name]) => !OF_THE_BODY.test(name)).flat(),
    }
  }

  ready(encoding: Encoding): ReadyAnswer | undefined {
    return this.#ready[this.compressible ? encoding : 'identity']
  }
}
