/**
 * What agents are known to have made on an outside place, so that what one act left behind is told from what another did.
 *
 * An agent's acts go one after the other, so whatever of its own appeared since an act was intended, and isn't known to
 * be another act's, is this act's doing. Something like that in other words (a site may rewrite them) leaves it open.
 */
import type { Id } from '../../base/ids.ts'
import type { OutsideAct } from '../outside-platform.ts'
import type { Found } from './fate.ts'
import { CLOCK_TOLERANCE_MS, SETTLED_MS } from './settling.ts'

/** Of what an agent is known to have made, the newest: others are too old to be taken for something else. */
const KNOWN_MOST = 256

export interface Making {
  readonly id: Id
  readonly authorId: Id
  /** By the far side's clock, epoch milliseconds. */
  readonly atMs: number
}

type MakingAct = Pick<OutsideAct, 'id' | 'account'>

export class Makings {
  /** By agent, what was made and the act that made it; null where that act is not known here. */
  readonly #known = new Map<Id, Map<Id, Id | null>>()

  /** This one has been accounted for: no other act made it. */
  know({ id: actId, account: { agentId } }: MakingAct, id: Id): void {
    this.#know(agentId, id, actId)
  }

  #know(agentId: Id, id: Id, actId: Id | null): void {
    const known = this.#known.get(agentId) ?? new Map<Id, Id | null>()
    this.#known.set(agentId, known.set(id, actId))
    const [oldest] = known.keys()
    if (known.size > KNOWN_MOST && oldest !== undefined) known.delete(oldest)
  }

  /**
   * Which of these the act made; the same one again, should it not have got on record the first time. What is on record
   * is asked for each time: this process may not have been there when it was made.
   * `skewMs`: how far the far side's clock is ahead of ours.
   */
  async madeBy<Item extends Making>(act: OutsideAct, items: readonly Item[], skewMs: number, recognised: (item: Item) => boolean): Promise<Found> {
    const { agentId, farId } = act.account
    for (const id of await act.accountedFor()) if (this.#known.get(agentId)?.has(id) !== true) this.#know(agentId, id, null)
    const known = this.#known.get(agentId)
    const isOthers = (id: Id): boolean => known?.has(id) === true && known.get(id) !== act.id
    const earliest = earliestOf(act, skewMs)
    const latest = act.intendedMs + skewMs + SETTLED_MS + CLOCK_TOLERANCE_MS
    const unexplained = items.filter(({ id, authorId, atMs }) => authorId === farId && atMs >= earliest && atMs <= latest && !isOthers(id))
    const found = unexplained.find(recognised)
    if (found !== undefined) {
      this.know(act, found.id)
      return { kind: 'there', id: found.id }
    }
    return unexplained.length === 0 ? { kind: 'absent' } : { kind: 'unsure', reason: 'something of its own is there that is in other words' }
  }
}

/** Nothing older, by the far side's clock, can be the act's. */
export function earliestOf({ intendedMs }: Pick<OutsideAct, 'intendedMs'>, skewMs: number): number {
  return intendedMs + skewMs - CLOCK_TOLERANCE_MS
}
