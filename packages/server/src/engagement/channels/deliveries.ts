/**
 * What vendors say became of messages. One that was `unknown`, or whose answer we have not had yet, is settled by it: the vendor
 * speaks of it, so it went out. Then its delivery moves forward, if it does, with the entry that says so and an event of the lead's.
 */
import type { Channel, ConsentChannel, Delivery, Vendor } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { movesForward } from '../../messaging/delivery-rank.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Database, Within } from '../../store/database.ts'
import type { Intake, OwnEvent } from '../events/intake.ts'
import type { HandedOver } from '../sending/judge-due.ts'
import { settle } from '../sending/settle.ts'
import { leadNow } from './lead-now.ts'

export interface DeliveriesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly intake: Pick<Intake, 'hold' | 'record'>
  readonly suppressions: SuppressionList
  readonly onChanged: () => void
}

export interface DeliverySaid {
  readonly vendor: Vendor
  readonly vendorId: string
  /** Our own mark, where the receipt bears it. */
  readonly ledgerId: Id | null
  readonly delivery: Delivery
  readonly reason: string | null
  readonly suppress: { readonly channel: ConsentChannel; readonly addresses: readonly string[]; readonly reason: 'bounce' | 'complaint' | 'stop' } | null
}

/** Of one message; whoever repeats himself fills no table. */
const RECEIPTS_MOST = 60
/** Of a try that is settled here, nothing is looked for again. */
const NEVER_AGAIN_MS = 0

export class Deliveries {
  readonly #parts: DeliveriesParts

  constructor(parts: DeliveriesParts) {
    this.#parts = parts
  }

  async take(workspaceId: Id, said: DeliverySaid): Promise<void> {
    const { db, onChanged } = this.#parts
    await db.transaction().execute((within) => this.within(within, workspaceId, said, null))
    onChanged()
  }

  /** `event`: what is written instead of what the delivery says by itself, and even where it is no news. Answers whether the message is known. */
  async within(within: Within, workspaceId: Id, said: DeliverySaid, event: Pick<OwnEvent, 'type' | 'payload' | 'notCounted'> | null): Promise<boolean> {
    const { clock, ids, intake, suppressions } = this.#parts
    const tried = await this.#try(within, workspaceId, said)
    const lead = tried === undefined ? null : await leadNow(within, workspaceId, tried.consumerId)
    if (lead !== null) await intake.hold(within, [lead.id])
    if (said.suppress !== null) await suppressions.suppress(within, workspaceId, said.suppress.addresses.map((address) => ({ channel: said.suppress?.channel as ConsentChannel, address, reason: said.suppress?.reason ?? 'bounce', source: said.vendor })))
    if (tried === undefined) return false
    await this.#settleOpen(within, tried, said)
    const action = await within.selectFrom('actions').select(['id', 'channel', 'delivery', 'simulated', 'state']).where('id', '=', tried.actionId).forUpdate().executeTakeFirst()
    if (action === undefined) return true
    const moved = event?.notCounted == null && movesForward(action.delivery, said.delivery)
    if (!moved && event === null) return true
    const { n } = await within.selectFrom('action_log').select((is) => is.fn.countAll<number>().as('n')).where('action_id', '=', action.id).where('kind', '=', 'receipt').executeTakeFirstOrThrow()
    if (n >= RECEIPTS_MOST) return true
    if (moved) {
      await within.updateTable('actions').set({ delivery: said.delivery, vendor_id: said.vendorId }).where('id', '=', action.id).execute()
      await within.updateTable('messages').set({ delivery: said.delivery, vendor_id: said.vendorId }).where('action_id', '=', action.id).execute()
    }
    await within.insertInto('action_log').values({ id: ids.next(), action_id: action.id, at: clock.now(), kind: 'receipt', state: null, policy: null, reason: event?.notCounted ?? (lead === null ? null : said.reason) ?? said.delivery }).execute()
    if (lead === null) return true
    const about = { workspaceId, creatorId: lead.creatorId, consumerId: lead.id, source: 'webhook' as const, atMs: clock.now(), simulated: action.simulated }
    const payload = { actionId: action.id, channel: action.channel, vendor: said.vendor, ...(said.reason === null ? {} : { reason: said.reason }) }
    const events: OwnEvent[] = event === null ? [{ ...about, type: eventType(action.channel, tried.channel, said.delivery), payload }] : [{ ...about, ...event, payload: { ...payload, ...event.payload } }]
    // Who marks mail as spam has said that they want no more of it.
    if (said.delivery === 'complained' && moved) events.push({ ...about, type: 'unsubscribed', payload: { channel: 'email', source: 'complaint' } })
    await intake.record(within, events)
    return true
  }

  async #try(within: Within, workspaceId: Id, { vendor, vendorId, ledgerId }: DeliverySaid) {
    const columns = ['id', 'action_id as actionId', 'consumer_id as consumerId', 'channel', 'state', 'message', 'vendor_id as vendorId'] as const
    const marked = ledgerId === null ? undefined : await within.selectFrom('send_ledger').select(columns).where('id', '=', ledgerId).where('workspace_id', '=', workspaceId).where('vendor', '=', vendor).executeTakeFirst()
    if (marked !== undefined && (marked.vendorId === null || marked.vendorId === vendorId)) return marked
    const action = await within.selectFrom('actions').select('id').where('vendor', '=', vendor).where('vendor_id', '=', vendorId).where('workspace_id', '=', workspaceId).executeTakeFirst()
    return action === undefined ? undefined : within.selectFrom('send_ledger').select(columns).where('action_id', '=', action.id).where('vendor_id', '=', vendorId).executeTakeFirst()
  }

  async #settleOpen(within: Within, { state, message }: { readonly state: string; readonly message: unknown }, { vendorId }: DeliverySaid): Promise<void> {
    if ((state !== 'unknown' && state !== 'intended') || message === null || message === undefined) return
    await settle(within, { ...this.#parts, reconcileEveryMs: NEVER_AGAIN_MS }, [{ message: (message as HandedOver).message, outcome: { kind: 'sent', vendorId }, reconciled: true }], this.#parts.clock.now())
  }
}

/** Of a payment link by what carried it. */
function eventType(channel: Channel, carried: Channel, delivery: Delivery): string {
  const by = (channel === 'payment-link' ? carried : channel).replaceAll('-', '_')
  if (by === 'whatsapp' && delivery === 'opened') return 'whatsapp_read'
  return `${by}_${delivery}`
}
