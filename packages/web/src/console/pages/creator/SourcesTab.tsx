/** Where this creator's events come in by other wires than our own API, each with a key that is shown once. */
import { eventSourceDraftSchema, type Creator, type EventEntry } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2, Webhook } from 'lucide-react'
import { useCallback, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { answerOf, refresh, send } from '../../data/api.ts'
import { eventSourcePath, EVENT_SOURCES, eventSourcesPath } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Choice, Field, TextInput } from '../../parts/fields.tsx'
import { Fold, Verbatim } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { sourceExample } from './source-example.ts'

const KIND_WORDS: Readonly<Record<EventEntry['kind'], string>> = { segment: 'Segment-style write key', webhook: 'signed webhooks' }

export function SourcesTab({ creator }: { creator: Creator }) {
  const sources = useQuery(answerOf(eventSourcesPath(creator.id)))
  const admin = useMay('admin')
  const [making, setMaking] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)
  const ask = (source: EventEntry) => setQuestion({
    title: `Remove “${source.name}”?`,
    consequence: [`Whatever is sent with ${source.prefix}… is refused from this moment. The events that came by it stay.`],
    confirm: 'Remove the source',
    danger: true,
    act: async () => {
      await send('DELETE', eventSourcePath(source.id))
      await refresh(EVENT_SOURCES)
      toast.success(`“${source.name}” is removed.`)
    },
  })
  return (
    <div className="max-w-3xl">
      <p className="mb-4 text-13 text-pretty text-ink-soft">Events come in through the API with an API key (<code className="text-12">POST /api/events</code>). For a website with a Segment-style client, or a service that sends webhooks, make a source: it lets its holder send this creator’s events and nothing else.</p>
      <Answer query={sources} what="the sources">
        {({ items }) => items.length === 0 ? (
          <EmptyState icon={<Webhook size={22} />} title="No sources yet" action={admin && <Button variant="primary" onClick={() => setMaking(true)}>Make a source</Button>}>{admin ? 'Make one for each website or service that sends events.' : 'An admin makes them.'}</EmptyState>
        ) : (
          <>
            {admin && <div className="mb-3 flex justify-end"><Button size="small" variant="primary" onClick={() => setMaking(true)}><Plus size={14} aria-hidden />Make a source</Button></div>}
            <ul className="divide-y divide-line border-y border-line">
              {items.map((source) => (
                <li key={source.id} className="flex flex-col gap-1 py-2">
                  <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                    <span className="min-w-44 flex-1"><span className="block font-medium">{source.name}</span><span className="font-mono text-12 text-ink-faint">{source.prefix}…</span></span>
                    <span className="text-ink-soft">{KIND_WORDS[source.kind]}</span>
                    <span className="text-12 text-ink-faint">{source.lastUsedAt === null ? 'never used' : <>used <Ago instant={source.lastUsedAt} /></>}</span>
                    {admin && <Button size="small" variant="quiet" aria-label={`Remove ${source.name}`} title="Remove…" onClick={() => ask(source)}><Trash2 size={14} aria-hidden /></Button>}
                  </div>
                  <Fold label="How to send with it"><Verbatim text={sourceExample(source, location.origin, null)} copies="example" /></Fold>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
      {making && <NewSource creator={creator} onClose={() => setMaking(false)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}

interface Values { name: string; kind: EventEntry['kind'] }

function NewSource({ creator, onClose }: { creator: Creator; onClose(): void }) {
  const [made, setMade] = useState<EventEntry | null>(null)
  const shape = useCallback(({ name, kind }: Values) => ({ name, kind, creatorId: creator.id }), [creator.id])
  const form = useForm({
    schema: eventSourceDraftSchema,
    initial: { name: '', kind: 'segment' } as Values,
    shape,
    send: async (draft) => {
      setMade(await send<EventEntry>('POST', EVENT_SOURCES, draft))
      await refresh(EVENT_SOURCES)
    },
  })
  if (made !== null) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title={made.kind === 'segment' ? 'Copy the write key now' : 'Copy the signing secret now'} description="It is shown this once; nobody can read it again." actions={<Button variant="primary" onClick={onClose}>I have it</Button>}>
        <div className="flex flex-col gap-4">
          <Verbatim text={made.secret ?? ''} copies={made.kind === 'segment' ? 'write key' : 'secret'} />
          <div><p className="mb-1 text-12 text-ink-faint">For a first try</p><Verbatim text={sourceExample(made, location.origin, made.secret ?? null)} copies="example" /></div>
        </div>
      </Dialog>
    )
  }
  const { values, set } = form
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Make a source"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Making…' : 'Make the source'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="Name" hint="What will send with it: the website, the shop." fault={form.faultOf('name')}><TextInput autoFocus value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => form.touch('name')} /></Field>
        <Choice
          label="Kind" value={values.kind} onChange={(kind) => set({ kind })}
          options={[
            { value: 'segment', label: 'Write key', hint: 'For Segment’s clients and anything else that can identify, track and page.' },
            { value: 'webhook', label: 'Signed webhooks', hint: 'For services that sign what they send (Standard Webhooks).' },
          ]}
        />
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
