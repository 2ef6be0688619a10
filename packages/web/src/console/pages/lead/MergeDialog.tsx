/** Two leads that are one person: what is the other's comes here, and the other goes. What it would make of them is shown before. */
import type { Consumer, Merged } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { leadMergePath, leadPath, leadsPath } from '../../data/engagement-addresses.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { StageMark } from '../../parts/engagement/marks.tsx'
import { Reachable } from '../../parts/engagement/Reachable.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts } from '../../parts/Page.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'

const SHOWN_MOST = 20

export function MergeDialog({ lead, onClose }: { lead: Consumer; onClose(): void }) {
  const [query, setQuery] = useState('')
  const [other, setOther] = useState<Consumer | null>(null)
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const found = useQuery(answerOf(leadsPath({ creatorId: lead.creatorId, query }, SHOWN_MOST), { freshMs: 5_000 }))
  const others = found.data?.items.filter(({ id, erased }) => id !== lead.id && !erased) ?? []
  async function merge(): Promise<void> {
    if (other === null) return
    setBusy(true)
    setCause(null)
    try {
      const { moved } = await send<Merged>('POST', `${leadPath(lead.id)}/merge`, { otherId: other.id })
      await refresh('/api/')
      toast.success(`Merged: ${counted(moved.events, 'event', 'events')}, ${counted(moved.actions, 'action', 'actions')} and ${counted(moved.conversations, 'conversation', 'conversations')} came here.`)
      onClose()
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title={`Merge with ${leadName(lead)}`}
      description="For two leads that are one person. A no on either side stays a no."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" disabled={other === null || busy} onClick={() => void merge()}>{busy ? 'Merging…' : other === null ? 'Merge' : `Merge ${leadName(other)} into this`}</Button>
        </>
      }
    >
      {other === null ? (
        <>
          <SearchBox label="Find the other one" value={query} onValue={setQuery} />
          <ul aria-label="Leads" className="mt-2 divide-y divide-line">
            {others.map((each) => (
              <li key={each.id}>
                <button type="button" onClick={() => setOther(each)} className="flex min-h-11 w-full items-center gap-3 px-1 text-left hover:bg-sunken">
                  <span className="min-w-0 flex-1"><span className="block truncate font-medium">{leadName(each)}</span><span className="block truncate text-12 text-ink-faint">{[each.email, each.phone].filter((way) => way !== null).join(' · ')}</span></span>
                  <StageMark stage={each.context.stage} className="text-12 text-ink-soft" />
                </button>
              </li>
            ))}
            {found.data !== undefined && others.length === 0 && <li className="py-3 text-ink-faint">No other lead of this creator is called that.</li>}
          </ul>
        </>
      ) : (
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-2 gap-6">
            <Side title="Stays" lead={lead} />
            <Side title="Goes into it" lead={other} />
          </div>
          <Afterwards lead={lead} other={other} />
          <Button size="small" className="self-start" onClick={() => setOther(null)}>Choose another</Button>
        </div>
      )}
      {cause !== null && <Note tone="bad" className="mt-3">{cause}</Note>}
    </Dialog>
  )
}

function Afterwards({ lead, other }: { lead: Consumer; other: Consumer }) {
  const preview = useQuery(answerOf(leadMergePath(lead.id, other.id), { freshMs: 0 }))
  if (preview.error !== null) return <Note tone="bad">{causeOf(preview.error)}</Note>
  if (preview.data === undefined) return <p className="text-ink-faint">Looking at both…</p>
  const { consumer, moved: { events, actions, conversations } } = preview.data
  return (
    <>
      <Side title="Afterwards" lead={consumer} />
      <Note tone="wait">
        {counted(events, 'event', 'events')}, {counted(actions, 'planned or sent message', 'planned and sent messages')} and {counted(conversations, 'conversation', 'conversations')} move over, consents with their proofs too; where both know something, this one’s is kept. It cannot be undone.
      </Note>
    </>
  )
}

function Side({ title, lead }: { title: string; lead: Consumer }) {
  return (
    <section className="min-w-0">
      <h3 className="text-12 text-ink-faint">{title}</h3>
      <p className="mb-2 truncate font-medium">{leadName(lead)}</p>
      <Facts
        facts={[
          ['E-mail', lead.email ?? '–'], ['Phone', lead.phone ?? '–'], ['WhatsApp', lead.whatsapp ?? '–'],
          ['Stage', <StageMark key="stage" stage={lead.context.stage} />], ['Events', lead.context.events.toLocaleString('en-US')], ['Reachable', <Reachable key="reachable" lead={lead} />],
        ]}
      />
    </section>
  )
}
