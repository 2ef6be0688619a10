/** What a payment's payload says it was worth, in the smallest unit of its currency. */
import { currencyDigits } from '../../base/currency.ts'

/** Above this somebody has mistaken the unit, and sums would stop being exact. */
const AMOUNT_MOST = 1e12

/** `amountMinor` as it is; else `amount` in the currency's own unit (49.5 EUR is 4950). 0 where neither is a sum of money. */
export function amountMinorOf(payload: Readonly<Record<string, unknown>>): number {
  const minor = numberOf(payload['amountMinor'])
  if (minor !== null) return Math.round(minor)
  const amount = numberOf(payload['amount'])
  return amount === null ? 0 : Math.round(amount * 10 ** currencyDigits(payload['currency']))
}

/** Whether it counts, as a number or as the text of one. */
export function isSum(value: unknown): boolean {
  return numberOf(value) !== null
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number <= AMOUNT_MOST ? number : null
}
