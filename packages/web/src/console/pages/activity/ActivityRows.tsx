/** The rows of live activity, virtualised. It tells when somebody is reading, so that nothing moves under them. */
import type { ActivityItem } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { Button } from '../../../design/Button.tsx'
import type { Older } from '../../live/activity-list.ts'
import { useListKeys } from '../../parts/keyboard.ts'
import { NewPill } from '../../parts/NewPill.tsx'
import { useNarrow } from '../../parts/use-narrow.ts'
import { useRows } from '../../parts/use-rows.ts'
import { ActivityRow } from './ActivityRow.tsx'

const ROW_PX = 36
const CARD_PX = 60
/** Rows before the end at which the next page is asked for. */
const AHEAD = 30

export interface ActivityRowsProps {
  items: readonly ActivityItem[]
  waiting: number
  older: Older
  cut: boolean
  onOlder(): void
  onReading(reading: boolean): void
  onShow(): void
  scroller: RefObject<HTMLDivElement | null>
}

export function ActivityRows({ items, waiting, older, cut, onOlder, onReading, onShow, scroller }: ActivityRowsProps) {
  const [current, setCurrent] = useState<number | null>(null)
  const pointed = useRef(false)
  const navigate = useNavigate()
  const narrow = useNarrow()
  const rows = useRows({ count: items.length, heightPx: narrow ? CARD_PX : ROW_PX, scroller, keyOf: (place) => items[place]?.seq ?? place })

  const tellReading = () => onReading(pointed.current || (scroller.current?.scrollTop ?? 0) > 0)
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const wantsMore = !cut && older.state === 'idle' && older.cursor !== null && last >= items.length - AHEAD
  useEffect(() => {
    if (wantsMore) onOlder()
  }, [wantsMore, onOlder])

  const move = (by: 1 | -1) => {
    const place = current === null ? -1 : items.findIndex(({ seq }) => seq === current)
    const next = Math.min(items.length - 1, Math.max(0, place + by))
    const item = items[next]
    if (item === undefined) return
    setCurrent(item.seq)
    rows.scrollToIndex(next)
    onReading(true)
  }
  const open = ({ turnId, seq }: ActivityItem) => void navigate({ to: '/turns/$turnId', params: { turnId }, search: { entry: String(seq) } })
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      const item = items.find(({ seq }) => seq === current)
      if (item) open(item)
    },
  })

  return (
    <div className="relative min-h-0 flex-1">
      <NewPill waiting={waiting} onShow={onShow} />
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
        className="h-full overflow-y-auto border-t border-line [overflow-anchor:none]"
      >
        <ol aria-label="Activity, newest first" className="relative" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, key, start, size }) => {
            const item = items[index]
            return item && (
              <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
                <ActivityRow item={item} narrow={narrow} current={item.seq === current} />
              </li>
            )
          })}
        </ol>
        <div className="px-4 py-3 text-center text-12 text-ink-faint">
          {older.state === 'loading' && 'Loading older…'}
          {older.state === 'failed' && <>{older.cause} <Button size="small" className="ml-2" onClick={onOlder}>Try again</Button></>}
          {cut ? 'Older lines were let go, to stay quick. Narrow the list or open an agent to see its past.' : older.state === 'idle' && older.cursor === null && 'This is where it begins.'}
        </div>
      </div>
    </div>
  )
}
