/** How each channel stands, in words for people: who carries it, why, and what could. */
import type { Channel as ChannelName, Channels, Vendor } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { PublicLinks } from '../../messaging/links/public-links.ts'
import type { ChannelDesk } from './channel-desk.ts'
import { credentialOf } from './credential-row.ts'
import { carrierOf, CHANNELS, vendorsOf, type Opened } from './opened-credentials.ts'

const NAMES: Readonly<Record<Vendor, string>> = { console: 'the console', smtp: 'SMTP', ses: 'Amazon SES', twilio: 'Twilio', stripe: 'Stripe', webhook: 'webhook' }

export class ChannelOverview {
  readonly #desk: ChannelDesk
  readonly #links: PublicLinks

  constructor({ desk, links }: { readonly desk: ChannelDesk; readonly links: PublicLinks }) {
    this.#desk = desk
    this.#links = links
  }

  async read(workspaceId: Id, creatorId: Id | null): Promise<Channels> {
    const opened = await this.#desk.opened(workspaceId)
    return {
      items: CHANNELS.map((channel) => {
        const carrier = carrierOf(opened, creatorId, channel)
        return { channel, vendor: carrier?.vendor ?? 'console', note: this.#note(channel, carrier), offered: carrier === undefined && this.#desk.offers.some(({ vendor, draft }) => draft !== null && vendorsOf(channel).includes(vendor)) }
      }),
      credentials: opened.map(({ row }) => credentialOf(row)),
      environment: this.#desk.offers.map(({ vendor, draft, missing }) => ({ vendor, complete: draft !== null, missing: [...missing] })),
    }
  }

  #note(channel: ChannelName, carrier: Opened | undefined): string {
    if (carrier?.fault) return carrier.fault
    if (channel === 'console') return 'The inbox of this instance: nothing leaves the machine.'
    if (channel === 'in-app') return 'Kept here for the creator\'s own app, which reads it by the API.'
    if (channel === 'payment-link') return carrier === undefined ? 'Stripe is not set up: by real channels no link is sent, in the console a simulated one stands.' : 'Made by Stripe, and sent by the channel that reaches the lead.'
    if (carrier === undefined) return `No ${vendorsOf(channel).map((vendor) => NAMES[vendor]).join(' or ')} is set up: messages land in the console's inbox.`
    const sender = carrier.row.shown['sender'] ?? carrier.row.shown[channel === 'sms' ? 'smsFrom' : 'whatsappFrom'] ?? carrier.row.shown['url']
    const carried = `Carried by ${carrier.vendor === 'webhook' ? 'a webhook' : NAMES[carrier.vendor]}${sender === undefined ? '' : ` (${sender})`}.`
    return channel === 'email' && !this.#links.unsubscribable ? `${carried} Automated mail waits for TROUPE_PUBLIC_URL: without an https address its link to unsubscribe does not work.` : carried
  }
}
