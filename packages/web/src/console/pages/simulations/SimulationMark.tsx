import type { SimulationState } from '@troupe/contract'
import { clsx } from 'clsx'
import { Check, CircleX, Hourglass, LoaderCircle, Pause, type LucideIcon } from 'lucide-react'

const LOOKS: Readonly<Record<SimulationState, { Icon: LucideIcon; colour: string; spin?: boolean }>> = {
  queued: { Icon: Hourglass, colour: 'text-wait' },
  running: { Icon: LoaderCircle, colour: 'text-busy', spin: true },
  stopped: { Icon: Pause, colour: 'text-ink-soft' },
  done: { Icon: Check, colour: 'text-good' },
  failed: { Icon: CircleX, colour: 'text-bad' },
}

/** A run's state: a shape and a word, the colour only beside them. */
export function SimulationMark({ state, aside, className }: { state: SimulationState; aside?: string | undefined; className?: string }) {
  const { Icon, colour, spin } = LOOKS[state]
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <Icon aria-hidden size={13} strokeWidth={2.25} className={clsx('shrink-0', colour, spin && 'animate-spin')} />
      {state}
      {aside !== undefined && <span className="tabular text-ink-faint">{aside}</span>}
    </span>
  )
}
