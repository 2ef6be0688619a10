import type { Consumer } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { answerOf } from '../../data/api.ts'
import { leadsPath } from '../../data/engagement-addresses.ts'
import { SearchBox } from '../SearchBox.tsx'
import { leadName } from './lead-name.ts'
import { StageMark } from './marks.tsx'

const SHOWN_MOST = 40

export interface LeadPickerProps {
  value: Consumer | null
  /** Whose leads; all that one may see when left out. */
  creatorId?: string | undefined
  onPick(lead: Consumer): void
}

/** Picks one lead by typing part of a name or an address. */
export function LeadPicker({ value, creatorId, onPick }: LeadPickerProps) {
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const { data } = useQuery({ ...answerOf(leadsPath({ query, creatorId }, SHOWN_MOST), { freshMs: 15_000 }), enabled: open })
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" aria-label={value === null ? 'Choose a lead' : `Lead: ${leadName(value)}`} className="flex h-8 w-full items-center gap-2 rounded-medium border border-line-strong bg-raised px-2.5 text-left text-13 hover:bg-sunken">
          {value === null ? <span className="text-ink-faint">Choose a lead</span> : <><span className="truncate">{leadName(value)}</span><StageMark stage={value.context.stage} className="text-12 text-ink-faint" /></>}
          <ChevronDown aria-hidden size={14} className="ml-auto shrink-0 text-ink-faint" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} collisionPadding={8} className="z-60 w-(--radix-popover-trigger-width) min-w-64 rounded-medium bg-raised p-1.5 shadow-float outline-none">
          <SearchBox label="Find a lead" value={query} onValue={setQuery} />
          <ul className="mt-1.5 max-h-64 overflow-y-auto">
            {data?.items.map((lead) => (
              <li key={lead.id}>
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false)
                    onPick(lead)
                  }}
                  className="flex h-8 w-full items-center gap-2 rounded-small px-2 text-left text-13 hover:bg-sunken max-sm:h-10"
                >
                  <span className="truncate">{leadName(lead)}</span>
                  <span className="ml-auto truncate text-12 text-ink-faint">{lead.email ?? lead.phone ?? ''}</span>
                </button>
              </li>
            ))}
            {data?.items.length === 0 && <li className="px-2 py-2 text-13 text-ink-faint">{query === '' ? 'There are no leads yet. They come with the first event, or by import.' : 'No lead is called that.'}</li>}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
