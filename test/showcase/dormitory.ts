/**
 * Where agents sleep in simulated time: it passes only when all are asleep, and then until the first is to wake. So no
 * hour goes by while somebody's request is on its way.
 */
import type { HastyClock } from '../../packages/server/src/platform/testing/hasty-clock.ts'

export class Dormitory {
  readonly #clock: HastyClock
  readonly #beforeItPasses: () => Promise<void>
  readonly #asleep: { readonly untilMs: number; readonly wake: () => void }[] = []
  #up: number
  sleeps = 0

  constructor(clock: HastyClock, agents: number, beforeItPasses: () => Promise<void>) {
    this.#clock = clock
    this.#up = agents
    this.#beforeItPasses = beforeItPasses
  }

  async sleep(untilMs: number): Promise<void> {
    this.sleeps += 1
    this.#up -= 1
    const woken = new Promise<void>((wake) => this.#asleep.push({ untilMs, wake }))
    await this.#pass()
    return woken
  }

  /** An agent is through with all it had to do. */
  async leave(): Promise<void> {
    this.#up -= 1
    await this.#pass()
  }

  async #pass(): Promise<void> {
    if (this.#up > 0 || this.#asleep.length === 0) return
    await this.#beforeItPasses()
    this.#asleep.sort((a, b) => a.untilMs - b.untilMs)
    const next = this.#asleep.shift()
    if (next === undefined) return
    await this.#clock.until(next.untilMs)
    this.#up += 1
    next.wake()
  }
}
