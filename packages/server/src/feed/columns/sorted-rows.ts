/** Rows in ascending order in a plain list. Members act in the order of their rows more often than not, so most go to its end. */

/** Where it stands, or where it would. */
export function placeOf(rows: readonly number[], row: number): number {
  let [low, high] = [0, rows.length]
  if (high > 0 && (rows[high - 1] as number) < row) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] as number) < row) low = middle + 1
    else high = middle
  }
  return low
}

export function addRow(rows: number[], row: number): void {
  const place = placeOf(rows, row)
  if (rows[place] !== row) rows.splice(place, 0, row)
}

export function removeRow(rows: number[], row: number): void {
  const place = placeOf(rows, row)
  if (rows[place] === row) rows.splice(place, 1)
}
