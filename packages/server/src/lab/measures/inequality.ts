/** How unevenly something is shared out: the Gini coefficient, the shares of the few, the Lorenz curve. */

export interface Inequality {
  /** What is shared out, and among whom: `likes received a member`. */
  readonly unit: string
  readonly among: number
  readonly total: number
  /** 0 when all have the same, towards 1 when one has everything. Null where there is nothing to share. */
  readonly gini: number | null
  /** Share held by the richest hundredth and tenth, rounded up to whole ones. */
  readonly topPercentShare: number | null
  readonly topTenthShare: number | null
  readonly withNothingShare: number
  /** Share held by the poorest 0 %, 1 %, … 100 %. Empty where there is nothing to share. */
  readonly lorenz: readonly number[]
}

const LORENZ_STEPS = 100

/** Of amounts that are none of them negative. */
export function inequalityOf(amounts: ArrayLike<number>, unit: string): Inequality {
  const sorted = Float64Array.from(amounts).sort()
  const among = sorted.length
  let total = 0
  let ranked = 0
  let nothing = 0
  const held = new Float64Array(among + 1)
  for (let i = 0; i < among; i++) {
    const amount = sorted[i] as number
    if (amount === 0) nothing += 1
    total += amount
    ranked += (i + 1) * amount
    held[i + 1] = total
  }
  if (total === 0) return { unit, among, total, gini: null, topPercentShare: null, topTenthShare: null, withNothingShare: among === 0 ? 0 : 1, lorenz: [] }
  const top = (share: number): number => 1 - (held[among - Math.ceil(among * share)] as number) / total
  return {
    unit,
    among,
    total,
    // Sorted ascending with ranks from 1: G = 2 Σ i·x / (n Σ x) − (n + 1) / n. Rounding may reach just below 0.
    gini: Math.max(0, 2 * ranked / (among * total) - (among + 1) / among),
    topPercentShare: top(0.01),
    topTenthShare: top(0.1),
    withNothingShare: nothing / among,
    lorenz: Array.from({ length: LORENZ_STEPS + 1 }, (_, step) => {
      const at = among * step / LORENZ_STEPS
      const below = Math.floor(at)
      const part = (held[below] as number) + (at - below) * ((held[Math.min(below + 1, among)] as number) - (held[below] as number))
      return part / total
    }),
  }
}
