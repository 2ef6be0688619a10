/** Currencies by their three letters (ISO 4217), and amounts in their smallest unit. */

const DIGITS_OTHERWISE = 2
const digitsKnown = new Map<string, number>()
/** There are some 180 currencies; what else is asked for is not remembered. */
const CURRENCIES_MOST = 300

/** How many digits the smallest unit is behind the point: 2 for euros, 0 for yen, 3 for dinars; 2 where it names no currency. */
export function currencyDigits(currency: unknown): number {
  if (!isCurrency(currency)) return DIGITS_OTHERWISE
  const code = currency.toUpperCase()
  const known = digitsKnown.get(code)
  if (known !== undefined) return known
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? DIGITS_OTHERWISE
  if (digitsKnown.size < CURRENCIES_MOST) digitsKnown.set(code, digits)
  return digits
}

/** `€49.50`, `¥5,000`; the number alone where no currency is named. `code`: `EUR 49.50`. */
export function shownMoney(minor: number, currency: unknown, display: 'symbol' | 'code' = 'symbol'): string {
  const amount = minor / 10 ** currencyDigits(currency)
  if (!isCurrency(currency)) return amount.toFixed(DIGITS_OTHERWISE)
  return new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase(), currencyDisplay: display }).format(amount).replaceAll('\u00a0', ' ')
}

function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value)
}
