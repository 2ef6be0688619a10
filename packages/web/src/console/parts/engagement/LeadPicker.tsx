import type { Consumer } from '@troupe/contract'
import { ChevronDown } from 'lucide-react'
import { leadName } from './lead-name.ts'
import { LeadPopover } from './LeadPopover.tsx'
import { StageMark } from './marks.tsx'

export interface LeadPickerProps {
  value: Consumer | null
  /** Whose leads; all that one may see when left out. */
  creatorId?: string | undefined
  onPick(lead: Consumer): void
}

/** Picks one lead by typing part of a name or an address. */
export function LeadPicker({ value, creatorId, onPick }: LeadPickerProps) {
  return (
    <LeadPopover creatorId={creatorId} onPick={onPick} className="w-(--radix-popover-trigger-width) min-w-64">
      <button type="button" aria-label={value === null ? 'Choose a lead' : `Lead: ${leadName(value)}`} className="flex h-8 w-full items-center gap-2 rounded-medium border border-line-strong bg-raised px-2.5 text-left text-13 hover:bg-sunken">
        {value === null ? <span className="text-ink-faint">Choose a lead</span> : <><span className="truncate">{leadName(value)}</span><StageMark stage={value.context.stage} className="text-12 text-ink-faint" /></>}
        <ChevronDown aria-hidden size={14} className="ml-auto shrink-0 text-ink-faint" />
      </button>
    </LeadPopover>
  )
}
