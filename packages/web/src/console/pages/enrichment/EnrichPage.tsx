/** A proposal for one persona, field by field beside what it is now. Nothing changes until it is accepted. */
import type { EnrichedField, Enrichment, Persona } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Check, RefreshCw, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { enrichmentPath, personaPath } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page } from '../../parts/Page.tsx'
import { ForRole } from '../../parts/RoleNote.tsx'
import { EnrichmentHistory } from './EnrichmentHistory.tsx'
import { FIELD_WORDS, FieldDiff, fieldsOf } from './FieldDiff.tsx'
import { madeBy } from './generator-words.ts'
import { undo } from './undo.ts'
import { BLANK_NOTES, researchOf, ResearchNotes, type Notes } from './ResearchNotes.tsx'

export function EnrichPage() {
  const { personaId } = useParams({ from: '/shell/personas/$personaId/enrich' })
  const persona = useQuery(answerOf(personaPath(personaId)))
  const history = useQuery(answerOf(enrichmentPath(personaId)))
  const [notes, setNotes] = useState<Notes>(BLANK_NOTES)
  const [asking, setAsking] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const open = history.data?.items.find(({ state }) => state === 'proposed')
  async function ask() {
    setAsking(true)
    setCause(null)
    try {
      await send('POST', enrichmentPath(personaId), { ...researchOf(notes) })
      await refresh(enrichmentPath(personaId))
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setAsking(false)
    }
  }
  return (
    <Page
      title={persona.data === undefined ? 'Enrich' : `Enrich ${persona.data.displayName}`}
      back={{ to: `/personas/${personaId}`, label: persona.data?.displayName ?? 'the persona' }}
      actions={open !== undefined && <Button size="small" disabled={asking} onClick={() => void ask()}><RefreshCw size={14} aria-hidden />{asking ? 'Asking…' : 'Ask again'}</Button>}
    >
      <ForRole what="Enriching a persona" needs="operator">
        <Answer query={history} what="proposals">
          {({ items }) => (
            <div className="flex max-w-4xl flex-col gap-6">
              {cause !== null && <Note tone="bad">{cause}</Note>}
              {open === undefined ? (
                <EmptyState
                  icon={<Sparkles size={22} />}
                  title="Bio, backstory, voice and knowledge, deepened"
                  action={<Button variant="primary" disabled={asking} onClick={() => void ask()}>{asking ? 'Asking…' : 'Ask for a proposal'}</Button>}
                >
                  You see what would change before it does. Name, username, age, place and beliefs stay as they are.
                </EmptyState>
              ) : <Proposal key={open.id} enrichment={open} personaId={personaId} />}
              <ResearchNotes notes={notes} onChange={setNotes} />
              <EnrichmentHistory items={items.filter(({ id }) => id !== open?.id)} personaId={personaId} />
            </div>
          )}
        </Answer>
      </ForRole>
    </Page>
  )
}

function Proposal({ enrichment, personaId }: { enrichment: Enrichment; personaId: string }) {
  const proposed = fieldsOf(enrichment.after)
  const [chosen, setChosen] = useState<ReadonlySet<EnrichedField>>(new Set(proposed))
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const settle = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setCause(null)
    try {
      await act()
      await refresh('/api/personas', '/api/enrichments')
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  const accept = () => settle(async () => {
    const persona = await send<Persona>('PUT', `${personaPath(personaId)}/enrichment`, { enrichmentId: enrichment.id, fields: [...chosen] })
    toast.success(`${persona.displayName} is enriched: ${[...chosen].join(', ')}.`, { duration: 12_000, action: { label: 'Undo', onClick: () => void undo(personaId, enrichment.id) } })
  })
  if (proposed.length === 0) return <Note>It would change nothing. {enrichment.note}</Note>
  return (
    <section aria-label="Proposal" className="flex flex-col">
      <p className="pb-3 text-ink-soft">{madeBy(enrichment)}. {enrichment.note}</p>
      {proposed.map((field) => (
        <div key={field} className="border-t border-line py-4">
          <label className="mb-2 flex w-fit cursor-pointer items-center gap-2 font-semibold">
            <input type="checkbox" checked={chosen.has(field)} onChange={({ target }) => setChosen(new Set(target.checked ? [...chosen, field] : [...chosen].filter((each) => each !== field)))} className="size-4 accent-accent" />
            {FIELD_WORDS[field]}
          </label>
          <FieldDiff field={field} before={enrichment.before} after={enrichment.after} />
        </div>
      ))}
      <div className="sticky -bottom-12 -mx-1 flex flex-wrap items-center gap-2 border-t border-line bg-page px-1 py-3">
        <Button variant="primary" disabled={busy || chosen.size === 0} onClick={() => void accept()}><Check size={15} aria-hidden />{chosen.size === proposed.length ? 'Accept all' : `Accept ${chosen.size} of ${proposed.length} fields`}</Button>
        <Button variant="quiet" disabled={busy} onClick={() => void settle(() => send('DELETE', `${enrichmentPath(personaId)}?enrichmentId=${enrichment.id}`))}>Dismiss</Button>
        {cause !== null && <Note tone="bad" className="w-full">{cause}</Note>}
      </div>
    </section>
  )
}
