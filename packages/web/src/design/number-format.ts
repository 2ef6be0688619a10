/** Numbers as both faces write them. One locale, so that server and browser agree and columns line up. */
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const ONE_DECIMAL = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const CENTS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

/** 1,234,567 */
export function formatWhole(value: number): string {
  return WHOLE.format(value)
}

/** 1,234 → `1.2K`: for counts beside a post. Rounds down, so that a count never claims more than there is. */
export function formatCount(value: number): string {
  if (value < 1000) return String(value)
  const [unit, divisor] = value < 1_000_000 ? ['K', 1000] as const : ['M', 1_000_000] as const
  const amount = value / divisor
  return (amount < 100 ? ONE_DECIMAL.format(Math.floor(amount * 10) / 10) : WHOLE.format(Math.floor(amount))) + unit
}

/** Millionths of a US dollar → `$1.20`; what is spent but under a cent reads `under $0.01`, not nothing. */
export function formatMoney(micros: number): string {
  if (micros > 0 && micros < 10_000) return 'under $0.01'
  return CENTS.format(micros / 1_000_000)
}

/** Cents, or whatever the smallest unit of the currency is → `€12.50`. */
export function formatMinor(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** 0.613 → `61 %` */
export function formatShare(share: number): string {
  return `${WHOLE.format(share * 100)}\u202f%`
}

/** 850 → `850 ms`, 12,340 → `12.3 s`, 125,000 → `2 min 5 s` */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${WHOLE.format(ms)}\u202fms`
  if (ms < 60_000) return `${ONE_DECIMAL.format(ms / 1000)}\u202fs`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u202fmin ${seconds % 60}\u202fs`
  return `${Math.floor(seconds / 3600)}\u202fh ${Math.floor((seconds % 3600) / 60)}\u202fmin`
}

/** `1 reply`, `3 replies` */
export function counted(value: number, one: string, many: string): string {
  return `${WHOLE.format(value)} ${value === 1 ? one : many}`
}
