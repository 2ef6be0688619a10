/**
 * Visitors who open an image, counted: each once in half an hour, by address, in this process. Gathered for a moment, so that
 * a crowd before one image is one write.
 */
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { countViews } from '../../feed/gallery/post-views.ts'
import type { Database } from '../../store/database.ts'

const ONCE_IN_MS = 30 * 60_000
const WRITTEN_EVERY_MS = 2_000
/** Some 100 bytes each. The oldest is forgotten, and counts again if it comes. */
const REMEMBERED_MOST = 50_000

export class Visits implements AsyncDisposable {
  readonly #parts: { readonly db: Database; readonly clock: Clock; readonly log: Log }
  /** By visitor and post; the longest ago first. */
  readonly #seenMs = new Map<string, number>()
  #waiting = new Map<Id, { worldId: Id; times: number }>()
  #timer: NodeJS.Timeout | null = null

  constructor(parts: { readonly db: Database; readonly clock: Clock; readonly log: Log }) {
    this.#parts = parts
  }

  count(visitor: string, postId: Id, worldId: Id): void {
    const nowMs = this.#parts.clock.now()
    const key = `${visitor} ${postId}`
    const beforeMs = this.#seenMs.get(key)
    if (beforeMs !== undefined && nowMs - beforeMs < ONCE_IN_MS) return
    this.#seenMs.delete(key)
    this.#seenMs.set(key, nowMs)
    if (this.#seenMs.size > REMEMBERED_MOST) this.#seenMs.delete(this.#seenMs.keys().next().value as string)
    const waiting = this.#waiting.get(postId)
    if (waiting === undefined) this.#waiting.set(postId, { worldId, times: 1 })
    else waiting.times += 1
    this.#timer ??= setTimeout(() => void this.#write(), WRITTEN_EVERY_MS).unref()
  }

  async #write(): Promise<void> {
    const { db, log } = this.#parts
    this.#timer = null
    const seen = [...this.#waiting].map(([postId, { worldId, times }]) => ({ postId, worldId, times }))
    this.#waiting = new Map()
    try {
      await db.transaction().execute((within) => countViews(within, seen))
    } catch (error) {
      // A number on a page, and nobody to be told: better a few too few than a pile that grows while the database is away.
      log.warn({ posts: seen.length }, `views could not be written: ${messageOf(error)}`)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (this.#waiting.size > 0) await this.#write()
  }
}
