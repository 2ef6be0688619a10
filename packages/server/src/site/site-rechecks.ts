/** Checks sites whose time has come, in the background. Any process may; each site is taken by one. */
import type { Log } from '../base/log.ts'
import type { SiteChecking } from './site-checking.ts'

const LOOK_EVERY_MS = 15_000

export interface SiteRechecksParts {
  readonly checking: SiteChecking
  readonly log: Log
}

export class SiteRechecks implements AsyncDisposable {
  readonly #parts: SiteRechecksParts
  #pass: Promise<void> = Promise.resolve()
  #underWay = false
  #stopped = false
  #timer: NodeJS.Timeout | null = null

  constructor(parts: SiteRechecksParts) {
    this.#parts = parts
  }

  start(): void {
    this.#timer ??= setInterval(() => this.poke(), LOOK_EVERY_MS).unref()
    this.poke()
  }

  poke(): void {
    if (this.#underWay || this.#stopped) return
    this.#underWay = true
    this.#pass = this.#run().finally(() => {
      this.#underWay = false
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#parts.checking.stop()
    await this.#pass
  }

  async #run(): Promise<void> {
    const { checking, log } = this.#parts
    try {
      while (!this.#stopped && await checking.checkDue() > 0);
    } catch (error) {
      if (!this.#stopped) log.warn({ err: error }, 'sites could not be checked; they are looked at again')
    }
  }
}
