/**
 * A virtual clock for adapters, whose short pauses (before a request is repeated, before a look) nobody is there to let pass:
 * whoever waits goes on in the next round of the event loop, and the time stays as it is.
 */
import { setImmediate as nextRound } from 'node:timers/promises'
import type { Clock } from '../../base/clock.ts'

export class ImpatientClock implements Clock {
  readonly #clock: Pick<Clock, 'now'>

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  now(): number {
    return this.#clock.now()
  }

  async until(_atMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    await nextRound()
  }
}
