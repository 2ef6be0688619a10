import type { Simulation } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState, type RefObject } from 'react'
import { useListKeys } from '../../../parts/keyboard.ts'
import { useRows } from '../../../parts/use-rows.ts'
import { useWidth } from '../../../parts/use-width.ts'
import { RUN_COLUMNS, SimulationRow, type RowLayout } from './SimulationRow.tsx'

const ROW_PX = 36
const HEAD_PX = 36
const CARD_PX = 64
const WIDE_PX = 1080
const CARDS_BELOW_PX = 660

export interface SimulationTableProps {
  runs: readonly Simulation[]
  chosen: ReadonlySet<string>
  onChoose(run: Simulation, range: boolean): void
  onEscape(): void
  searchBox: RefObject<HTMLInputElement | null>
}

export function SimulationTable({ runs, chosen, onChoose, onEscape, searchBox }: SimulationTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const navigate = useNavigate()
  const [current, setCurrent] = useState<string | null>(null)
  const layout: RowLayout = width >= WIDE_PX ? 'wide' : width >= CARDS_BELOW_PX ? 'middle' : 'card'
  const rows = useRows({ count: runs.length, heightPx: layout === 'card' ? CARD_PX : ROW_PX, scroller, keyOf: (place) => runs[place]?.id ?? place, headPx: layout === 'card' ? 0 : HEAD_PX })
  const move = (by: 1 | -1) => {
    const next = Math.min(runs.length - 1, Math.max(0, runs.findIndex(({ id }) => id === current) + by))
    setCurrent(runs[next]?.id ?? null)
    rows.scrollToIndex(next)
  }
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const run = runs.find(({ id }) => id === current)
      if (run) onChoose(run, false)
    },
    Enter: () => current !== null && void navigate({ to: '/simulations/runs/$simulationId', params: { simulationId: current } }),
    '/': () => searchBox.current?.focus(),
    Escape: onEscape,
  })
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
      {layout !== 'card' && (
        <div className={`${RUN_COLUMNS[layout]} sticky top-0 z-10 h-9 border-b border-line bg-page text-12 text-ink-faint`}>
          <span />
          <span>Simulation</span>
          <span>State</span>
          <span>Population</span>
          {layout === 'wide' && <span>Recommender</span>}
          <span className="text-right">Simulates</span>
          {layout === 'wide' && <span className="text-right">Acts</span>}
          <span className="text-right">Acts/s</span>
          <span className="text-right">Age</span>
        </div>
      )}
      <ul aria-label="Simulations" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start, size }) => {
          const run = runs[index]
          return run && (
            <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
              <SimulationRow run={run} layout={layout} chosen={chosen.has(run.id)} current={run.id === current} onChoose={onChoose} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
