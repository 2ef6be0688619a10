import type { PaymentWanted } from '../../channel.ts'

/** In the smallest unit of its currency, of which Intl knows how many make one. */
export function priceOf({ amountMinor, currency }: PaymentWanted): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' })
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)).replace(/\u00a0/g, ' ')
}
