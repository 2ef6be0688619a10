/** What a workflow would make, drawn while somebody writes it. Stores nothing, asks no model, and says what is wrong instead where something is. */
import type { Workflow, WorkflowPreview } from '@troupe/contract'
import { messageOf } from '../../base/errors.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { ReadStep, ReadWorkflow } from '../../image/workflow/read-workflow.ts'
import { WORKFLOW_LIMITS } from '../../image/workflow/limits.ts'
import { asksModel } from './workflow-told.ts'
import { verdictOn } from './workflows.ts'

const QUALITY = 80
/** Whoever types waits for it. */
const TIME_MOST_MS = 10_000

export async function previewWorkflow(threads: Pick<ImageProcesses, 'run'>, draft: unknown, seed: string, signal: AbortSignal): Promise<WorkflowPreview> {
  const { faults, workflow } = verdictOn(draft)
  if (workflow === null) return { faults, image: null, reason: null }
  if (asksModel(workflow)) return { faults, image: null, reason: 'A step asks a model, which costs money: run the workflow to see what it makes.' }
  const outcome = await threads.run(lightened(workflow), { seed, credit: { persona: null, operator: null }, signal, port: null, limits: { ...WORKFLOW_LIMITS, timeMostMs: TIME_MOST_MS } })
  if (outcome.kind !== 'made') return { faults, image: null, reason: outcome.kind === 'failed' ? `Step ${outcome.step}: ${outcome.message}` : messageOf(outcome.message) }
  const [image] = outcome.images
  if (image === undefined) return { faults, image: null, reason: 'Nothing was saved.' }
  const { bytes, format, width, height, description } = image
  return { faults, image: { base64: Buffer.from(bytes).toString('base64'), format, width, height, description }, reason: null }
}

/** Up to the last thing that is saved, which is made light for the way. */
function lightened(workflow: Workflow): ReadWorkflow {
  const last = workflow.steps.findLastIndex(({ kind }) => kind === 'save')
  const steps = workflow.steps.slice(0, last).filter(({ kind }) => kind !== 'save')
  const save = workflow.steps[last]
  const end = [
    { kind: 'transform', op: 'format', in: save?.kind === 'save' ? save.in : '', params: { to: 'webp', quality: QUALITY }, out: 'preview-light' },
    { kind: 'save', in: 'preview-light', destination: 'preview' },
  ]
  return { name: workflow.name, steps: [...steps, ...end] as readonly ReadStep[] }
}
