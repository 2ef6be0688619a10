/** One workflow: its steps as a form, what they would make beside it, and the runs below that. */
import type { StoredWorkflow, WorkflowStep } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Dices, Play, Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { BlobImage } from '../../../design/BlobImage.tsx'
import { Button } from '../../../design/Button.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { counted } from '../../../design/number-format.ts'
import { newRunPath, workflowPath, workflowRunsPath } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { sentence } from '../../forms/fault-words.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { changedStep, faultsOf, movedStep, namesBefore, withoutStep, withStep, type Draft } from './draft-steps.ts'
import { RunLine } from './RunLine.tsx'
import { StepCard } from './StepCard.tsx'
import { useWorkflowDraft } from './use-draft.ts'
import { keep } from './use-live-run.ts'
import { useWorkflowPreview, type ShownPreview } from './use-workflow-preview.ts'

const BACK = { to: '/workflows', label: 'Image workflows' }
const STEPS_MOST = 20
const ADDS: readonly WorkflowStep['kind'][] = ['generate', 'transform', 'save']

export function WorkflowPage() {
  const { workflowId } = useParams({ from: '/shell/workflows/$workflowId' })
  const workflow = useQuery(answerOf(workflowPath(workflowId)))
  return workflow.data === undefined ? <Page title="Workflow" back={BACK}><Answer query={workflow} what="this workflow">{() => null}</Answer></Page> : <Editor key={workflowId} stored={workflow.data} />
}

function Editor({ stored }: { stored: StoredWorkflow }) {
  const navigate = useNavigate()
  const operator = useMay('operator')
  const { draft, dirty, set, discard, saved } = useWorkflowDraft(stored)
  const [seed, setSeed] = useState('preview')
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const preview = useWorkflowPreview(draft, seed, operator)
  const faults = useMemo(() => {
    const found = new Map(preview.drawing ? [] : preview.faults.map(({ path, message }) => [path, sentence(message)]))
    for (const [path, words] of faultsOf(draft)) found.set(path, words)
    return found
  }, [draft, preview.drawing, preview.faults])
  const runs = useQuery(answerOf(workflowRunsPath(stored.id)))

  async function act(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setCause(null)
    try {
      await work()
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  async function save(): Promise<void> {
    await send('PUT', workflowPath(stored.id), draft)
    await refresh('/api/workflows')
    saved(draft)
  }
  const run = () => act(async () => {
    if (dirty) await save()
    keep(stored.id, await send('POST', newRunPath(stored.id), {}))
    // A list that was asked for before it began does not have it.
    void refresh(workflowRunsPath(stored.id))
  })
  const shut = busy || faults.size > 0
  return (
    <Page
      title={stored.name}
      back={BACK}
      actions={operator && (
        <>
          {dirty && <Button size="small" variant="quiet" onClick={discard}>Discard</Button>}
          <Button size="small" variant="quiet" aria-label="Delete this workflow" onClick={() => setQuestion(deleting(stored, runs.data?.items.length ?? 0, () => navigate({ to: '/workflows' })))}><Trash2 size={14} aria-hidden /></Button>
          <Button size="small" disabled={shut || !dirty} title={faults.size > 0 ? 'Mend the faults first' : undefined} onClick={() => void act(async () => { await save(); toast.success('Saved.') })}>Save</Button>
          <Button size="small" variant="primary" disabled={shut} title={faults.size > 0 ? 'Mend the faults first' : undefined} onClick={() => void run()}><Play size={14} aria-hidden />{dirty ? 'Save and run' : 'Run'}</Button>
        </>
      )}
    >
      {cause !== null && <Note tone="bad" className="mb-4">{cause}</Note>}
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Steps draft={draft} faults={faults} readOnly={!operator} onDraft={set} />
        <div className="min-w-0 max-xl:contents xl:sticky xl:top-0 xl:flex xl:max-h-[calc(100dvh-7rem)] xl:flex-col xl:gap-8 xl:self-start xl:overflow-y-auto">
          {operator && <PreviewPanel preview={preview} faulty={faults.size > 0} onAgain={() => setSeed(crypto.randomUUID().slice(0, 8))} />}
          <Section title="Runs">
            <Answer query={runs} what="runs">
              {({ items }) => items.length === 0 ? <p className="text-13 text-pretty text-ink-faint">Not run yet. A run makes the images in full size, with where they come from written into the file.</p> : <ul className="border-b border-line">{items.map((each) => <RunLine key={each.id} run={each} operator={operator} />)}</ul>}
            </Answer>
          </Section>
        </div>
      </div>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </Page>
  )
}

function Steps({ draft, faults, readOnly, onDraft }: { draft: Draft; faults: ReadonlyMap<string, string>; readOnly: boolean; onDraft(draft: Draft): void }) {
  const { name, steps } = draft
  const setSteps = (next: readonly WorkflowStep[]) => onDraft({ ...draft, steps: next })
  const whole = faults.get('/steps') ?? null
  return (
    <div className="min-w-0 max-w-3xl">
      <Field label="Name" fault={faults.get('/name') ?? null} className="mb-6"><TextInput value={name} disabled={readOnly} onChange={({ target }) => onDraft({ ...draft, name: target.value })} /></Field>
      <ol aria-label="Steps" className="flex flex-col">
        {steps.map((step, place) => (
          <StepCard
            // oxlint-disable-next-line react/no-array-index-key
            key={place} step={step} place={place} of={steps.length} names={namesBefore(steps, place)} readOnly={readOnly} faultOf={(pointer) => faults.get(`/steps/${place}${pointer}`) ?? null}
            onStep={(changed) => setSteps(changedStep(steps, place, changed))} onMove={(by) => setSteps(movedStep(steps, place, by))} onRemove={() => setSteps(withoutStep(steps, place))}
          />
        ))}
      </ol>
      {whole !== null && <Note tone="wait" className="mt-2">{whole}</Note>}
      {!readOnly && steps.length < STEPS_MOST && (
        <div className="mt-2 flex flex-wrap items-center gap-2 border-t border-line pt-4">
          {ADDS.map((kind) => <Button key={kind} size="small" aria-label={`Add a step: ${kind}`} onClick={() => setSteps(withStep(steps, kind))}><Plus size={14} aria-hidden />{kind.charAt(0).toUpperCase()}{kind.slice(1)}</Button>)}
        </div>
      )}
    </div>
  )
}

function PreviewPanel({ preview: { image, reason, drawing }, faulty, onAgain }: { preview: ShownPreview; faulty: boolean; onAgain(): void }) {
  return (
    <Section title="Preview" className="max-xl:order-first" aside={<Button size="small" onClick={onAgain} title="Draw it with another seed"><Dices size={14} aria-hidden />Again</Button>}>
      <div aria-busy={drawing} className="grid min-h-56 place-items-center overflow-hidden rounded-medium bg-sunken">
        {image === null ? reason === null && !faulty && <Skeleton className="h-56 w-full" /> : <BlobImage blob={image.blob} alt={image.alt} className={`max-h-64 w-full object-contain xl:max-h-96 transition-opacity duration-150 ${drawing || faulty ? 'opacity-60' : ''}`} />}
      </div>
      <p className="mt-1.5 text-12 text-pretty text-ink-faint" role="status">
        {faulty ? (image === null ? 'Mend what is marked to see it.' : 'Something is marked; this is from before it.') : reason ?? (image === null ? 'Being drawn…' : `${image.alt} Nothing is stored.`)}
      </p>
    </Section>
  )
}

function deleting({ id, name }: StoredWorkflow, runs: number, then: () => Promise<void>): Question {
  return {
    title: `Delete “${name}”?`,
    consequence: [runs === 0 ? 'It was never run, so no image goes with it.' : `${counted(runs, 'run goes', 'runs go')} with it, and the images they made.`, 'It cannot be brought back.'],
    confirm: 'Delete', danger: true,
    act: async () => {
      await send('DELETE', workflowPath(id))
      await then()
      await refresh('/api/workflows')
    },
  }
}
