/**
 * Somebody follows the link that ends it. The address that was written to goes onto the suppression list, the consent ends, what waits
 * to be sent there is taken back, and the event says so, in one transaction. It holds for a lead that has been merged, erased or has
 * another address since: the link knows the address it was sent to.
 */
import type { ConsentChannel } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { PublicLinks, ReadUnsubscribe } from '../../messaging/links/public-links.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Database, Within } from '../../store/database.ts'
import { cancelActions } from '../actions/cancel-actions.ts'
import type { Intake } from '../events/intake.ts'
import { leadNow } from './lead-now.ts'

export interface UnsubscribingParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly links: PublicLinks
  readonly suppressions: SuppressionList
  readonly intake: Pick<Intake, 'hold' | 'record'>
  readonly onChanged: () => void
}

/** What the page says before anything is done. */
export interface UnsubscribeOffer {
  readonly channel: ConsentChannel
  /** In whose name the messages came; null where the creator is gone. */
  readonly sender: string | null
}

export class Unsubscribing {
  readonly #parts: UnsubscribingParts

  constructor(parts: UnsubscribingParts) {
    this.#parts = parts
  }

  /** Null for a link that this instance never made. Changes nothing: scanners follow links. */
  async offer(token: string): Promise<UnsubscribeOffer | null> {
    const { db, links } = this.#parts
    const link = links.readUnsubscribe(token)
    if (link === null) return null
    const creator = await db.selectFrom('consumers').innerJoin('creators', 'creators.id', 'consumers.creator_id').select('creators.name').where('consumers.id', '=', link.consumerId).executeTakeFirst()
    return { channel: link.channel, sender: creator?.name ?? null }
  }

  /** False for a link that this instance never made; done again it is no harm. */
  async unsubscribe(token: string): Promise<boolean> {
    const { db, links, onChanged } = this.#parts
    const link = links.readUnsubscribe(token)
    if (link === null) return false
    const there = await db.selectFrom('workspaces').select('id').where('id', '=', link.workspaceId).executeTakeFirst()
    if (there === undefined) return true
    await db.transaction().execute((within) => this.#end(within, link))
    onChanged()
    return true
  }

  async #end(within: Within, { workspaceId, consumerId, channel, addressMark }: ReadUnsubscribe): Promise<void> {
    const { clock, ids, intake, suppressions } = this.#parts
    const lead = await leadNow(within, workspaceId, consumerId)
    if (lead !== null) await intake.hold(within, [lead.id])
    const added = await suppressions.suppressMarks(within, workspaceId, [{ channel, mark: addressMark, reason: 'unsubscribe', source: 'link' }])
    // The second click of a pair, or the mail program's own beside it, is no second event.
    if (lead === null || (added === 0 && await isWithdrawn(within, lead.id, channel))) return
    await intake.record(within, [{ workspaceId, creatorId: lead.creatorId, consumerId: lead.id, type: 'unsubscribed', payload: { channel, source: 'link' }, source: 'system', atMs: clock.now() }])
    await cancelActions(within, { ids, nowMs: clock.now() }, { workspaceId, consumerIds: [lead.id], channels: [channel] }, 'the lead has unsubscribed')
  }
}

/** Asked by whoever holds the lead. */
async function isWithdrawn(within: Within, consumerId: Id, channel: ConsentChannel): Promise<boolean> {
  const lead = await within.selectFrom('consumers').select('consents').where('id', '=', consumerId).executeTakeFirst()
  return lead?.consents[channel]?.status === 'withdrawn'
}
