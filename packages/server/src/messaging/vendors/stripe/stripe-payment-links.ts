/**
 * Payment links through Stripe's own client. The key that makes Stripe answer a repeated request with its first answer is the
 * action's, so every try of an action carries one link; an answer that was lost is asked for again and nothing is made twice.
 */
import { messageOf } from '../../../base/errors.ts'
import type { NotSent, OutboundMessage } from '../../channel.ts'
import { outcomeOfStatus, outcomeOfThrown, short } from '../http-outcome.ts'
import type { VendorParts } from '../vendor-parts.ts'
import type { PaymentLink, PaymentLinks } from './payment-links.ts'
import { stripeClient } from './stripe-client.ts'

export interface StripeOptions {
  readonly secretKey: string
  readonly baseUrl: string | null
}

export class StripePaymentLinks implements PaymentLinks {
  readonly #options: StripeOptions
  readonly #parts: VendorParts

  constructor(options: StripeOptions, parts: VendorParts) {
    this.#options = options
    this.#parts = parts
  }

  async linkFor(message: OutboundMessage, signal: AbortSignal): Promise<PaymentLink> {
    const { payment } = message
    if (payment === null) return { kind: 'failed', permanent: true, reason: 'Nothing is said of what is to be paid for.' }
    try {
      const client = await stripeClient(this.#options, this.#parts, signal)
      const metadata = { troupe_workspace: message.workspaceId, troupe_creator: message.creatorId, troupe_consumer: message.consumerId, troupe_action: message.actionId }
      const { url } = await client.paymentLinks.create({
        line_items: [{ quantity: 1, price_data: { currency: payment.currency.toLowerCase(), unit_amount: payment.amountMinor, product_data: { name: payment.title } } }],
        metadata, payment_intent_data: { metadata }, restrictions: { completed_sessions: { limit: 1 } },
      }, { idempotencyKey: `troupe-link-${message.idempotencyKey}` })
      return typeof url === 'string' && url.startsWith('https://') ? { kind: 'made', words: url } : { kind: 'failed', permanent: false, reason: 'Stripe answered with something that is no payment link.' }
    } catch (error) {
      return refused(error, this.#parts.clock.now())
    }
  }
}

/** Nothing has been said to anybody yet, so nothing is ever unknown here. */
function refused(error: unknown, nowMs: number): NotSent {
  const { statusCode, headers } = error as { statusCode?: number; headers?: Record<string, string> }
  const outcome = statusCode === undefined || statusCode < 300 ? outcomeOfThrown('Stripe', error) : outcomeOfStatus('Stripe', { status: statusCode, reason: messageOf(error), retryAfter: headers?.['retry-after'] }, nowMs)
  return outcome.kind === 'unknown' ? { kind: 'failed', permanent: false, reason: short(`The payment link could not be made: ${outcome.reason}`) } : outcome
}
