/** One run over many personas: how far it is, and its proposals to decide about, all at once or one by one. */
import type { Enrichment, EnrichmentRunDetail, RunAccepted } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Check, Square } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Avatar } from '../../../design/Avatar.tsx'
import { Button } from '../../../design/Button.tsx'
import { counted, formatMoney } from '../../../design/number-format.ts'
import { enrichmentPath, enrichmentRunPath } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Fold } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page } from '../../parts/Page.tsx'
import { FIELD_WORDS, FieldDiff, fieldsOf } from './FieldDiff.tsx'
import { madeBy } from './generator-words.ts'
import { doneOf, stateWords } from './run-words.ts'
import { undo } from './undo.ts'

const LOOK_EVERY_MS = 1_500

export function RunPage() {
  const { runId } = useParams({ from: '/shell/enrichments/$runId' })
  const run = useQuery(answerOf(enrichmentRunPath(runId), { everyMs: LOOK_EVERY_MS }))
  const operator = useMay('operator')
  const [question, setQuestion] = useState<Question | null>(null)
  const { data } = run
  const acceptAll = ({ counts: { proposed } }: EnrichmentRunDetail) => setQuestion({
    title: `Accept ${counted(proposed, 'proposal', 'proposals')}?`,
    consequence: [`${counted(proposed, 'persona', 'personas')} ${proposed === 1 ? 'gets' : 'get'} the bio, backstory, voice and knowledge proposed. Where somebody changed one meanwhile, it is left alone and told.`],
    confirm: `Accept ${proposed}`,
    act: async () => {
      const { applied, failed } = await send<RunAccepted>('POST', `${enrichmentRunPath(runId)}/accept`, {})
      toast[failed.length > 0 ? 'warning' : 'success'](`${counted(applied, 'persona', 'personas')} enriched${failed.length > 0 ? `, ${failed.length} left alone` : ''}.`, failed.length > 0 ? { description: failed[0]?.reason } : {})
      await refresh('/api/enrichments', '/api/personas')
    },
  })
  const open = data?.state === 'running' || data?.state === 'asleep'
  return (
    <Page
      title="Enrichment"
      back={{ to: '/enrichments', label: 'Enrichment runs' }}
      actions={data && operator && (
        <>
          {open && <Button size="small" onClick={() => void send('POST', `${enrichmentRunPath(runId)}/stop`, {}).then(() => refresh('/api/enrichments'), (error: unknown) => toast.error(causeOf(error)))}><Square size={13} aria-hidden />Stop</Button>}
          {data.counts.proposed > 0 && <Button size="small" variant="primary" onClick={() => acceptAll(data)}><Check size={14} aria-hidden />Accept {data.counts.proposed === data.personas ? 'all ' : ''}{data.counts.proposed}</Button>}
        </>
      )}
    >
      <Answer query={run} what="this run">
        {(detail) => (
          <div className="flex max-w-4xl flex-col gap-4">
            <Progress run={detail} />
            <ul className="divide-y divide-line border-y border-line">
              {detail.enrichments.map((enrichment) => <ProposalRow key={enrichment.id} enrichment={enrichment} mayAct={operator} />)}
            </ul>
            {doneOf(detail) > detail.enrichments.length && <p className="text-12 text-ink-faint">The first {detail.enrichments.length} of {doneOf(detail)}, those to decide about first.</p>}
          </div>
        )}
      </Answer>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </Page>
  )
}

function Progress({ run }: { run: EnrichmentRunDetail }) {
  const { personas, counts, state, apply, by, createdAt, costMicros } = run
  const share = personas === 0 ? 1 : doneOf(run) / personas
  const parts = [counts.applied > 0 && `${counts.applied} accepted`, counts.proposed > 0 && `${counts.proposed} to decide`, counts.dismissed > 0 && `${counts.dismissed} dismissed`, counts.undone > 0 && `${counts.undone} undone`, costMicros > 0 && formatMoney(costMicros)]
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-soft">
        <span role="status" className="font-medium text-ink">{counted(personas, 'persona', 'personas')}, {stateWords(run)}.</span> {parts.filter((part) => part !== false).join(', ')}{parts.some((part) => part !== false) ? '. ' : ''}
        {apply ? 'Each is accepted as it comes. ' : ''}Begun by {by} <Ago instant={createdAt} />.
      </p>
      <div role="progressbar" aria-label="Asked" aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100} className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
      {state === 'asleep' && <Note tone="wait">It goes on by itself {run.until === null ? 'later' : <>at <Ago instant={run.until} /></>}.</Note>}
    </div>
  )
}

function ProposalRow({ enrichment, mayAct }: { enrichment: Enrichment; mayAct: boolean }) {
  const { id, persona, state, before, after, note } = enrichment
  const [busy, setBusy] = useState(false)
  const fields = fieldsOf(after)
  const act = (what: () => Promise<unknown>) => {
    setBusy(true)
    void what().then(() => refresh('/api/enrichments', '/api/personas'), (error: unknown) => toast.error(causeOf(error))).finally(() => setBusy(false))
  }
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Avatar name={persona.displayName} src={persona.avatarUrl} size={32} decorative />
        <Link to="/personas/$personaId" params={{ personaId: persona.id }} className="min-w-0 flex-1 truncate hover:underline"><span className="font-medium">{persona.displayName}</span> <span className="text-12 text-ink-faint">@{persona.username}</span></Link>
        {state === 'proposed' && mayAct && (
          <>
            <Button size="small" variant="quiet" disabled={busy} onClick={() => act(() => send('DELETE', `${enrichmentPath(persona.id)}?enrichmentId=${id}`))}>Dismiss</Button>
            <Button size="small" disabled={busy} onClick={() => act(() => send('PUT', enrichmentPath(persona.id), { enrichmentId: id }))}><Check size={14} aria-hidden />Accept</Button>
          </>
        )}
        {state === 'applied' && mayAct && <Button size="small" variant="quiet" disabled={busy} onClick={() => act(() => undo(persona.id, id))}>Undo</Button>}
        {state !== 'proposed' && <span className="w-16 text-right text-12 text-ink-faint">{state === 'applied' ? 'accepted' : state}</span>}
      </div>
      {state === 'failed' ? <p className="mt-1 pl-10 text-12 text-bad">{note}</p> : (
        <div className="pl-10">
          <p className="line-clamp-2 text-ink-soft">{after.bio ?? before.bio ?? ''}</p>
          <Fold label={<span className="text-12">What changes: {fields.join(', ')}</span>}>
            <div className="flex flex-col gap-4 py-2">
              <p className="text-12 text-ink-faint">{madeBy(enrichment)}. {note}</p>
              {fields.map((field) => <div key={field}><p className="mb-1 font-semibold">{FIELD_WORDS[field]}</p><FieldDiff field={field} before={before} after={after} /></div>)}
            </div>
          </Fold>
        </div>
      )}
    </li>
  )
}
