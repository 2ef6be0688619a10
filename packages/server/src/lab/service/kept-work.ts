/**
 * Answers that take a while: asking begins the work, asking again tells how far it is, and what came of it is kept for a time. An
 * answer that grew old is given once more while it is made anew.
 */
import { messageOf } from '../../base/errors.ts'

/** Measures of a large run are megabytes. */
const KEPT_MOST = 24

export type Work<T> = { readonly state: 'working'; readonly done: number; readonly of: number } | { readonly state: 'ready'; readonly value: T; readonly readyMs: number } | { readonly state: 'failed'; readonly message: string }

export class KeptWork<T> {
  readonly #kept = new Map<string, Work<T>>()
  /** Keys of old answers that are being made anew. */
  readonly #renewed = new Set<string>()
  readonly #elapsedMs: () => number

  constructor(elapsedMs: () => number) {
    this.#elapsedMs = elapsedMs
  }

  at(key: string): Work<T> | null {
    return this.#kept.get(key) ?? null
  }

  forgetFailed(key: string): void {
    if (this.#kept.get(key)?.state !== 'working') this.#kept.delete(key)
  }

  /** A failure is told once; asked again, it is tried again. `oldAfterMs`: since the answer was ready. */
  ask(key: string, work: (onProgress: (done: number, of: number) => void) => Promise<T>, oldAfterMs = Number.POSITIVE_INFINITY): Work<T> {
    const known = this.#kept.get(key)
    if (known !== undefined) {
      if (known.state === 'failed') this.#kept.delete(key)
      if (known.state === 'ready' && this.#elapsedMs() - known.readyMs > oldAfterMs) this.#renew(key, known.value, work)
      return known
    }
    this.#keep(key, { state: 'working', done: 0, of: 1 })
    work((done, of) => this.#keep(key, { state: 'working', done, of })).then(
      (value) => this.#keep(key, { state: 'ready', value, readyMs: this.#elapsedMs() }),
      (error: unknown) => this.#keep(key, { state: 'failed', message: messageOf(error) }),
    )
    return { state: 'working', done: 0, of: 1 }
  }

  /** Where that fails, the old answer stays for as long again. */
  #renew(key: string, old: T, work: (onProgress: (done: number, of: number) => void) => Promise<T>): void {
    if (this.#renewed.has(key)) return
    this.#renewed.add(key)
    work(() => {}).catch(() => old).then((value) => {
      this.#renewed.delete(key)
      this.#keep(key, { state: 'ready', value, readyMs: this.#elapsedMs() })
    })
  }

  #keep(key: string, work: Work<T>): void {
    this.#kept.delete(key)
    this.#kept.set(key, work)
    for (const [oldest, { state }] of this.#kept) {
      if (this.#kept.size <= KEPT_MOST) break
      if (state !== 'working') this.#kept.delete(oldest)
    }
  }
}
