import type { Simulation } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { GitBranch } from 'lucide-react'
import { memo } from 'react'
import { formatShare, formatWhole } from '../../../../design/number-format.ts'
import { RelativeTime } from '../../../../design/RelativeTime.tsx'
import { isMoving, longWords, populationWords, recommenderWords, shareDone } from '../data/simulation-words.ts'
import { RunBar } from '../RunBar.tsx'
import { SimulationMark } from '../SimulationMark.tsx'

export type RowLayout = 'card' | 'middle' | 'wide'

/** The columns of the table; the head uses the same. `--box` is the width of the first, which only those have who may choose. */
export const RUN_COLUMNS: Readonly<Record<'middle' | 'wide', string>> = {
  wide: 'grid grid-cols-[2rem_minmax(11rem,1.6fr)_minmax(11rem,1fr)_minmax(9rem,1fr)_10rem_4.5rem_5rem_5rem_3.5rem] items-center gap-x-3 px-6',
  middle: 'grid grid-cols-[2rem_minmax(9rem,1.5fr)_minmax(9rem,1fr)_minmax(7rem,1fr)_5rem_5rem_3.5rem] items-center gap-x-3 px-6',
}

export interface SimulationRowProps {
  run: Simulation
  layout: RowLayout
  chosen: boolean
  current: boolean
  onChoose(run: Simulation, range: boolean): void
}

export const SimulationRow = memo(function SimulationRow({ run, layout, chosen, current, onChoose }: SimulationRowProps) {
  const look = clsx('h-full border-b border-line', chosen ? 'bg-accent-soft' : current && 'bg-sunken', current && 'shadow-[inset_3px_0_0_var(--color-accent)]')
  const box = (
    <input
      type="checkbox"
      checked={chosen}
      aria-label={`Choose ${run.name}`}
      onChange={(event) => onChoose(run, (event.nativeEvent as MouseEvent).shiftKey)}
      className="size-4 accent-accent max-sm:size-5"
    />
  )
  const name = (
    <Link to="/simulations/runs/$simulationId" params={{ simulationId: run.id }} className="flex min-w-0 items-center gap-1.5 font-medium -outline-offset-1 hover:underline">
      {run.forks.length > 0 && <GitBranch aria-label="a branch" size={13} className="shrink-0 text-ink-faint" />}
      <span className="truncate">{run.name}</span>
    </Link>
  )
  const state = <State run={run} />
  const rate = run.actsPerSecond > 0 ? formatWhole(run.actsPerSecond) : '–'
  if (layout === 'card') {
    return (
      <div className={clsx('flex items-center gap-3 px-4', look)}>
        <span className="-m-2 p-2">{box}</span>
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">{name}<SimulationMark state={run.state} aside={asideOf(run)} className="ml-auto shrink-0 text-12" /></div>
          <p className="tabular mt-0.5 truncate text-12 text-ink-faint">{longWords(run)} · {populationWords(run)} · {recommenderWords(run)} · <RelativeTime instant={run.createdAt} /></p>
          {isMoving(run) && <RunBar run={run} className="mt-1" />}
        </div>
      </div>
    )
  }
  const wide = layout === 'wide'
  return (
    <div className={clsx(RUN_COLUMNS[layout], !chosen && 'hover:bg-sunken', look)}>
      {box}
      {name}
      {state}
      <span className="truncate text-ink-soft" title={populationWords(run)}>{populationWords(run)}</span>
      {wide && <span className="truncate text-ink-soft" title={recommenderWords(run)}>{recommenderWords(run)}</span>}
      <span className="text-right text-ink-soft">{longWords(run)}</span>
      {wide && <span className="tabular text-right text-ink-soft">{run.counts === null ? '–' : formatWhole(run.counts.acts)}</span>}
      <span className="tabular text-right text-ink-soft">{rate}</span>
      <span className="text-right whitespace-nowrap text-ink-soft"><RelativeTime instant={run.createdAt} /></span>
    </div>
  )
})

function State({ run }: { run: Simulation }) {
  return (
    <span className="flex min-w-0 items-center gap-2" title={run.message ?? undefined}>
      <SimulationMark state={run.state} aside={asideOf(run)} />
      {run.state === 'running' && <RunBar run={run} className="min-w-8 flex-1" />}
      {run.state === 'failed' && run.message !== null && <span className="truncate text-12 text-ink-faint">{run.message}</span>}
    </span>
  )
}

function asideOf(run: Simulation): string | undefined {
  if (run.state === 'queued') return run.place === null ? undefined : run.place === 1 ? 'next' : `${run.place}.`
  return run.state === 'running' || run.state === 'stopped' ? formatShare(shareDone(run)) : undefined
}
