/** Turns the supervisor of goals: at once when goals were set or started, and each second in case a look or a task is due. */
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Supervisor } from '../../engagement/supervisor/supervisor.ts'
import { Sleepers } from '../sleepers.ts'

const LOOK_EVERY_MS = 1_000
const AFTER_TROUBLE_MS = 5_000

export interface SupervisorLoopParts {
  readonly supervisor: Supervisor
  readonly clock: Clock
  readonly log: Log
}

export class SupervisorLoop implements AsyncDisposable {
  readonly #parts: SupervisorLoopParts
  readonly #stopping = new AbortController()
  readonly #sleepers = new Sleepers()
  #running: Promise<unknown> | null = null

  constructor(parts: SupervisorLoopParts) {
    this.#parts = parts
  }

  start(): void {
    const { supervisor } = this.#parts
    // A model takes its time to plan; what runs does not wait for it.
    this.#running ??= Promise.all([this.#lane((signal) => supervisor.plan(signal)), this.#lane(async () => await supervisor.look() || await supervisor.work())])
  }

  poke(): void {
    this.#sleepers.poke()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the worker stops'))
    this.poke()
    await this.#running
  }

  async #lane(step: (signal: AbortSignal) => Promise<boolean>): Promise<void> {
    const { clock, log } = this.#parts
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const pokesSeen = this.#sleepers.pokes
      let ms = LOOK_EVERY_MS
      try {
        if (await step(signal)) continue
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error }, 'the supervisor of goals met trouble; it goes on soon')
        ms = AFTER_TROUBLE_MS
      }
      await this.#sleepers.sleep({ clock, ms, pokesSeen, stopping: signal })
    }
  }
}
