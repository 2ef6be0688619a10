import type { AgentVerb } from '@troupe/contract'
import { Pause, Play, Power, RotateCw, X, type LucideIcon } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { counted, formatWhole } from '../../../design/number-format.ts'

const VERBS: readonly { verb: AgentVerb; label: string; Icon: LucideIcon }[] = [
  { verb: 'start', label: 'Start', Icon: Play },
  { verb: 'pause', label: 'Pause', Icon: Pause },
  { verb: 'resume', label: 'Resume', Icon: RotateCw },
  { verb: 'stop', label: 'Stop', Icon: Power },
]

export interface BulkBarProps {
  count: number
  /** All that match, when more of them exist than are chosen. */
  total: number | null
  onAll(): void
  onVerb(verb: AgentVerb): void
  onClear(): void
}

/** Appears with the first chosen agent and says how many there are. */
export function BulkBar({ count, total, onAll, onVerb, onClear }: BulkBarProps) {
  return (
    <div role="toolbar" aria-label="With the chosen agents" className="absolute inset-x-3 bottom-3 z-20 mx-auto flex max-w-fit flex-wrap items-center gap-x-2 gap-y-1.5 rounded-large bg-raised px-3 py-2 shadow-float">
      <span className="tabular px-1 font-semibold">{counted(count, 'agent', 'agents')} chosen</span>
      {total !== null && <button type="button" onClick={onAll} className="text-accent hover:underline">choose all {formatWhole(total)}</button>}
      <span className="flex flex-wrap gap-1.5">
        {VERBS.map(({ verb, label, Icon }) => (
          <Button key={verb} size="small" onClick={() => onVerb(verb)}><Icon size={13} aria-hidden />{label}</Button>
        ))}
      </span>
      <button type="button" aria-label="Choose none" title="Choose none (Esc)" onClick={onClear} className="grid size-7 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink max-sm:absolute max-sm:top-1.5 max-sm:right-2"><X size={15} aria-hidden /></button>
    </div>
  )
}
