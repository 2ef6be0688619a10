/**
 * The thread that journals are written in, one after the other, and the memory their blocks go back and forth in. It is made
 * once for several: it takes 120 ms of the second core to begin, most of it to strip its own code of types, and a run of a
 * third of a second would share that core with it.
 */
import { Worker } from 'node:worker_threads'
import { assert, messageOf } from '../../base/errors.ts'
import { BLOCK_ROOM_BYTES } from './format.ts'

export interface JournalOptions {
  /** Null hashes, and keeps nothing. */
  readonly path: string | null
  readonly head: Uint8Array
  /** Of a file that is there: go on after so many bytes, which have this hash. Null begins anew. */
  readonly keep: { readonly bytes: number; readonly sha256: string } | null
}

export type ToThread =
  | { readonly kind: 'begin'; readonly options: JournalOptions }
  | { readonly kind: 'block'; readonly buffer: ArrayBuffer; readonly length: number }
  | { readonly kind: 'sync' }
  | { readonly kind: 'end' }
  /** Of a journal that is given up: nothing more is written of it. */
  | { readonly kind: 'drop' }
export type FromThread =
  | { readonly kind: 'written'; readonly buffer: ArrayBuffer }
  | { readonly kind: 'synced'; readonly bytes: number; readonly sha256: string }
  | { readonly kind: 'ended'; readonly sha256: string; readonly bytes: number }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'lost'; readonly what: string }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | null }

/** Blocks that are kept for the next use. */
const FREE_MOST = 20

export class WritingThread implements AsyncDisposable {
  readonly #worker = new Worker(new URL('journal-thread.ts', import.meta.url))
  readonly #free: ArrayBuffer[] = []
  #listener: ((word: FromThread) => void) | null = null
  #death: string | null = null

  constructor() {
    this.#worker.on('message', (word: FromThread) => this.#listener?.(word))
    this.#worker.once('error', (error) => this.#died(messageOf(error)))
    this.#worker.once('exit', () => this.#died('its thread was ended before it was done'))
  }

  /** One journal at a time; its writer hears what becomes of it. */
  begin(options: JournalOptions, listener: (word: FromThread) => void): void {
    assert(this.#listener === null, 'the thread writes another journal')
    this.#listener = listener
    if (this.#death !== null) return listener({ kind: 'failed', message: this.#death, code: null })
    this.tell({ kind: 'begin', options })
  }

  tell(word: ToThread, give: ArrayBuffer[] = []): void {
    this.#worker.postMessage(word, give)
  }

  /** After the end of a journal, or in the midst of one that is given up. */
  async release(): Promise<void> {
    if (this.#death === null) {
      await new Promise<void>((resolve) => {
        this.#listener = (word) => {
          if (word.kind === 'written') this.give(word.buffer)
          if (word.kind === 'dropped' || this.#death !== null) resolve()
        }
        this.tell({ kind: 'drop' })
      })
    }
    this.#listener = null
  }

  /** Room for a block and for the turn that fills it. */
  room(): ArrayBuffer {
    return this.#free.pop() ?? new ArrayBuffer(BLOCK_ROOM_BYTES)
  }

  give(room: ArrayBuffer): void {
    if (room.byteLength === BLOCK_ROOM_BYTES && this.#free.length < FREE_MOST) this.#free.push(room)
  }

  #died(how: string): void {
    this.#death ??= how
    this.#listener?.({ kind: 'failed', message: this.#death, code: null })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }
}
