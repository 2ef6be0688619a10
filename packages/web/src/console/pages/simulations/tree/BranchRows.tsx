import type { Simulation } from '@troupe/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { useRef, useState, type CSSProperties } from 'react'
import { useListKeys } from '../../../parts/keyboard.ts'
import { useRows } from '../../../parts/use-rows.ts'
import { useWidth } from '../../../parts/use-width.ts'
import { forkWords, recommenderWords } from '../data/simulation-words.ts'
import { SimulationMark } from '../SimulationMark.tsx'
import { LaneDrawing, LANE_ROW_PX } from './LaneDrawing.tsx'
import type { Lane, Lanes } from './branch-lanes.ts'

const HEAD_PX = 32
const NAMES_PX = 320
const NAMES_NARROW_PX = 172
const NARROW_PX = 760
const END_PX = 28
const INDENT_PX = 14
const INDENTS_MOST = 6

export interface BranchRowsProps extends Lanes {
  runs: ReadonlyMap<string, Simulation>
  chosen: ReadonlySet<string>
  onChoose(id: string): void
  onEscape(): void
}

export function BranchRows({ lanes, ticks, runs, chosen, onChoose, onEscape }: BranchRowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const navigate = useNavigate()
  const [current, setCurrent] = useState<string | null>(null)
  const narrow = width < NARROW_PX
  const names = narrow ? NAMES_NARROW_PX : NAMES_PX
  const room = Math.max(0, width - names - END_PX)
  const rows = useRows({ count: lanes.length, heightPx: LANE_ROW_PX, scroller, keyOf: (place) => lanes[place]?.id ?? place, headPx: HEAD_PX })
  const move = (by: 1 | -1) => {
    const next = Math.min(lanes.length - 1, Math.max(0, lanes.findIndex(({ id }) => id === current) + by))
    setCurrent(lanes[next]?.id ?? null)
    rows.scrollToIndex(next)
  }
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => current !== null && onChoose(current),
    Enter: () => current !== null && void navigate({ to: '/simulations/runs/$simulationId', params: { simulationId: current } }),
    Escape: onEscape,
  })
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto border-t border-line" style={{ '--names': `${names}px` } as CSSProperties}>
      <div aria-hidden className="sticky top-0 z-10 border-b border-line bg-page" style={{ height: HEAD_PX }}>
        {ticks.map(({ share, label }) => <span key={label} className={clsx('tabular absolute top-2 text-12 whitespace-nowrap text-ink-faint', share > 0 && '-translate-x-1/2')} style={{ left: names + share * room }}>{label}</span>)}
      </div>
      <div className="relative" style={{ height: rows.getTotalSize() }}>
        <LaneDrawing lanes={lanes} ticks={ticks} runs={runs} chosen={chosen} left={names} width={room} height={rows.getTotalSize()} />
        <ul aria-label="Runs and their branches">
          {rows.getVirtualItems().map(({ index, key, start, size }) => {
            const lane = lanes[index]
            const run = lane && runs.get(lane.id)
            return lane && run && (
              <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
                <BranchRow lane={lane} run={run} narrow={narrow} chosen={chosen.has(run.id)} current={run.id === current} onChoose={onChoose} />
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}

function BranchRow({ lane, run, narrow, chosen, current, onChoose }: { lane: Lane; run: Simulation; narrow: boolean; chosen: boolean; current: boolean; onChoose(id: string): void }) {
  const where = forkWords(run, run.from)
  return (
    <div className={clsx('group relative h-full', current && 'shadow-[inset_3px_0_0_var(--color-accent)]')}>
      {/* The whole row opens the run; its name is the link that keyboards and readers find. */}
      <Link to="/simulations/runs/$simulationId" params={{ simulationId: run.id }} tabIndex={-1} aria-hidden className="absolute inset-0 group-hover:bg-sunken/60" />
      <div className="pointer-events-none relative flex h-full items-center gap-2 pr-3 pl-4 sm:pl-6" style={{ width: 'var(--names)' }}>
        <input type="checkbox" aria-label={`Choose ${run.name}`} checked={chosen} onChange={() => onChoose(run.id)} className="pointer-events-auto size-4 shrink-0 accent-accent" />
        <div className="min-w-0 flex-1" style={{ paddingLeft: Math.min(lane.depth, INDENTS_MOST) * (narrow ? 6 : INDENT_PX) }}>
          <Link to="/simulations/runs/$simulationId" params={{ simulationId: run.id }} className="pointer-events-auto block truncate font-medium -outline-offset-1 hover:underline">{run.name}</Link>
          <p className="flex gap-2 truncate text-12 text-ink-faint">
            <SimulationMark state={run.state} />
            {!narrow && <span className="truncate">{where === null ? recommenderWords(run) : `${where}, ${recommenderWords(run)}`}</span>}
          </p>
        </div>
      </div>
    </div>
  )
}
