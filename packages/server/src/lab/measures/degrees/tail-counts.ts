/** Whole positive values and how often each comes, ascending: what fits are computed on, however many members stand behind. */
export interface TailCounts {
  readonly values: Float64Array
  readonly counts: Float64Array
}

export function tailCounts(histogram: ReadonlyMap<number, number>): TailCounts {
  const values = Float64Array.from([...histogram.keys()].filter((value) => value > 0)).sort()
  return { values, counts: values.map((value) => histogram.get(value) as number) }
}

/** From the value at `index` up. */
export function tailFrom({ values, counts }: TailCounts, index: number): TailCounts {
  return { values: values.subarray(index), counts: counts.subarray(index) }
}

export function countOf({ counts }: TailCounts): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}
