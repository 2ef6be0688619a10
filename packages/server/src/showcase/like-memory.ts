/**
 * Which items an agent has liked on a showcase. The wire has no question for it and a like toggles, so what is not
 * remembered here cannot be found out. A database's must have written `set` for good before it resolves, outside any
 * transaction: what a crash leaves behind is read by whoever goes on.
 */
export type Like = {
  /** The act it is for; null where it was written down before that was kept. */
  readonly actId: string | null
  readonly sinceMs: number
} & (
  /** The toggle was about to leave: whether it arrived is not known. `countBefore`: likes on the item just before. */
  | { readonly state: 'liking'; readonly countBefore: number }
  | { readonly state: 'liked' }
  /** It is known not to stand, though it was tried. */
  | { readonly state: 'unliked' }
)

export interface LikeMemory {
  /** An agent's likes among these items. */
  of(agentId: string, itemIds: readonly string[]): Promise<ReadonlyMap<string, Like>>
  /** All agents' likes of an item, by agent. */
  on(itemId: string): Promise<ReadonlyMap<string, Like>>
  set(agentId: string, itemId: string, like: Like): Promise<void>
}

export class LikesInMemory implements LikeMemory {
  readonly #byItem = new Map<string, Map<string, Like>>()

  async of(agentId: string, itemIds: readonly string[]): Promise<ReadonlyMap<string, Like>> {
    const found = new Map<string, Like>()
    for (const itemId of itemIds) {
      const like = this.#byItem.get(itemId)?.get(agentId)
      if (like !== undefined) found.set(itemId, like)
    }
    return found
  }

  async on(itemId: string): Promise<ReadonlyMap<string, Like>> {
    return new Map(this.#byItem.get(itemId))
  }

  async set(agentId: string, itemId: string, like: Like): Promise<void> {
    const likes = this.#byItem.get(itemId) ?? new Map<string, Like>()
    this.#byItem.set(itemId, likes.set(agentId, like))
  }
}
