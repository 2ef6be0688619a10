import { refusing } from './message-policy.ts'
import { PAYMENT_LINK_MARK } from './payment-link-mark.ts'

/** A link that goes to a real person leads to a real payment. In the console nobody pays. */
export const paymentLink = refusing('payment-link', ({ message: { channel, content }, vendor, stripe }) => {
  if (channel !== 'payment-link') return content.text.includes(PAYMENT_LINK_MARK) ? 'the words keep a place for a payment link, and this message carries none: send a payment link instead' : null
  if (content.amountMinor === null || content.amountMinor <= 0 || content.currency === null) return 'there is no price to pay'
  return vendor === 'console' || stripe ? null : 'a payment link needs Stripe: set it up in Settings, Channels'
})
