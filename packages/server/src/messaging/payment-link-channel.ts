/**
 * A payment link: made first, then sent in the words of the message by a channel that reaches the lead. So a link is nothing that
 * could be sent twice: whether the message went out is the carrier's to say.
 */
import type { Vendor } from '@troupe/contract'
import type { Channel, OutboundMessage, ReconcileOutcome, ReconcileSearch, SendOutcome } from './channel.ts'
import { PAYMENT_LINK_MARK } from '../policy/messaging/payment-link-mark.ts'
import type { PaymentLinks } from './vendors/stripe/payment-links.ts'

export class PaymentLinkChannel implements Channel {
  readonly channel = 'payment-link'
  readonly vendor: Vendor
  readonly #links: PaymentLinks
  readonly #carrier: Channel

  constructor(links: PaymentLinks, carrier: Channel) {
    this.#links = links
    this.#carrier = carrier
    this.vendor = carrier.vendor
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const carried = await this.#withLink(message, signal)
    if (!('text' in carried)) return carried
    const outcome = await this.#carrier.send(carried, signal)
    return outcome.kind === 'sent' ? { ...outcome, text: carried.text } : outcome
  }

  async reconcile(search: ReconcileSearch, signal: AbortSignal): Promise<ReconcileOutcome> {
    const carried = await this.#withLink(search.message, signal)
    return 'text' in carried ? this.#carrier.reconcile({ ...search, message: carried }, signal) : { kind: 'cannot-tell', reason: carried.reason }
  }

  async #withLink(message: OutboundMessage, signal: AbortSignal) {
    const link = await this.#links.linkFor(message, signal)
    if (link.kind !== 'made') return link
    const { text } = message
    return { ...message, channel: this.#carrier.channel, text: text.includes(PAYMENT_LINK_MARK) ? text.replaceAll(PAYMENT_LINK_MARK, () => link.words) : `${text}\n\n${link.words}` }
  }
}
