/**
 * Likes that are never doubled and never taken back, on a wire where a like toggles and nothing tells whether one stands.
 *
 * What is known: the reply of a toggle says how the like stands now. When that reply is lost, there is only the item's
 * count. Toggles of this process on one item go one after the other; those of another worker come whenever they like, and are
 * told by what it wrote down. Once all of ours are counted off, a count one higher says that the like arrived. A count that
 * did not move says nothing: somebody may have taken theirs back in that moment, or the toggle may still be on its way. To
 * toggle again on such evidence might take the like away, so it is left alone for good: a like too few harms nobody.
 *
 * `liking` is written down before the toggle leaves, so a crash in between is found as exactly that; and with the act it is
 * for, because an act that never left must not be told done by what a later one did.
 */
import type { Clock } from '../base/clock.ts'
import type { Done, OutsideAct, OutsideResult } from '../platform/outside-platform.ts'
import { InTurn } from '../platform/outside/in-turn.ts'
import type { Like, LikeMemory } from './like-memory.ts'
import { withoutEffectOn } from '../platform/outside/reply.ts'
import type { ShowcaseClient } from './showcase-client.ts'
import type { ShowcaseItem } from './words.ts'

export interface LikesParts {
  readonly client: ShowcaseClient
  readonly memory: LikeMemory
  readonly clock: Clock
}

type Liking = Like & { state: 'liking' }

export class Likes {
  readonly #parts: LikesParts
  readonly #items = new InTurn()

  constructor(parts: LikesParts) {
    this.#parts = parts
  }

  /** Of these items, those the agent has liked or may have liked. */
  async among(agentId: string, items: readonly ShowcaseItem[]): Promise<ReadonlySet<string>> {
    const likes = await this.#parts.memory.of(agentId, items.map(({ id }) => id))
    return new Set([...likes].filter(([, { state }]) => state !== 'unliked').map(([itemId]) => itemId))
  }

  like(act: OutsideAct, itemId: string, signal: AbortSignal): Promise<OutsideResult> {
    return this.#items.run(itemId, () => this.#like(act, itemId, signal))
  }

  async #like({ id: actId, account }: OutsideAct, itemId: string, signal: AbortSignal): Promise<OutsideResult> {
    const { client, memory, clock } = this.#parts
    const { agentId } = account
    const standing = (await memory.of(agentId, [itemId])).get(itemId)
    if (standing?.state === 'liked') return { kind: 'refused', reason: 'You like that one already.' }
    if (standing?.state === 'liking') return { kind: 'refused', reason: 'An earlier like of yours may have arrived; it is left alone.' }
    // Before the count is read: another worker's like that comes between the two is either counted off or in the count, or both, never neither.
    const sinceMs = clock.now()
    const before = await client.item(agentId, itemId, signal)
    if (before.kind !== 'answered') return withoutEffectOn(before, 'That image')
    if (before.value.user.id === account.farId) return { kind: 'refused', reason: 'That one is your own.' }
    return this.#toggle(agentId, itemId, { state: 'liking', actId, countBefore: before.value.likeCount, sinceMs }, signal)
  }

  async #toggle(agentId: string, itemId: string, liking: Liking, signal: AbortSignal): Promise<OutsideResult> {
    const { client, memory } = this.#parts
    await memory.set(agentId, itemId, liking)
    const reply = await client.like(agentId, itemId, signal)
    switch (reply.kind) {
      case 'answered':
        return reply.value.liked ? this.#stands(agentId, itemId, liking, 'Liked.') : this.#putBack(agentId, itemId, { ...liking, countBefore: reply.value.likeCount }, signal)
      case 'unclear':
        return this.#arrived(agentId, itemId, liking, reply.reason, signal)
      default:
        await this.#set(agentId, itemId, liking, 'unliked')
        return withoutEffectOn(reply, 'That image')
    }
  }

  /**
   * The like stood already, from before this memory began, and the toggle has taken it away. For once it is known for
   * certain how it stands, so a second toggle is safe, and owed.
   */
  async #putBack(agentId: string, itemId: string, liking: Liking, signal: AbortSignal): Promise<OutsideResult> {
    const { client, memory } = this.#parts
    await memory.set(agentId, itemId, liking)
    const reply = await client.like(agentId, itemId, signal)
    if (reply.kind === 'unclear') return { kind: 'unknown', reason: `It was liked already, and whether it is again cannot be told: ${reply.reason}` }
    if (reply.kind === 'answered' && reply.value.liked) return this.#stands(agentId, itemId, liking, 'It was liked already, and is again.')
    // Known to be off, so a later like of the agent's will put it back.
    await this.#set(agentId, itemId, liking, 'unliked')
    return { kind: 'failed', reason: 'It was liked already; the toggle took that away, and a second one was not let through.' }
  }

  /** What became of a like whose fate is not on record. */
  async reconcile({ id: actId, account: { agentId } }: OutsideAct, itemId: string, signal: AbortSignal): Promise<OutsideResult> {
    return this.#items.run(itemId, async () => {
      const like = (await this.#parts.memory.of(agentId, [itemId])).get(itemId)
      // Another act's comes after this one only where this one's is known not to stand.
      if (like !== undefined && like.actId !== null && like.actId !== actId) return { kind: 'failed', reason: 'It never left, or did not arrive; another like of yours is what is there.' }
      switch (like?.state) {
        case undefined:
          return { kind: 'failed', reason: 'It never left.' }
        case 'unliked':
          return { kind: 'failed', reason: 'It did not arrive.' }
        case 'liked':
          return done('Liked.')
        case 'liking':
          return this.#arrived(agentId, itemId, like, 'no answer is on record', signal)
      }
    })
  }

  async #arrived(agentId: string, itemId: string, liking: Liking, reason: string, signal: AbortSignal): Promise<OutsideResult> {
    const after = await this.#parts.client.item(agentId, itemId, signal)
    if (after.kind !== 'answered') return unknown(reason, 'and the item cannot be read')
    // Only now: whatever of ours is in that count was written down before it left, so it is seen here, whoever sent it.
    const others = [...await this.#parts.memory.on(itemId)].filter(([other]) => other !== agentId).map(([, like]) => like)
    // Another one on its way would raise the same count.
    if (others.some(({ state }) => state === 'liking')) return unknown(reason, 'and others of ours may have liked it as well')
    const confirmed = others.filter((like) => like.state === 'liked' && like.sinceMs >= liking.sinceMs).length
    const risen = after.value.likeCount - liking.countBefore - confirmed
    return risen === 1 ? this.#stands(agentId, itemId, liking, 'Liked: no answer came, but its count has risen by one.') : unknown(reason, 'and its count does not tell')
  }

  async #stands(agentId: string, itemId: string, liking: Liking, note: string): Promise<OutsideResult> {
    await this.#set(agentId, itemId, liking, 'liked')
    return done(note)
  }

  #set(agentId: string, itemId: string, { actId }: Liking, state: 'liked' | 'unliked'): Promise<void> {
    return this.#parts.memory.set(agentId, itemId, { state, actId, sinceMs: this.#parts.clock.now() })
  }
}

function done(note: string): Done {
  return { kind: 'done', items: [], madeId: null, note }
}

function unknown(reason: string, why: string): OutsideResult {
  return { kind: 'unknown', reason: `${reason}, ${why}; left alone` }
}
