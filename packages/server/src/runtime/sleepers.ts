/** Lanes that sleep until something is due. Pokes are counted, so that one between a lane's look and its sleep is not slept through. */
import type { Clock } from '../base/clock.ts'

export class Sleepers {
  readonly #asleep = new Set<AbortController>()
  #pokes = 0

  /** To be read before a lane looks, and given when it lies down. */
  get pokes(): number {
    return this.#pokes
  }

  poke(): void {
    this.#pokes += 1
    for (const sleeper of this.#asleep) sleeper.abort()
  }

  async sleep({ clock, ms, pokesSeen, stopping }: { clock: Clock; ms: number; pokesSeen: number; stopping: AbortSignal }): Promise<void> {
    if (this.#pokes !== pokesSeen) return
    const woken = new AbortController()
    this.#asleep.add(woken)
    try {
      await clock.until(clock.now() + ms, AbortSignal.any([woken.signal, stopping]))
    } catch {
      // Woken early.
    } finally {
      this.#asleep.delete(woken)
    }
  }
}
