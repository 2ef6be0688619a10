/** Lifts suspensions whose time is over. Any process may; of two that meet one finds the suspension lifted already. */
import type { Log } from '../../base/log.ts'
import type { Moderation } from './moderation.ts'

const LOOK_EVERY_MS = 10_000
const AT_ONCE = 100

export class SuspensionEnds implements AsyncDisposable {
  readonly #moderation: Pick<Moderation, 'liftDue'>
  readonly #log: Log
  #timer: NodeJS.Timeout | null = null
  #pass: Promise<void> = Promise.resolve()
  #underWay = false

  constructor({ moderation, log }: { moderation: Pick<Moderation, 'liftDue'>; log: Log }) {
    this.#moderation = moderation
    this.#log = log
  }

  start(): void {
    this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref()
    this.look()
  }

  look(): void {
    if (this.#underWay) return
    this.#underWay = true
    this.#pass = this.#moderation.liftDue(AT_ONCE)
      .then(() => {}, (error: unknown) => this.#log.warn({ err: error }, 'suspensions that are over could not be lifted; they are looked at again'))
      .finally(() => { this.#underWay = false })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    await this.#pass
  }
}
