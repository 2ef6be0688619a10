/**
 * News that something in a world has changed, without saying what: whoever keeps something made from a world (cached
 * pages, live readers) looks again. Told after the commit, by whoever learns of it first: this process's own writes, or
 * the notifier that hears of others'. Telling too often only costs a look.
 */
import type { Id } from '../base/ids.ts'

export interface WorldState {
  /** The count of all changes, at this world's last one. */
  readonly changedAt: number
}

export class WorldChanges {
  #count = 0
  #allChangedAt = 0
  readonly #worlds = new Map<Id, { changedAt: number }>()
  readonly #listeners = new Set<(worldId: Id | null) => void>()

  /** What is begun now is made from all that happened up to this count. */
  get count(): number {
    return this.#count
  }

  /** `null`: any world may have changed, or which one is public, or the default. */
  poke(worldId: Id | null): void {
    this.#count += 1
    if (worldId === null) {
      this.#allChangedAt = this.#count
      for (const world of this.#worlds.values()) world.changedAt = this.#count
    } else this.#stateOf(worldId).changedAt = this.#count
    for (const listener of this.#listeners) listener(worldId)
  }

  /** Stays the same object, so that a look whether it has moved is a comparison of two numbers. */
  of(worldId: Id): WorldState {
    return this.#stateOf(worldId)
  }

  listen(listener: (worldId: Id | null) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #stateOf(worldId: Id): { changedAt: number } {
    const known = this.#worlds.get(worldId)
    if (known !== undefined) return known
    const made = { changedAt: this.#allChangedAt }
    this.#worlds.set(worldId, made)
    return made
  }
}
