/**
 * Rows of one height, as many as there are: only those in sight are drawn. j, k and the arrows move along, Enter opens,
 * `/` searches, Esc leaves. It tells when somebody reads, so that whoever feeds it lets nothing move under them.
 */
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Button } from '../../design/Button.tsx'
import { useListKeys, type KeyActs } from './keyboard.ts'
import { useRows } from './use-rows.ts'

/** Rows before the end at which the next page is asked for. */
const AHEAD = 30

export interface RowListProps<Item> {
  label: string
  items: readonly Item[]
  keyOf(item: Item): string
  heightPx: number
  /** One row. */
  children(item: Item, current: boolean): ReactNode
  onOpen(item: Item): void
  onEscape?(): void
  /** Somebody is below the top, or has the pointer on a row. */
  onReading?(reading: boolean): void
  /** The next page; null when there is none, or it is on its way. */
  more: (() => void) | null
  moreFailed?: string | null
  /** Sticks over the rows. */
  head?: ReactNode
  headPx?: number
  /** Under the last row. */
  end?: ReactNode
  searchBox?: RefObject<HTMLInputElement | null>
  scroller?: RefObject<HTMLDivElement | null>
  /** Keys besides, given the row one is on. */
  keys?: (current: Item | undefined) => KeyActs
}

export function RowList<Item>({ label, items, keyOf, heightPx, children, onOpen, onEscape, onReading, more, moreFailed = null, head, headPx = 0, end, searchBox, scroller: given, keys }: RowListProps<Item>) {
  const own = useRef<HTMLDivElement>(null)
  const scroller = given ?? own
  const pointed = useRef(false)
  const [current, setCurrent] = useState<string | null>(null)
  const rows = useRows({ count: items.length, heightPx, scroller, keyOf: (place) => (items[place] === undefined ? place : keyOf(items[place])), headPx })
  const shown = rows.getVirtualItems()
  const wantsMore = more !== null && moreFailed === null && (shown.at(-1)?.index ?? 0) >= items.length - AHEAD
  useEffect(() => {
    if (wantsMore) more?.()
  }, [wantsMore, more])

  const tellReading = () => onReading?.(pointed.current || (scroller.current?.scrollTop ?? 0) > 0)
  const place = current === null ? -1 : items.findIndex((item) => keyOf(item) === current)
  const move = (by: 1 | -1) => {
    const next = Math.min(items.length - 1, Math.max(0, place + by))
    const item = items[next]
    if (item === undefined) return
    setCurrent(keyOf(item))
    rows.scrollToIndex(next)
    onReading?.(true)
  }
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => items[place] !== undefined && onOpen(items[place]),
    ...(searchBox === undefined ? {} : { '/': () => searchBox.current?.focus() }),
    Escape: () => {
      setCurrent(null)
      tellReading()
      onEscape?.()
    },
    ...keys?.(items[place]),
  })

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
      {head}
      <ol aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start, size }) => {
          const item = items[index]
          return item !== undefined && (
            <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
              {children(item, keyOf(item) === current)}
            </li>
          )
        })}
      </ol>
      {moreFailed !== null && <p className="px-4 py-3 text-center text-12 text-bad">{moreFailed} <Button size="small" className="ml-2" onClick={() => more?.()}>Try again</Button></p>}
      {end !== undefined && <div className="px-4 py-3 text-center text-12 text-ink-faint">{end}</div>}
    </div>
  )
}

/** How the row one is on looks. */
export const CURRENT_ROW = 'bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]'
