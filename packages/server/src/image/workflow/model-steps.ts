/**
 * The steps of a workflow that a provider's model takes, asked before anything is drawn: one after the other, since they
 * are the only ones that cost money, and the first that cannot be had makes the rest pointless.
 */
import type { ModelAttempt } from '../../llm/model-port.ts'
import type { ImageModelPort } from '../providers/image-model-port.ts'
import type { ModelPicture } from './model-picture.ts'
import type { WorkflowOutcome, WorkflowProgress } from './outcome.ts'
import type { ReadWorkflow } from './read-workflow.ts'

export type ModelSteps =
  | { readonly kind: 'ready'; readonly pictures: ReadonlyMap<string, ModelPicture>; readonly attempts: readonly ModelAttempt[] }
  | Exclude<WorkflowOutcome, { kind: 'made' }>

/** `port` null: nobody may be asked here. Throws the signal's reason when it is aborted. */
export async function modelSteps(workflow: ReadWorkflow, port: ImageModelPort | null, signal: AbortSignal, onProgress?: (progress: WorkflowProgress) => void): Promise<ModelSteps> {
  const pictures = new Map<string, ModelPicture>()
  const attempts: ModelAttempt[] = []
  for (const [i, step] of workflow.steps.entries()) {
    if (step.kind !== 'generate' || step.generator !== 'model') continue
    onProgress?.({ step: i + 1, of: workflow.steps.length, name: 'generate model' })
    if (port === null) return { kind: 'failed', step: i + 1, message: 'No image model can be asked here.', bug: false, attempts }
    const { prompt, width, height } = step.params
    const reply = await port.ask({ prompt, width, height }, signal)
    attempts.push(...reply.attempts)
    if (reply.kind === 'answered') pictures.set(step.out, reply.picture)
    else {
      signal.throwIfAborted()
      return reply.kind === 'exhausted' ? { ...reply, attempts } : { kind: 'failed', step: i + 1, message: reply.message, bug: false, attempts }
    }
  }
  return { kind: 'ready', pictures, attempts }
}
