/**
 * A list beside the file of what lies open: rows of one height, of which only those in sight are drawn. j, k and the arrows
 * open the next one, Esc closes it. It tells when somebody reads, so that nothing moves under them.
 */
import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '../../design/Button.tsx'
import { useListKeys, type KeyActs } from './keyboard.ts'
import { useRows } from './use-rows.ts'

/** Rows before the end at which the next page is asked for. */
const AHEAD = 20

export interface OpenListProps<Item> {
  label: string
  items: readonly Item[]
  keyOf(item: Item): string
  heightPx: number
  /** One row. */
  children(item: Item, open: boolean): ReactNode
  openKey: string | null
  /** Null closes; `stepped`: by a key, from one to the next. */
  onOpen(item: Item | null, stepped: boolean): void
  onReading(reading: boolean): void
  /** The next page; null when there is none, or it is on its way. */
  more: (() => void) | null
  moreFailed: string | null
  keys?: KeyActs
}

export function OpenList<Item>({ label, items, keyOf, heightPx, children, openKey, onOpen, onReading, more, moreFailed, keys }: OpenListProps<Item>) {
  const scroller = useRef<HTMLDivElement>(null)
  const pointed = useRef(false)
  const rows = useRows({ count: items.length, heightPx, scroller, keyOf: (place) => (items[place] === undefined ? place : keyOf(items[place])) })
  const shown = rows.getVirtualItems()
  const wantsMore = more !== null && moreFailed === null && (shown.at(-1)?.index ?? 0) >= items.length - AHEAD
  useEffect(() => {
    if (wantsMore) more?.()
  }, [wantsMore, more])
  const place = openKey === null ? -1 : items.findIndex((item) => keyOf(item) === openKey)
  useEffect(() => {
    if (place >= 0) rows.scrollToIndex(place)
  }, [place, rows])

  const tellReading = () => onReading(pointed.current || openKey !== null || (scroller.current?.scrollTop ?? 0) > 0)
  useEffect(tellReading)
  const step = (by: 1 | -1) => {
    const item = items[place < 0 ? 0 : Math.min(items.length - 1, Math.max(0, place + by))]
    if (item !== undefined) onOpen(item, true)
  }
  useListKeys({ j: () => step(1), k: () => step(-1), Enter: () => place < 0 && step(1), Escape: () => openKey !== null && onOpen(null, false), ...keys })

  return (
    <div
      ref={scroller}
      onScroll={tellReading}
      onPointerEnter={(event) => {
        if (event.pointerType !== 'mouse') return
        pointed.current = true
        tellReading()
      }}
      onPointerLeave={() => {
        pointed.current = false
        tellReading()
      }}
      className="min-h-0 flex-1 overflow-y-auto border-t border-line [overflow-anchor:none]"
    >
      <ol aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start, size }) => {
          const item = items[index]
          return item !== undefined && (
            <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>{children(item, keyOf(item) === openKey)}</li>
          )
        })}
      </ol>
      {moreFailed !== null && <p className="px-4 py-3 text-center text-12 text-bad">{moreFailed} <Button size="small" className="ml-2" onClick={() => more?.()}>Try again</Button></p>}
    </div>
  )
}

/** The looks of a row of such a list. */
export function openRowClass(open: boolean): string {
  return `flex h-full w-full min-w-0 flex-col justify-center border-b border-line px-4 text-left -outline-offset-2 sm:px-5 ${open ? 'bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]' : 'hover:bg-sunken/60'}`
}
