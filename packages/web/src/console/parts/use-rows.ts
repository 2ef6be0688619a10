import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, type RefObject } from 'react'

const AROUND = 12

export interface RowsOptions {
  count: number
  /** All rows are of one height; it may change with the width of the page. */
  heightPx: number
  scroller: RefObject<HTMLDivElement | null>
  keyOf(place: number): string | number
  /** Height of what sticks over the first rows. */
  headPx?: number
}

/** Only the rows in sight are drawn, and some around them. */
export function useRows({ count, heightPx, scroller, keyOf, headPx = 0 }: RowsOptions): Virtualizer<HTMLDivElement, Element> {
  // oxlint-disable-next-line react/incompatible-library -- it hands out one object that changes inside; nothing here is memoised by it
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => heightPx,
    overscan: AROUND,
    scrollPaddingStart: headPx,
    getItemKey: keyOf,
  })
  useEffect(() => rows.measure(), [heightPx, rows])
  return rows
}
