/** The agents of the fleet, virtualised. Those in sight are asked about again and again, the others when they come into sight. */
import type { FleetAgent } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useListKeys } from '../../parts/keyboard.ts'
import { DayScale } from '../../parts/strip/DayStrip.tsx'
import { useRows } from '../../parts/use-rows.ts'
import { useWidth } from '../../parts/use-width.ts'
import { FLEET_COLUMNS, FleetRow } from './FleetRow.tsx'
import { useRenewed } from './use-renewed.ts'

const ROW_PX = 36
const HEAD_PX = 36
const CARD_PX = 104
const AHEAD = 30
const WIDE_PX = 1000
const CARDS_BELOW_PX = 620

export interface FleetTableProps {
  agents: readonly FleetAgent[]
  /** Null for each by its own clock. */
  zone: string | null
  searchBox: RefObject<HTMLInputElement | null>
  more: (() => void) | null
}

export function FleetTable({ agents: listed, zone, searchBox, more }: FleetTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const navigate = useNavigate()
  const [current, setCurrent] = useState<string | null>(null)
  const layout = width >= WIDE_PX ? 'wide' : width >= CARDS_BELOW_PX ? 'middle' : 'card'
  const rows = useRows({ count: listed.length, heightPx: layout === 'card' ? CARD_PX : ROW_PX, scroller, keyOf: (place) => listed[place]?.id ?? place, headPx: layout === 'card' ? 0 : HEAD_PX })
  const shown = rows.getVirtualItems()
  const renewed = useRenewed(listed, shown.flatMap(({ index }) => listed[index]?.id ?? []), zone)
  const nearEnd = more !== null && (shown.at(-1)?.index ?? 0) >= listed.length - AHEAD
  useEffect(() => {
    if (nearEnd) more?.()
  }, [nearEnd, more])

  const move = (by: 1 | -1) => {
    const next = Math.min(listed.length - 1, Math.max(0, listed.findIndex(({ id }) => id === current) + by))
    setCurrent(listed[next]?.id ?? null)
    rows.scrollToIndex(next)
  }
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => current !== null && void navigate({ to: '/agents/$agentId', params: { agentId: current } }),
    '/': () => searchBox.current?.focus(),
    Escape: () => setCurrent(null),
  })

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
      {layout !== 'card' && (
        <div className={`${FLEET_COLUMNS[layout]} sticky top-0 z-10 h-9 border-b border-line bg-page text-12 text-ink-faint`}>
          <span>Agent</span>
          <span>State</span>
          <DayScale {...(zone === null ? { className: 'mr-22' } : {})} />
          <span>Did or thought last</span>
          <span className="text-right">Next wake</span>
          <span className="text-right">Spent today</span>
        </div>
      )}
      <ul aria-label="Fleet" className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start, size }) => {
          const agent = listed[index]
          return agent && (
            <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
              <FleetRow agent={renewed.get(agent.id) ?? agent} layout={layout} current={agent.id === current} ownClock={zone === null} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
