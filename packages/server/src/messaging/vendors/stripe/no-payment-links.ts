/** Where no Stripe is set up: on the console a sentence stands where the link would, and says so; anywhere else nothing goes out. */
import { shownMoney } from '../../../base/currency.ts'
import type { NotSent, OutboundMessage } from '../../channel.ts'
import type { PaymentLink, PaymentLinks } from './payment-links.ts'

export class NoPaymentLinks implements PaymentLinks {
  readonly #onConsole: boolean

  constructor(onConsole: boolean) {
    this.#onConsole = onConsole
  }

  async linkFor({ payment }: OutboundMessage): Promise<PaymentLink> {
    if (!this.#onConsole || payment === null) return { kind: 'failed', permanent: true, reason: 'Payment links need Stripe: save its key in Settings.' } satisfies NotSent
    return { kind: 'made', words: `[Simulated: the payment link for ${payment.title}, ${shownMoney(payment.amountMinor, payment.currency, 'code')}, would stand here. Stripe is not set up.]` }
  }
}
