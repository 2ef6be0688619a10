import type { Consumer } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf } from '../../data/api.ts'
import { leadsPath } from '../../data/engagement-addresses.ts'
import { SearchBox } from '../SearchBox.tsx'
import { leadName } from './lead-name.ts'

const SHOWN_MOST = 40

/** Leads by part of a name or an address, to pick one from: what opens under a button. */
export function LeadSearch({ creatorId, onPick }: { creatorId?: string | undefined; onPick(lead: Consumer): void }) {
  const [query, setQuery] = useState('')
  const { data } = useQuery(answerOf(leadsPath({ query, creatorId }, SHOWN_MOST), { freshMs: 15_000 }))
  return (
    <>
      <SearchBox label="Find a lead" value={query} onValue={setQuery} />
      <ul className="mt-1.5 max-h-64 overflow-y-auto">
        {data?.items.map((lead) => (
          <li key={lead.id}>
            <button type="button" onClick={() => onPick(lead)} className="flex h-8 w-full items-center gap-2 rounded-small px-2 text-left text-13 hover:bg-sunken max-sm:h-10">
              <span className="truncate">{leadName(lead)}</span>
              <span className="ml-auto truncate text-12 text-ink-faint">{lead.email ?? lead.phone ?? ''}</span>
            </button>
          </li>
        ))}
        {data?.items.length === 0 && <li className="px-2 py-2 text-13 text-ink-faint">{query === '' ? 'There are no leads yet. They come with the first event, or by import.' : 'No lead is called that.'}</li>}
      </ul>
    </>
  )
}
