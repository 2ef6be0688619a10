/** Where a page ended: the time and id of its last item. Together they are unique, so nothing is shown twice or left out. */
import type { Id } from '../../../base/ids.ts'

export interface Position {
  readonly atMs: number
  readonly id: Id
}

export interface Slice<Item, At = Position> {
  readonly items: Item[]
  /** Where the next slice begins; null when there is no more. */
  readonly next: At | null
}

/** Rows were asked for with one more than the limit: whether it came tells whether there is more. */
export function sliceOf<Row, At>(rows: readonly Row[], limit: number, positionOf: (row: Row) => At): { readonly rows: readonly Row[]; readonly next: At | null } {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return { rows: kept, next: rows.length > limit && last !== undefined ? positionOf(last) : null }
}
