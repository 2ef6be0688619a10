/** What Stripe says of payments made by our links. Which lead a payment is of stands in the metadata that we gave the link. */
import type { Stripe } from 'stripe'

export interface PaymentReceipt {
  readonly kind: 'payment_success' | 'payment_failed' | 'payment_refunded'
  /** The same for whatever tells of the same thing. */
  readonly key: string
  /** Of a refund all that has been given back so far: Stripe's number grows with each. */
  readonly amountMinor: number
  readonly currency: string
  readonly metadata: Readonly<Record<string, string>>
  readonly paymentId: string | null
  readonly atMs: number
}

/** The event, or null where none of the secrets signed it. `receivedMs`: too old a signature is a repetition. */
export async function stripeEvent(body: Buffer, signature: string, secrets: readonly string[], receivedMs: number): Promise<Stripe.Event | null> {
  if (signature === '' || secrets.length === 0) return null
  const { Stripe: Client } = await import('stripe')
  for (const secret of secrets) {
    try {
      return Client.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS, undefined, receivedMs)
    } catch {
      // Another one may have signed it.
    }
  }
  return null
}
const TOLERANCE_SECONDS = 300

/** Null for what says nothing that is kept. */
export function paymentReceipt(event: Stripe.Event): PaymentReceipt | null {
  const atMs = event.created * 1000
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed': {
      const session = event.data.object
      const failed = event.type === 'checkout.session.async_payment_failed'
      // Completed and not paid yet: a transfer is under way, and told of again.
      if (!failed && session.payment_status === 'unpaid') return null
      const paymentId = idOf(session.payment_intent)
      return { kind: failed ? 'payment_failed' : 'payment_success', key: `${failed ? 'failed' : 'paid'} ${paymentId ?? session.id}`, amountMinor: session.amount_total ?? 0, currency: (session.currency ?? '').toUpperCase(), metadata: session.metadata ?? {}, paymentId, atMs }
    }
    case 'payment_intent.payment_failed': {
      const payment = event.data.object
      return { kind: 'payment_failed', key: `failed ${payment.id}`, amountMinor: payment.amount, currency: payment.currency.toUpperCase(), metadata: payment.metadata, paymentId: payment.id, atMs }
    }
    case 'charge.refunded': {
      const charge = event.data.object
      return { kind: 'payment_refunded', key: `refunded ${charge.id}`, amountMinor: charge.amount_refunded, currency: charge.currency.toUpperCase(), metadata: charge.metadata, paymentId: idOf(charge.payment_intent), atMs }
    }
    default: return null
  }
}

function idOf(given: string | { id: string } | null): string | null {
  return typeof given === 'string' ? given : given?.id ?? null
}
