import type { Simulation } from '@troupe/contract'
import { clsx } from 'clsx'
import { formatShare } from '../../../design/number-format.ts'
import { shareDone } from './data/simulation-words.ts'

/** How far a run is on its way. */
export function RunBar({ run, className }: { run: Simulation; className?: string }) {
  const share = shareDone(run)
  return (
    <span role="progressbar" aria-label={`${run.name}, ${formatShare(share)} done`} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100} className={clsx('block h-1.5 overflow-hidden rounded-full bg-pressed', className)}>
      <span className={clsx('block h-full rounded-full', run.state === 'failed' ? 'bg-bad' : run.state === 'running' ? 'bg-busy' : 'bg-ink-faint')} style={{ width: `${share * 100}%` }} />
    </span>
  )
}
