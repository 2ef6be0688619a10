import { Columns3, Trash2, X } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../../../design/Button.tsx'
import { counted } from '../../../../design/number-format.ts'

export interface ChosenBarProps {
  ids: readonly string[]
  /** Null for those who may not delete. */
  onDelete: (() => void) | null
  onClear(): void
}

/** Appears with the first chosen run: compare takes two. */
export function ChosenBar({ ids, onDelete, onClear }: ChosenBarProps) {
  return (
    <div role="toolbar" aria-label="With the chosen simulations" className="absolute inset-x-3 bottom-3 z-20 mx-auto flex max-w-fit flex-wrap items-center gap-x-2 gap-y-1.5 rounded-large bg-raised px-3 py-2 shadow-float">
      <span className="tabular px-1 font-semibold">{counted(ids.length, 'simulation', 'simulations')} chosen</span>
      {ids.length < 2
        ? <span className="text-ink-faint">choose another to compare</span>
        : <Link to="/simulations/compare" search={{ runs: ids.join(',') }} className={buttonClass('primary', 'small')}><Columns3 size={13} aria-hidden />Compare</Link>}
      {onDelete !== null && <Button size="small" onClick={onDelete} className="text-bad!"><Trash2 size={13} aria-hidden />Delete…</Button>}
      <button type="button" aria-label="Choose none" title="Choose none (Esc)" onClick={onClear} className="grid size-7 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><X size={15} aria-hidden /></button>
    </div>
  )
}
