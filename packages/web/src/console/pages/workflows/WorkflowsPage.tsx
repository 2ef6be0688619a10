/** The image workflows of a workspace, and those of the packs to begin with. */
import type { ReadyWorkflow, StoredWorkflow } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus, Workflow } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { counted } from '../../../design/number-format.ts'
import { NEW_WORKFLOW, READY_WORKFLOWS, WORKFLOWS } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { NEW_DRAFT, type Draft } from './draft-steps.ts'
import { stepWords } from './step-words.ts'
import { WorkspaceImage } from './WorkspaceImage.tsx'

export function WorkflowsPage() {
  const workflows = useQuery(answerOf(WORKFLOWS))
  const operator = useMay('operator')
  const { make, busy } = useMake()
  const blank = operator && <Button size="small" variant="primary" disabled={busy} onClick={() => void make(NEW_DRAFT)}><Plus size={14} aria-hidden />New workflow</Button>
  return (
    <Page title="Image workflows" actions={blank}>
      <Answer query={workflows} what="workflows">
        {({ items }) => (
          <div className="flex flex-col gap-8">
            {items.length === 0 ? (
              <EmptyState icon={<Workflow size={22} />} title="How an image is made, as steps" action={operator && <Button variant="primary" disabled={busy} onClick={() => void make(NEW_DRAFT)}>Write one</Button>}>
                Generate, transform, save: a chart with a caption, a sprite scaled for a page, a mock-up in a phone. {operator ? 'Begin with one of those below, or with an empty one.' : 'An operator can write one.'}
              </EmptyState>
            ) : (
              <ul className="divide-y divide-line border-y border-line">{items.map((workflow) => <WorkflowLine key={workflow.id} workflow={workflow} />)}</ul>
            )}
            {operator && <ReadyMade open={items.length === 0} busy={busy} onPick={(workflow) => void make(workflow)} />}
          </div>
        )}
      </Answer>
    </Page>
  )
}

function WorkflowLine({ workflow: { id, name, steps, asksModel, lastRun, updatedAt } }: { workflow: StoredWorkflow }) {
  const image = lastRun?.images.at(-1)
  return (
    <li>
      <Link to="/workflows/$workflowId" params={{ workflowId: id }} className="flex min-h-16 items-center gap-4 px-1 py-2 hover:bg-sunken">
        {image === undefined ? <span aria-hidden className="grid h-12 w-16 shrink-0 place-items-center rounded-small bg-sunken text-ink-faint"><Workflow size={16} /></span> : <WorkspaceImage id={image.id} width={160} alt="" className="h-12 w-16 shrink-0 rounded-small bg-sunken object-cover" />}
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-12 text-ink-faint">{steps.map(stepWords).join(' → ')}{asksModel ? '; asks a model' : ''}</span>
        </span>
        <span className="shrink-0 text-right text-12 text-ink-faint max-sm:hidden">{lastRun === null ? <>never run<br />changed <Ago instant={updatedAt} /></> : <>{lastRun.state === 'done' ? 'ran' : lastRun.state} <Ago instant={lastRun.createdAt} /></>}</span>
      </Link>
    </li>
  )
}

/** By what they make, since one looks for a chart and not for who draws it. */
function ReadyMade({ open, busy, onPick }: { open: boolean; busy: boolean; onPick(workflow: Draft): void }) {
  const [shown, setShown] = useState(open)
  const ready = useQuery({ ...answerOf(READY_WORKFLOWS, { freshMs: 60_000 }), enabled: shown || open })
  if (!shown && !open) return <Button size="small" className="self-start" onClick={() => setShown(true)}>Ready-made workflows</Button>
  return (
    <Section title="Ready-made, from the packs">
      <Answer query={ready} what="ready-made workflows">
        {({ items }) => items.length === 0 ? <p className="text-13 text-ink-faint">No pack here makes images.</p> : (
          <>
            <p className="mb-2 text-12 text-ink-faint">{counted(items.length, 'workflow', 'workflows')}; one becomes yours to change when you take it.</p>
            <ul className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">{items.map((item) => <ReadyLine key={`${item.pack} ${item.archetype} ${item.type}`} item={item} busy={busy} onPick={onPick} />)}</ul>
          </>
        )}
      </Answer>
    </Section>
  )
}

function ReadyLine({ item: { pack, archetype, type, workflow }, busy, onPick }: { item: ReadyWorkflow; busy: boolean; onPick(workflow: Draft): void }) {
  const [first] = workflow.steps
  const prompt = first?.kind === 'generate' ? String(first.params['prompt'] ?? '') : ''
  return (
    <li className="flex min-w-0 items-center gap-3 border-t border-line py-2.5">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{type.replaceAll('-', ' ')} <span className="text-12 font-normal text-ink-faint">{archetype}, {pack}</span></span>
        <span className="line-clamp-2 text-12 text-pretty text-ink-soft" title={prompt}>{prompt}</span>
      </span>
      <Button size="small" disabled={busy} aria-label={`Take ${workflow.name}`} onClick={() => onPick(workflow)}>Take</Button>
    </li>
  )
}

function useMake() {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  async function make(draft: Draft): Promise<void> {
    setBusy(true)
    try {
      const { id } = await send('POST', NEW_WORKFLOW, draft)
      await refresh('/api/workflows')
      await navigate({ to: '/workflows/$workflowId', params: { workflowId: id } })
    } catch (error) {
      toast.error(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { make, busy }
}
