/** The share of values at or above each: a curve that shows the few largest as well as the many small ones. */

export interface TailPoint {
  readonly value: number
  /** Share of all that are at or above `value`. */
  readonly share: number
}

/** More points than a plot has pixels say nothing. */
const POINTS_MOST = 160

/** Whole values from 1 up, thinned evenly in the logarithm; the first and the last always stay. */
export function tailOf(histogram: ReadonlyMap<number, number>): readonly TailPoint[] {
  const values = [...histogram.keys()].filter((value) => value > 0).sort((a, b) => a - b)
  let total = 0
  for (const count of histogram.values()) total += count
  let above = values.reduce((sum, value) => sum + (histogram.get(value) as number), 0)
  const points = values.map((value) => {
    const point = { value, share: above / total }
    above -= histogram.get(value) as number
    return point
  })
  if (points.length <= POINTS_MOST) return points
  const step = Math.log((values.at(-1) as number) / (values[0] as number)) / POINTS_MOST
  let next = 0
  return points.filter((point, index) => {
    const at = Math.log(point.value / (values[0] as number))
    if (at < next && index !== points.length - 1) return false
    next = at + step
    return true
  })
}

export function histogramOf(values: ArrayLike<number>): Map<number, number> {
  const histogram = new Map<number, number>()
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    histogram.set(value, (histogram.get(value) ?? 0) + 1)
  }
  return histogram
}
