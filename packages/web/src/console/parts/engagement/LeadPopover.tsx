import type { Consumer } from '@troupe/contract'
import { Popover } from 'radix-ui'
import { useState, type ReactElement } from 'react'
import { LeadSearch } from './LeadSearch.tsx'

export interface LeadPopoverProps {
  /** Whose leads; all that one may see when left out. */
  creatorId?: string | undefined
  onPick(lead: Consumer): void
  /** The button under which it opens. */
  children: ReactElement
  /** Its width. */
  className: string
}

/** Leads found by typing, under a button; it closes once one is picked. */
export function LeadPopover({ creatorId, onPick, children, className }: LeadPopoverProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} collisionPadding={8} className={`z-60 rounded-medium bg-raised p-1.5 shadow-float outline-none ${className}`}>
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
