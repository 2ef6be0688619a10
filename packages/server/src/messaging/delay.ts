/** Delays as people write them: `5m`, `2d`. */
const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** A number and s, m, h, d or w. */
export const DELAY = /^(\d{1,4}(?:\.\d)?)\s*([smhdw])$/

/** In milliseconds; null for what is no delay. */
export function delayMs(text: string): number | null {
  const [, amount, unit] = DELAY.exec(text.trim()) ?? []
  return amount === undefined || unit === undefined ? null : Math.round(Number(amount) * (UNITS_MS[unit] ?? 0))
}
