import { messageOf } from './errors.ts'
import type { Log } from './log.ts'

/**
 * Work that a process does in the background, one pass at a time: when poked, and every so often in case news were lost or
 * another process died over it. A pass that fails is told of and tried again; whoever stops waits for the one under way.
 */
export abstract class Chore implements AsyncDisposable {
  readonly #log: Log
  readonly #everyMs: number
  readonly #trouble: string
  readonly #stopping = new AbortController()
  #passes: Promise<void> = Promise.resolve()
  #busy = false
  #again = false
  #timer: NodeJS.Timeout | null = null

  /** `trouble`: what the log says of a pass that failed. */
  protected constructor({ log, everyMs, trouble }: { readonly log: Log; readonly everyMs: number; readonly trouble: string }) {
    this.#log = log
    this.#everyMs = everyMs
    this.#trouble = trouble
  }

  /** All that is due now. True when there is more, or may be. */
  protected abstract pass(stopping: AbortSignal): Promise<boolean>

  /** Aborted when the process stops. */
  protected get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  start(): void {
    this.#timer ??= setInterval(() => this.poke(), this.#everyMs).unref()
    this.poke()
  }

  /** There may be something to do. */
  poke(): void {
    this.#again = true
    if (this.#busy || this.stopping.aborted) return
    this.#busy = true
    this.#passes = this.#run().finally(() => {
      this.#busy = false
    })
  }

  /** Resolves when what was due has been done. */
  settled(): Promise<void> {
    return this.#passes
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#stopping.abort(new Error('the process stops'))
    await this.settled()
  }

  async #run(): Promise<void> {
    while (this.#again && !this.stopping.aborted) {
      this.#again = false
      try {
        if (await this.pass(this.stopping)) this.#again = true
      } catch (error) {
        if (this.stopping.aborted) return
        this.#log.warn({ err: error }, `${this.#trouble}: ${messageOf(error)}`)
      }
    }
  }
}
