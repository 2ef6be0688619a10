/**
 * What vendors say became of messages. One that was `unknown`, or whose answer we have not had yet, is settled by it: the vendor
 * speaks of it, so it went out; so is one that waits to be sent again, since somebody thought it lost. Then its delivery moves forward, if it does, with the entry that says so and an event of the lead's.
 */
import type { ActionState, Channel, ConsentChannel, Delivery, Vendor } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { movesForward } from '../../messaging/delivery-rank.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Database, Within } from '../../store/database.ts'
import type { Intake, OwnEvent } from '../events/intake.ts'
import type { HandedOver } from '../sending/judge-due.ts'
import { settle, type SettledMessage } from '../sending/settle.ts'
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
  /** Null where nothing but our own mark says which. */
  readonly vendorId: string | null
  /** Our own mark, where the receipt bears it. */
  readonly ledgerId: Id | null
  readonly delivery: Delivery
  readonly reason: string | null
  readonly suppress: { readonly channel: ConsentChannel; readonly addresses: readonly string[]; readonly reason: 'bounce' | 'complaint' | 'stop' } | null
}

interface Tried {
  readonly id: Id
  readonly actionId: Id
  readonly consumerId: Id
  readonly channel: Channel
  readonly way: ConsentChannel | null
  readonly state: 'intended' | 'sent' | 'failed' | 'unknown'
  readonly message: unknown
  readonly vendorId: string | null
}

const WAITING: ReadonlySet<ActionState> = new Set(['planned', 'awaiting-approval', 'approved'])
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
    const action = await within.selectFrom('actions').select(['id', 'channel', 'vendor_id', 'delivery', 'simulated', 'state']).where('id', '=', tried.actionId).forUpdate().executeTakeFirst()
    // What waits has no delivery: it is to be sent again, by words or to a lead that the receipt does not know.
    if (action === undefined || WAITING.has(action.state)) return true
    const moved = event?.notCounted == null && movesForward(action.delivery, said.delivery)
    if (!moved && event === null) return true
    const { n } = await within.selectFrom('action_log').select((is) => is.fn.countAll<number>().as('n')).where('action_id', '=', action.id).where('kind', '=', 'receipt').executeTakeFirstOrThrow()
    if (!moved && n >= RECEIPTS_MOST) return true
    if (moved) {
      const now = { delivery: said.delivery, vendor_id: said.vendorId ?? action.vendor_id }
      await within.updateTable('actions').set(now).where('id', '=', action.id).execute()
      await within.updateTable('messages').set(now).where('action_id', '=', action.id).execute()
    }
    await within.insertInto('action_log').values({ id: ids.next(), action_id: action.id, at: clock.now(), kind: 'receipt', state: null, policy: null, reason: event?.notCounted ?? (lead === null ? null : said.reason) ?? said.delivery }).execute()
    if (lead === null) return true
    const about = { workspaceId, creatorId: lead.creatorId, consumerId: lead.id, source: 'webhook' as const, atMs: clock.now(), simulated: action.simulated }
    const payload = { actionId: action.id, channel: action.channel, vendor: said.vendor, ...(said.reason === null ? {} : { reason: said.reason }) }
    const events: OwnEvent[] = event === null ? [{ ...about, type: eventType(tried.way ?? action.channel, said.delivery), payload }] : [{ ...about, ...event, payload: { ...payload, ...event.payload } }]
    // Who marks mail as spam has said that they want no more of it.
    if (said.delivery === 'complained' && moved) events.push({ ...about, type: 'unsubscribed', payload: { channel: 'email', source: 'complaint' } })
    await intake.record(within, events)
    return true
  }

  async #try(within: Within, workspaceId: Id, { vendor, vendorId, ledgerId }: DeliverySaid): Promise<Tried | undefined> {
    const columns = ['id', 'action_id as actionId', 'consumer_id as consumerId', 'channel', 'way', 'state', 'message', 'vendor_id as vendorId'] as const
    const marked = ledgerId === null ? undefined : await within.selectFrom('send_ledger').select(columns).where('id', '=', ledgerId).where('workspace_id', '=', workspaceId).where('vendor', '=', vendor).executeTakeFirst()
    if (marked !== undefined && (marked.vendorId === null || vendorId === null || marked.vendorId === vendorId)) return marked
    if (vendorId === null) return undefined
    const action = await within.selectFrom('actions').select('id').where('vendor', '=', vendor).where('vendor_id', '=', vendorId).where('workspace_id', '=', workspaceId).executeTakeFirst()
    // Whoever has a vendor's id was sent, which is also what the index of tries goes by.
    return action === undefined ? undefined : within.selectFrom('send_ledger').select(columns).where('action_id', '=', action.id).where('state', '=', sql.lit('sent')).where('vendor_id', '=', vendorId).executeTakeFirst()
  }

  /** It went out, whatever we took it for: open, replayed by somebody who thought it lost, or taken out of the queue. */
  async #settleOpen(within: Within, { id, actionId, consumerId, channel, state, message }: Tried, { vendorId }: DeliverySaid): Promise<void> {
    if (state === 'sent') return
    const action = await within.selectFrom('actions').select(['workspace_id', 'state', 'content']).where('id', '=', actionId).forUpdate().executeTakeFirst()
    if (action === undefined) return
    const handed = (message as HandedOver | null)?.message ?? null
    if (handed === null && action.content === null) return
    if (state === 'failed') {
      if (!WAITING.has(action.state)) return
      await within.updateTable('send_ledger').set({ state: 'unknown' }).where('id', '=', id).execute()
      await within.updateTable('approvals').set({ state: 'withdrawn', decided_at: this.#parts.clock.now(), note: 'it had gone out already' }).where('action_id', '=', actionId).where('state', '=', 'waiting').execute()
    }
    const known: SettledMessage = handed ?? { ledgerId: id, workspaceId: action.workspace_id, consumerId, channel, to: null, subject: action.content?.subject ?? null, text: action.content?.text ?? '', template: action.content?.template ?? null }
    await settle(within, { ...this.#parts, reconcileEveryMs: NEVER_AGAIN_MS }, [{ message: known, outcome: { kind: 'sent', vendorId }, reconciled: true }], this.#parts.clock.now())
  }
}

/** Of a payment link by what carried it. */
function eventType(channel: Channel, delivery: Delivery): string {
  const by = channel.replaceAll('-', '_')
  if (by === 'whatsapp' && delivery === 'opened') return 'whatsapp_read'
  return `${by}_${delivery}`
}
