/**
 * Which vendor carries which channel now, and the way to it. The console carries whatever nobody has set up, so that nothing leaves
 * the machine unasked. Asked for each message: a workspace's credentials are kept opened for a few seconds, and dropped at news.
 */
import type { Channel as ChannelName, Vendor } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { ChannelVariables } from '../../base/config.ts'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import type { Id } from '../../base/ids.ts'
import { systemLookUp, type LookUp } from '../../base/look-up.ts'
import type { Channel } from '../../messaging/channel.ts'
import { ConsoleChannel } from '../../messaging/console-channel.ts'
import type { PublicLinks } from '../../messaging/links/public-links.ts'
import { PaymentLinkChannel } from '../../messaging/payment-link-channel.ts'
import { UnusableChannel } from '../../messaging/unusable-channel.ts'
import { openChannel } from '../../messaging/vendors/open-channel.ts'
import type { SmtpParts } from '../../messaging/vendors/smtp/smtp-channel.ts'
import { NoPaymentLinks } from '../../messaging/vendors/stripe/no-payment-links.ts'
import { StripePaymentLinks } from '../../messaging/vendors/stripe/stripe-payment-links.ts'
import type { Database } from '../../store/database.ts'
import { environmentOffers, type EnvironmentOffer } from './environment-credentials.ts'
import { carrierOf, openRow, type Opened } from './opened-credentials.ts'

export interface ChannelDeskParts {
  readonly db: Database
  readonly clock: Clock
  readonly secretKey: Uint8Array
  readonly environment: ChannelVariables
  readonly links: PublicLinks
  /** Whether a workspace has been granted its private network. */
  readonly privateNetwork: (workspaceId: Id) => boolean
  readonly lookUp?: LookUp
}

/** What carries each channel for one creator. */
export interface Carriers {
  readonly vendorOf: (channel: ChannelName) => Vendor
  /** Real payment links can be made. */
  readonly stripe: boolean
  /** `carrier`: what takes a payment link to the lead; ignored for other channels. */
  readonly open: (channel: ChannelName, carrier?: ChannelName) => Channel
}

/** News of a change comes at once; this is for news that was lost. */
const KEPT_MS = 5_000
const WORKSPACES_KEPT_MOST = 500

interface Kept {
  readonly untilMs: number
  readonly opened: readonly Opened[]
  /** Adapters keep their clients, and those their connections. */
  readonly channels: Map<string, Channel>
}

export class ChannelDesk {
  readonly #parts: ChannelDeskParts
  readonly #offers: readonly EnvironmentOffer[]
  readonly #kept = new Map<Id, Kept>()
  #news = 0

  constructor(parts: ChannelDeskParts) {
    this.#parts = parts
    this.#offers = environmentOffers(parts.environment)
  }

  get offers(): readonly EnvironmentOffer[] {
    return this.#offers
  }

  /** `within`: whoever holds a connection must not wait for another. */
  async carriers(workspaceId: Id, creatorId: Id | null, within: Database = this.#parts.db): Promise<Carriers> {
    const kept = await this.#of(workspaceId, within)
    const { opened } = kept
    const carriedBy = (channel: ChannelName): Opened | undefined => carrierOf(opened, creatorId, channel)
    const vendorOf = (channel: ChannelName): Vendor => carriedBy(channel)?.vendor ?? 'console'
    const open = (channel: ChannelName): Channel => {
      const found = carriedBy(channel)
      if (found === undefined) return new ConsoleChannel(channel)
      const key = `${found.row.id} ${channel}`
      const channelHere = kept.channels.get(key) ?? this.#opened(channel, found)
      kept.channels.set(key, channelHere)
      return channelHere
    }
    return {
      vendorOf, stripe: carriedBy('payment-link')?.draft?.vendor === 'stripe',
      open: (channel, carrier = 'console') => channel === 'payment-link' ? this.#paymentLinks(carriedBy(channel), open(carrier)) : open(channel),
    }
  }

  /** All that are stored, opened; newest first. */
  async opened(workspaceId: Id): Promise<readonly Opened[]> {
    return (await this.#of(workspaceId, this.#parts.db)).opened
  }

  /** Credentials were changed, here or in another process; null: in some workspace. */
  forget(workspaceId: Id | null): void {
    this.#news += 1
    if (workspaceId === null) this.#kept.clear()
    else this.#kept.delete(workspaceId)
  }

  /** The way out for a workspace's own vendors. */
  vendorParts(workspaceId: Id): SmtpParts {
    const { clock, privateNetwork, lookUp = systemLookUp } = this.#parts
    return { clock, lookUp, privateNetwork: () => privateNetwork(workspaceId), fetch: guardedFetch({ get privateNetwork() { return privateNetwork(workspaceId) } }) }
  }

  /** Nobody waits for another's reading: that one may wait for a connection that the other holds. */
  async #of(workspaceId: Id, within: Database): Promise<Kept> {
    const { clock, secretKey } = this.#parts
    const known = this.#kept.get(workspaceId)
    if (known !== undefined && known.untilMs > clock.now()) return known
    const news = this.#news
    const rows = await within.selectFrom('channel_credentials').selectAll().where('workspace_id', '=', workspaceId).orderBy('saved_at', 'desc').orderBy('id', 'desc').execute()
    const kept: Kept = { untilMs: clock.now() + KEPT_MS, opened: rows.map((row) => openRow(row, secretKey, this.#offers)), channels: new Map() }
    if (this.#kept.size >= WORKSPACES_KEPT_MOST) this.#kept.clear()
    if (news === this.#news) this.#kept.set(workspaceId, kept)
    return kept
  }

  #opened(channel: ChannelName, { vendor, draft, fault, row }: Opened): Channel {
    const { workspace_id: workspaceId } = row
    if (draft === null) return new UnusableChannel(channel, vendor, fault)
    return openChannel(channel, draft, vendor === 'twilio' ? this.#parts.links.receiptUrl('twilio', workspaceId) : null, this.vendorParts(workspaceId)) ?? new UnusableChannel(channel, vendor, `What is saved for ${vendor} carries no ${channel}.`)
  }

  #paymentLinks(stripe: Opened | undefined, carrier: Channel): Channel {
    if (stripe?.draft?.vendor === 'stripe') return new PaymentLinkChannel(new StripePaymentLinks({ secretKey: stripe.draft.secretKey, baseUrl: stripe.draft.baseUrl ?? null }, this.vendorParts(stripe.row.workspace_id)), carrier)
    if (stripe?.fault) return new UnusableChannel('payment-link', carrier.vendor, stripe.fault)
    return new PaymentLinkChannel(new NoPaymentLinks(carrier.vendor === 'console'), carrier)
  }
}
