import type { Experiment } from '@troupe/contract'
import { CircleDashed, FlaskConical, Square } from 'lucide-react'
import { STATE_WORDS } from './experiment-words.ts'

const LOOKS = { draft: { Icon: CircleDashed, colour: 'text-ink-faint' }, running: { Icon: FlaskConical, colour: 'text-good' }, stopped: { Icon: Square, colour: 'text-ink-faint' } } as const

export function ExperimentMark({ state, className }: { state: Experiment['state']; className?: string }) {
  const { Icon, colour } = LOOKS[state]
  return <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className ?? ''}`}><Icon aria-hidden size={13} strokeWidth={2.25} className={`shrink-0 ${colour}`} />{STATE_WORDS[state]}</span>
}
