/** What a payment's payload says it was worth, in the smallest unit of its currency. */

/** Above this somebody has mistaken the unit, and sums would stop being exact. */
const AMOUNT_MOST = 1e12
const DIGITS_OTHERWISE = 2
const digitsKnown = new Map<string, number>()
/** There are some 180 currencies; what else is asked for is not remembered. */
const CURRENCIES_MOST = 300

/** `amountMinor` as it is; else `amount` in the currency's own unit (49.5 EUR is 4950). 0 where neither is a sum of money. */
export function amountMinorOf(payload: Readonly<Record<string, unknown>>): number {
  const minor = numberOf(payload['amountMinor'])
  if (minor !== null) return Math.round(minor)
  const amount = numberOf(payload['amount'])
  return amount === null ? 0 : Math.round(amount * 10 ** digitsOf(payload['currency']))
}

/** `€49.50`, `¥5,000`; the number alone where no currency is named. */
export function shownAmount(minor: number, currency: unknown): string {
  const amount = minor / 10 ** digitsOf(currency)
  if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency)) return amount.toFixed(digitsOf(currency))
  return new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() }).format(amount).replace(/\u00a0/g, ' ')
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number <= AMOUNT_MOST ? number : null
}

/** Yen have no cents, dinars have a thousand. */
function digitsOf(currency: unknown): number {
  if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency)) return DIGITS_OTHERWISE
  const code = currency.toUpperCase()
  const known = digitsKnown.get(code)
  if (known !== undefined) return known
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? DIGITS_OTHERWISE
  if (digitsKnown.size < CURRENCIES_MOST) digitsKnown.set(code, digits)
  return digits
}

/** How many of the smallest unit make one of the currency's own. */
export function minorUnits(currency: string): number {
  return 10 ** digitsOf(currency)
}
