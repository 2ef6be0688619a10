import { NumberInput } from '../../parts/fields.tsx'

/** An amount as people write it, kept in the smallest unit of its currency. */
export function MoneyField({ minor, currency, onMinor }: { minor: number | null; currency: string; onMinor(minor: number | null): void }) {
  const scale = 10 ** digitsOf(currency)
  return <NumberInput value={minor === null ? null : minor / scale} unit={currency} onValue={(amount) => onMinor(amount === null ? null : Math.round(amount * scale))} />
}

/** Digits after the point: two, unless the currency is known to have others. */
function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}
