/**
 * Opens and clicks of mail, as our own links tell of them. Where a link leads is read from the text that was sent, never from the
 * link, so that none of them can be made to lead elsewhere. What a machine did is kept, and counts for nothing.
 */
import type { Delivery, Vendor } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { addressMarked, type PublicLinks } from '../../messaging/links/public-links.ts'
import { machineReason, type Visit } from '../../messaging/machine-traffic.ts'
import type { Database } from '../../store/database.ts'
import type { Deliveries } from './deliveries.ts'

export interface TrackingParts {
  readonly db: Database
  readonly clock: Clock
  readonly links: PublicLinks
  readonly deliveries: Deliveries
  readonly onChanged: () => void
}

interface MailSent {
  readonly workspace_id: Id
  /** Null once erased. */
  readonly text: string | null
  readonly at: number
  readonly vendor: Vendor | null
  readonly vendor_id: string | null
  readonly delivery: Delivery | null
  /** Of a try whose answer was lost. */
  readonly ledger_id: Id | null
}

export type Visitor = Pick<Visit, 'method' | 'headers'>

/** Within which links that are followed one after the other are followed at once. */
const AT_ONCE_MS = 3_000
const MESSAGES_WATCHED_MOST = 10_000

export class Tracking {
  readonly #parts: TrackingParts
  /** Of messages whose links were just followed: which, and when. */
  readonly #followed = new Map<Id, Map<string, number>>()

  constructor(parts: TrackingParts) {
    this.#parts = parts
  }

  async opened(token: string, visitor: Visitor): Promise<void> {
    const actionId = this.#parts.links.readOpen(token)
    const message = actionId === null ? undefined : await this.#message(actionId)
    if (actionId === null || message === undefined) return
    await this.#record(message, { ...visitor, kind: 'open', sinceArrivalMs: await this.#sinceArrival(actionId, message.at), linksAtOnce: 0 }, null)
  }

  /** Where it leads; null for a link that this instance never made, or whose message is no longer there. */
  async clicked(token: string, visitor: Visitor): Promise<string | null> {
    const link = this.#parts.links.readClick(token)
    const message = link === null ? undefined : await this.#message(link.actionId)
    if (link === null || message?.text == null) return null
    const url = addressMarked(message.text, link.urlMark)
    if (url === null) return null
    await this.#record(message, { ...visitor, kind: 'click', sinceArrivalMs: await this.#sinceArrival(link.actionId, message.at), linksAtOnce: this.#atOnce(link.actionId, link.urlMark) }, url)
    return url
  }

  async #message(actionId: Id): Promise<MailSent | undefined> {
    return await this.#parts.db.selectFrom('messages').select(['workspace_id', 'text', 'at', 'vendor', 'vendor_id', 'delivery']).select(sql<null>`NULL`.as('ledger_id')).where('action_id', '=', actionId).executeTakeFirst() ?? await this.#mailNotHeardOf(actionId)
  }

  /** Nobody could tell whether it had gone out. That a link of it is followed says that it has. */
  async #mailNotHeardOf(actionId: Id): Promise<MailSent | undefined> {
    const { rows } = await sql<MailSent>`SELECT l.workspace_id, coalesce(l.message->'message'->>'text', a.content->>'text') AS text, l.intended_at AS at, l.vendor, l.vendor_id, NULL AS delivery, l.id AS ledger_id
      FROM send_ledger l JOIN actions a ON a.id = l.action_id WHERE l.action_id = ${actionId} AND l.state IN ('intended', 'unknown')`.execute(this.#parts.db)
    return rows[0]
  }

  /** Since the vendor said that it was delivered, or since it was sent. */
  async #sinceArrival(actionId: Id, sentMs: number): Promise<number> {
    const { db, clock } = this.#parts
    const receipt = await db.selectFrom('action_log').select('at').where('action_id', '=', actionId).where('kind', '=', 'receipt').where('reason', '=', 'delivered').orderBy('id').limit(1).executeTakeFirst()
    return clock.now() - (receipt?.at ?? sentMs)
  }

  #atOnce(actionId: Id, mark: string): number {
    const now = this.#parts.clock.now()
    if (this.#followed.size >= MESSAGES_WATCHED_MOST) this.#followed.clear()
    const followed = this.#followed.get(actionId) ?? new Map<string, number>()
    this.#followed.set(actionId, followed.set(mark, now))
    return [...followed.values()].filter((at) => now - at <= AT_ONCE_MS).length
  }

  async #record(message: MailSent, visit: Visit, url: string | null): Promise<void> {
    const { db, deliveries, onChanged } = this.#parts
    const { vendor, vendor_id: vendorId, ledger_id: ledgerId } = message
    if ((vendor !== 'ses' && vendor !== 'smtp') || (vendorId === null && ledgerId === null)) return
    const notCounted = machineReason(visit)
    // A picture that is shown again is no second opening.
    if (url === null && notCounted === null && message.delivery !== null && /^(?:opened|clicked|replied|complained)$/.test(message.delivery)) return
    const said = { vendor, vendorId, ledgerId, delivery: url === null ? 'opened' as const : 'clicked' as const, reason: null, suppress: null } as const
    await db.transaction().execute((within) => deliveries.within(within, message.workspace_id, said, { type: url === null ? 'email_opened' : 'email_clicked', payload: url === null ? {} : { url }, notCounted }))
    onChanged()
  }
}
