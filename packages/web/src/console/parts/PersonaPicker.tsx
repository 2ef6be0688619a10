import type { Persona } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { Avatar } from '../../design/Avatar.tsx'
import { personasPath } from '../data/addresses.ts'
import { answerOf } from '../data/api.ts'
import { SearchBox } from './SearchBox.tsx'

const SHOWN_MOST = 40
type Picked = Pick<Persona, 'id' | 'displayName' | 'username' | 'avatarUrl'>

export function PersonaPicker({ value, onPick }: { value: Picked | null; onPick(persona: Picked): void }) {
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const { data } = useQuery({ ...answerOf(personasPath({ query }, SHOWN_MOST), { freshMs: 15_000 }), enabled: open })
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="flex h-9 w-full items-center gap-2 rounded-medium border border-line-strong bg-raised px-2.5 text-left hover:bg-sunken">
          {value === null ? <span className="text-ink-faint">Choose a persona</span> : <><Avatar name={value.displayName} src={value.avatarUrl} size={20} decorative /><span className="truncate">{value.displayName}</span><span className="truncate text-ink-faint">@{value.username}</span></>}
          <ChevronDown aria-hidden size={14} className="ml-auto shrink-0 text-ink-faint" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} collisionPadding={8} className="z-60 w-(--radix-popover-trigger-width) rounded-medium bg-raised p-1.5 shadow-float outline-none">
          <SearchBox label="Find a persona" value={query} onValue={setQuery} />
          <ul className="mt-1.5 max-h-64 overflow-y-auto">
            {data?.items.map((persona) => (
              <li key={persona.id}>
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false)
                    onPick(persona)
                  }}
                  className="flex h-8 w-full items-center gap-2 rounded-small px-2 text-left hover:bg-sunken max-sm:h-10"
                >
                  <Avatar name={persona.displayName} src={persona.avatarUrl} size={20} decorative />
                  <span className="truncate">{persona.displayName}</span>
                  <span className="truncate text-ink-faint">@{persona.username}</span>
                </button>
              </li>
            ))}
            {data?.items.length === 0 && <li className="px-2 py-2 text-ink-faint">No persona is called that.</li>}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
