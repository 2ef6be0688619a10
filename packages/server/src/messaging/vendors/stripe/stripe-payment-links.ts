/**
 * Payment links through Stripe's own client. The key that makes Stripe answer a repeated request with its first answer is the
 * action's, so every try of an action carries one link. Stripe repeats its failures too (a 500, for a day), so a failure is looked
 * into by the listing: a link that is there is taken, and only where there is none another is asked for, under a second key of the
 * action, and where that has failed as well, under one of this try: with two keys that failed, a day's tries would all fail.
 */
import type { Stripe } from 'stripe'
import { messageOf } from '../../../base/errors.ts'
import type { NotSent, OutboundMessage, PaymentWanted } from '../../channel.ts'
import { outcomeOfStatus, outcomeOfThrown, short } from '../http-outcome.ts'
import type { VendorParts } from '../vendor-parts.ts'
import type { PaymentLink, PaymentLinks } from './payment-links.ts'
import { stripeClient } from './stripe-client.ts'

export interface StripeOptions {
  readonly secretKey: string
  readonly baseUrl: string | null
}

/** Newest first: more than are made while one answer is lost. */
const LISTED_MOST = 100

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
    const key = `troupe-link-${message.idempotencyKey}`
    try {
      const client = await stripeClient(this.#options, this.#parts, signal)
      let failure: unknown = null
      for (const each of [key, `${key}-again`, `${key}-${message.ledgerId}`]) {
        failure = null
        const link = await made(client, message, payment, each).catch((error: unknown) => {
          if (!mayBeThere(error)) throw error
          failure = error
          return null
        })
        const words = urlOf(link)
        if (words !== null) return { kind: 'made', words }
        // A refusal whose body is not Stripe's own reaches us as an answer: nothing was made, and this key still counts.
        const statusCode = link?.lastResponse.statusCode ?? 500
        if (statusCode < 500) return refused(Object.assign(new Error('an answer that is no payment link'), { statusCode }), this.#parts.clock.now())
        const there = urlOf(await listed(client, message.actionId))
        if (there !== null) return { kind: 'made', words: there }
      }
      return failure === null ? { kind: 'failed', permanent: false, reason: 'Stripe answered with something that is no payment link.' } : refused(failure, this.#parts.clock.now())
    } catch (error) {
      return refused(error, this.#parts.clock.now())
    }
  }
}

function made(client: Stripe, message: OutboundMessage, payment: PaymentWanted, idempotencyKey: string): Promise<Stripe.Response<Stripe.PaymentLink>> {
  const metadata = { troupe_workspace: message.workspaceId, troupe_creator: message.creatorId, troupe_consumer: message.consumerId, troupe_action: message.actionId }
  return client.paymentLinks.create({
    line_items: [{ quantity: 1, price_data: { currency: payment.currency.toLowerCase(), unit_amount: payment.amountMinor, product_data: { name: payment.title } } }],
    metadata, payment_intent_data: { metadata }, restrictions: { completed_sessions: { limit: 1 } },
  }, { idempotencyKey })
}

function urlOf(given: { readonly url?: unknown } | null): string | null {
  return typeof given?.url === 'string' && given.url.startsWith('https://') ? given.url : null
}

/** Stripe answered that it failed, and not what came of it. */
function mayBeThere(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number }
  return statusCode !== undefined && statusCode >= 500
}

async function listed(client: Stripe, actionId: string): Promise<{ readonly url: string } | null> {
  const { data } = await client.paymentLinks.list({ limit: LISTED_MOST })
  return data.find(({ metadata }) => metadata['troupe_action'] === actionId) ?? null
}

/** Nothing has been said to anybody yet, so nothing is ever unknown here. */
function refused(error: unknown, nowMs: number): NotSent {
  const { statusCode, headers } = error as { statusCode?: number; headers?: Record<string, string> }
  const outcome = statusCode === undefined || statusCode < 300 ? outcomeOfThrown('Stripe', error) : outcomeOfStatus('Stripe', { status: statusCode, reason: messageOf(error), retryAfter: headers?.['retry-after'] }, nowMs)
  return outcome.kind === 'unknown' ? { kind: 'failed', permanent: false, reason: short(`The payment link could not be made: ${outcome.reason}`) } : outcome
}
