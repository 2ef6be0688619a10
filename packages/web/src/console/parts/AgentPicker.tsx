import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { Avatar } from '../../design/Avatar.tsx'
import { agentsPath } from '../data/addresses.ts'
import { answerOf } from '../data/api.ts'
import { SearchBox } from './SearchBox.tsx'

const SHOWN_MOST = 30

/** Picks one agent by typing part of its name. */
export function AgentPicker({ onPick }: { onPick(id: string): void }) {
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const { data } = useQuery({ ...answerOf(agentsPath({ query }, SHOWN_MOST), { freshMs: 15_000 }), enabled: open })
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="inline-flex h-8 shrink-0 items-center gap-1 rounded-full border border-line-strong px-3 text-13 text-ink-soft hover:bg-sunken">
          Agent <ChevronDown aria-hidden size={14} />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} collisionPadding={8} className="z-50 w-64 rounded-medium bg-raised p-1.5 shadow-float outline-none">
          <SearchBox label="Find an agent" value={query} onValue={setQuery} />
          <ul className="mt-1.5 max-h-64 overflow-y-auto">
            {data?.items.map(({ id, name, persona }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false)
                    onPick(id)
                  }}
                  className="flex h-8 w-full items-center gap-2 rounded-small px-2 text-left hover:bg-sunken max-sm:h-10"
                >
                  <Avatar name={name} src={persona?.avatarUrl ?? null} size={20} decorative />
                  <span className="truncate">{name}</span>
                </button>
              </li>
            ))}
            {data?.items.length === 0 && <li className="px-2 py-2 text-ink-faint">No agent is called that.</li>}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
