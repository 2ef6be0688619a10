/** What goes on outside between turns: lost acts are looked for, accounts of agents that have gone are taken away. Any process may; each is taken by one. */
import type { Log } from '../../base/log.ts'

const LOOK_EVERY_MS = 5_000

export interface OutsideKeeperParts {
  readonly passes: readonly { pass(signal: AbortSignal): Promise<unknown> }[]
  readonly log: Log
}

export class OutsideKeeper implements AsyncDisposable {
  readonly #parts: OutsideKeeperParts
  readonly #stopping = new AbortController()
  #pass: Promise<void> = Promise.resolve()
  #busy = false
  #timer: NodeJS.Timeout | null = null

  constructor(parts: OutsideKeeperParts) {
    this.#parts = parts
  }

  start(): void {
    this.#timer ??= setInterval(() => this.poke(), LOOK_EVERY_MS).unref()
    this.poke()
  }

  poke(): void {
    if (this.#busy || this.#stopping.signal.aborted) return
    this.#busy = true
    this.#pass = this.#run().finally(() => {
      this.#busy = false
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the process stops'))
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#pass
  }

  async #run(): Promise<void> {
    for (const one of this.#parts.passes) {
      try {
        await one.pass(this.#stopping.signal)
      } catch (error) {
        if (!this.#stopping.signal.aborted) this.#parts.log.warn({ err: error }, 'outside places could not be tended; they are looked at again')
      }
    }
  }
}
