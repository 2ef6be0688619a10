/** Marks of state: a shape and a word, the colour only beside them. */
import type { AgentState, TraceEntry, Turn } from '@troupe/contract'
import { clsx } from 'clsx'
import { Ban, Check, Circle, CircleDashed, CircleOff, CircleX, Hand, LoaderCircle, Moon, OctagonX, Pause, ShieldX, Timer, type LucideIcon } from 'lucide-react'

interface Looks { Icon: LucideIcon; colour: string; fill?: string; spin?: boolean }

const STATES: Readonly<Record<AgentState, Looks>> = {
  ready: { Icon: CircleDashed, colour: 'text-ink-faint' },
  idle: { Icon: Circle, colour: 'text-good', fill: 'fill-current' },
  busy: { Icon: LoaderCircle, colour: 'text-busy', spin: true },
  asleep: { Icon: Moon, colour: 'text-ink-soft' },
  paused: { Icon: Pause, colour: 'text-wait', fill: 'fill-current' },
  failed: { Icon: CircleX, colour: 'text-bad' },
  offline: { Icon: CircleOff, colour: 'text-ink-faint' },
}

/** The colour of a state's share in a bar. */
export const STATE_FILL: Readonly<Record<AgentState, string>> = {
  ready: 'bg-line-strong', idle: 'bg-good', busy: 'bg-busy', asleep: 'bg-ink-faint', paused: 'bg-wait', failed: 'bg-bad', offline: 'bg-pressed',
}

function Mark({ looks: { Icon, colour, fill, spin = false }, word, className, title, bare = false }: { looks: Looks; word: string; className?: string | undefined; title?: string | undefined; bare?: boolean }) {
  return (
    <span title={title ?? (bare ? word : undefined)} className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <Icon aria-hidden size={fill === undefined ? 13 : 10} strokeWidth={2.25} className={clsx('shrink-0', fill !== undefined && 'mx-[1.5px]', colour, fill, spin && 'animate-spin')} />
      {bare ? <span className="sr-only">{word}</span> : word}
    </span>
  )
}

export function StateMark({ state, className, title }: { state: AgentState; className?: string; title?: string }) {
  return <Mark looks={STATES[state]} word={state} className={className} title={title} />
}

const STOPPED: Looks = { Icon: OctagonX, colour: 'text-bad' }

/** Stands still by the kill switch, whatever its state. */
export function StoppedMark({ className, title }: { className?: string; title?: string }) {
  return <Mark looks={STOPPED} word="stopped" className={className} title={title} />
}

const OUTCOMES: Readonly<Record<Turn['outcome'], Looks>> = {
  running: { Icon: LoaderCircle, colour: 'text-busy', spin: true },
  rested: { Icon: Check, colour: 'text-good' },
  slept: { Icon: Moon, colour: 'text-ink-soft' },
  failed: { Icon: CircleX, colour: 'text-bad' },
  killed: { Icon: Ban, colour: 'text-bad' },
}

export function OutcomeMark({ outcome, className, bare = false }: { outcome: Turn['outcome']; className?: string; bare?: boolean }) {
  return <Mark looks={OUTCOMES[outcome]} word={outcome} className={className} bare={bare} />
}

type VerdictKind = NonNullable<TraceEntry['verdict']>['kind']
const VERDICTS: Readonly<Record<VerdictKind, Looks & { word: string }>> = {
  allow: { Icon: Check, colour: 'text-good', word: 'allowed' },
  hold: { Icon: Timer, colour: 'text-wait', word: 'held' },
  ask: { Icon: Hand, colour: 'text-wait', word: 'asks a person' },
  suppress: { Icon: ShieldX, colour: 'text-bad', word: 'suppressed' },
}

export function VerdictMark({ verdict, className, bare = false }: { verdict: VerdictKind; className?: string; bare?: boolean }) {
  return <Mark looks={VERDICTS[verdict]} word={VERDICTS[verdict].word} className={className} bare={bare} />
}
