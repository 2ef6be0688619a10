import type { Consumer } from '@troupe/contract'
import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { LeadSearch } from './LeadSearch.tsx'

/** One lead as a filter, found by typing; whoever shows it puts a chip in its place once one is picked. */
export function LeadMenu({ creatorId, onPick }: { creatorId?: string | undefined; onPick(lead: Consumer): void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="inline-flex h-8 shrink-0 items-center gap-1 rounded-full border border-line-strong px-3 text-13 whitespace-nowrap text-ink-soft hover:bg-sunken">
        Lead<ChevronDown aria-hidden size={14} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} collisionPadding={8} className="z-60 w-72 rounded-medium bg-raised p-1.5 shadow-float outline-none">
          <LeadSearch
            creatorId={creatorId}
            onPick={(lead) => {
              setOpen(false)
              onPick(lead)
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
