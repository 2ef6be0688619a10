/**
 * News that something in a world has changed, without saying what: whoever keeps something made from a world (cached
 * pages, live readers) looks again. Told after the commit, by whoever learns of it first: this process's own writes, or
 * the notifier that hears of others'. Telling too often only costs a look.
 */
import type { Id } from '../base/ids.ts'

export interface WorldState {
  /** The count of all changes, at this world's last one. */
  readonly changedAt: number
  /** The same, when something was last withdrawn from sight. */
  readonly withdrawnAt: number
}

type Listener = (worldId: Id | null) => void

export class WorldChanges {
  #count = 0
  #withdrawals = 0
  #everywhere = { changedAt: 0, withdrawnAt: 0 }
  readonly #worlds = new Map<Id, { changedAt: number; withdrawnAt: number }>()
  readonly #listeners = new Set<Listener>()

  /** What is begun now is made from all that happened up to this count. */
  get count(): number {
    return this.#count
  }

  get withdrawals(): number {
    return this.#withdrawals
  }

  /** `null`: any world may have changed, or which one is the default. */
  poke(worldId: Id | null): void {
    this.#count += 1
    for (const state of this.#statesOf(worldId)) state.changedAt = this.#count
    for (const listener of this.#listeners) listener(worldId)
  }

  /** Something was hidden, deleted or suspended, or a world made private: pages that may lag behind a change may not show it either. */
  withdraw(worldId: Id | null): void {
    this.#withdrawals += 1
    for (const state of this.#statesOf(worldId)) state.withdrawnAt = this.#count + 1
    this.poke(worldId)
  }

  /** Stays the same object, so that a look whether it has moved is a comparison of numbers. */
  of(worldId: Id): WorldState {
    return this.#stateOf(worldId)
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #statesOf(worldId: Id | null): { changedAt: number; withdrawnAt: number }[] {
    return worldId === null ? [this.#everywhere, ...this.#worlds.values()] : [this.#stateOf(worldId)]
  }

  #stateOf(worldId: Id): { changedAt: number; withdrawnAt: number } {
    const known = this.#worlds.get(worldId)
    if (known !== undefined) return known
    const made = { ...this.#everywhere }
    this.#worlds.set(worldId, made)
    return made
  }
}
