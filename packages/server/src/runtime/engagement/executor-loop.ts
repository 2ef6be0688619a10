/**
 * Turns the executor of messages for as long as the process lives: at once when news of actions come, when the next one is due,
 * and now and then in case news were lost. Lanes share the work, so that one batch's database time is another's thinking time.
 */
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Executor } from '../../engagement/sending/executor.ts'
import { Sleepers } from '../sleepers.ts'

const LANES = 2
/** The longest it sleeps without looking. */
const LOOK_EVERY_MS = 1_000
/** What is due but held by somebody else is not asked for again at once. */
const LOOK_SOONEST_MS = 20
/** Crashed workers, vendors' listings, requests for a yes that ran out. */
const TEND_EVERY_MS = 5_000
const AFTER_TROUBLE_MS = 1_000

export interface ExecutorLoopParts {
  readonly executor: Executor
  readonly clock: Clock
  readonly log: Log
  /** What is done now and then besides: a name for the log, and the work. */
  readonly tending: readonly { readonly name: string; readonly tend: (signal: AbortSignal) => Promise<unknown> }[]
  readonly tendEveryMs?: number
}

export class ExecutorLoop implements AsyncDisposable {
  readonly #parts: ExecutorLoopParts
  readonly #stopping = new AbortController()
  readonly #sleepers = new Sleepers()
  #running: Promise<void>[] = []

  constructor(parts: ExecutorLoopParts) {
    this.#parts = parts
  }

  start(): void {
    if (this.#running.length > 0) return
    this.#running = [...Array.from({ length: LANES }, () => this.#lane()), this.#tend()]
  }

  /** There may be something due before the next look. */
  poke(): void {
    this.#sleepers.poke()
  }

  /** Takes nothing up any more, and waits until the calls under way are answered and written. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the worker stops'))
    this.poke()
    await Promise.all(this.#running)
    await this.#parts.executor.settled()
  }

  async #lane(): Promise<void> {
    const { executor, clock, log } = this.#parts
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const { pokes } = this.#sleepers
      try {
        if (await executor.round() > 0) continue
        const dueMs = await executor.nextMs()
        const ms = Math.min(LOOK_EVERY_MS, Math.max(LOOK_SOONEST_MS, (dueMs ?? Number.POSITIVE_INFINITY) - clock.now()))
        await this.#sleepers.sleep({ clock, ms, pokesSeen: pokes, stopping: signal })
      } catch (error) {
        log.error({ err: error }, 'due messages could not be taken up; trying again')
        await this.#pause(AFTER_TROUBLE_MS)
      }
    }
  }

  async #tend(): Promise<void> {
    const { executor, tending, log, tendEveryMs = TEND_EVERY_MS } = this.#parts
    const { signal } = this.#stopping
    const all = [{ name: 'messages whose fate is open', tend: (stop: AbortSignal) => executor.lookAfter(stop) }, ...tending]
    while (!signal.aborted) {
      for (const { name, tend } of all) {
        try {
          await tend(signal)
        } catch (error) {
          log.error({ err: error, what: name }, 'something could not be looked after; it is again soon')
        }
      }
      await this.#pause(tendEveryMs)
    }
  }

  async #pause(ms: number): Promise<void> {
    try {
      await this.#parts.clock.until(this.#parts.clock.now() + ms, this.#stopping.signal)
    } catch {
      // Stopping: whoever paused looks at the signal.
    }
  }
}
