import type { Goal } from '@troupe/contract'
import { clsx } from 'clsx'
import { Check, CircleDashed, CircleX, Hand, LoaderCircle, Pause, Play, Undo2, Wrench, type LucideIcon } from 'lucide-react'
import { STATE_WORDS, TASK_WORDS, type GoalTask } from './goal-words.ts'

interface Looks { Icon: LucideIcon; colour: string; spin?: boolean }

const GOALS: Readonly<Record<Goal['state'], Looks>> = {
  planning: { Icon: LoaderCircle, colour: 'text-busy', spin: true }, draft: { Icon: Hand, colour: 'text-wait' }, running: { Icon: Play, colour: 'text-good' },
  paused: { Icon: Pause, colour: 'text-wait' }, done: { Icon: Check, colour: 'text-good' }, failed: { Icon: CircleX, colour: 'text-bad' },
}
const TASKS: Readonly<Record<GoalTask['state'], Looks>> = {
  waiting: { Icon: CircleDashed, colour: 'text-ink-faint' }, running: { Icon: LoaderCircle, colour: 'text-busy', spin: true }, done: { Icon: Check, colour: 'text-good' },
  failed: { Icon: CircleX, colour: 'text-bad' }, 'missing-tool': { Icon: Wrench, colour: 'text-bad' }, cancelled: { Icon: Undo2, colour: 'text-ink-faint' },
}

function Mark({ looks: { Icon, colour, spin = false }, word, className }: { looks: Looks; word: string; className?: string | undefined }) {
  return <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}><Icon aria-hidden size={13} strokeWidth={2.25} className={clsx('shrink-0', colour, spin && 'animate-spin')} />{word}</span>
}

export function GoalMark({ state, className }: { state: Goal['state']; className?: string }) {
  return <Mark looks={GOALS[state]} word={STATE_WORDS[state]} className={className} />
}

export function TaskMark({ state, className }: { state: GoalTask['state']; className?: string }) {
  return <Mark looks={TASKS[state]} word={TASK_WORDS[state]} className={className} />
}
