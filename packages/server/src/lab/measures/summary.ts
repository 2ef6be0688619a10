/** A list of numbers in a few: what a reader wants to know of it before looking at a curve. */

export interface Summary {
  readonly count: number
  readonly mean: number
  readonly median: number
  readonly p90: number
  readonly p99: number
  readonly most: number
}

/** Null for no numbers. The argument is left as it is. */
export function summaryOf(values: ArrayLike<number>): Summary | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  let sum = 0
  for (const value of sorted) sum += value
  return {
    count: sorted.length,
    mean: sum / sorted.length,
    median: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    p99: quantile(sorted, 0.99),
    most: sorted[sorted.length - 1] as number,
  }
}

/** Linear between neighbours (Hyndman and Fan's type 7); of an ascending list that is not empty. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = share * (ascending.length - 1)
  const below = Math.floor(at)
  const low = ascending[below] as number
  const high = ascending[Math.min(below + 1, ascending.length - 1)] as number
  return low + (high - low) * (at - below)
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** With n - 1 below the line; 0 for a single value. */
export function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = meanOf(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
