import type { Consumer } from '@troupe/contract'
import { ChevronDown } from 'lucide-react'
import { LeadPopover } from './LeadPopover.tsx'

/** One lead as a filter; whoever shows it puts a chip in its place once one is picked. */
export function LeadMenu({ creatorId, onPick }: { creatorId?: string | undefined; onPick(lead: Consumer): void }) {
  return (
    <LeadPopover creatorId={creatorId} onPick={onPick} className="w-72">
      <button type="button" className="inline-flex h-8 shrink-0 items-center gap-1 rounded-full border border-line-strong px-3 text-13 whitespace-nowrap text-ink-soft hover:bg-sunken">
        Lead<ChevronDown aria-hidden size={14} />
      </button>
    </LeadPopover>
  )
}
