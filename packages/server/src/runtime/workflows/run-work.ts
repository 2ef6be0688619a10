/**
 * The work of one run: the model asked where a step wants one, the steps drawn off this thread, what was saved kept. A
 * drawing that fails has a placeholder that says why (SPEC D3); money that lacks has none, and says when to come back.
 */
import type { WorkflowRunState } from '@troupe/contract'
import { messageOf } from '../../base/errors.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { Credit } from '../../image/provenance/provenance.ts'
import type { ImageModelPorts } from '../../image/providers/image-asks.ts'
import type { SavedImage } from '../../image/workflow/outcome.ts'
import { readWorkflow } from '../../image/workflow/read-workflow.ts'
import type { Database } from '../../store/database.ts'
import type { ImageKeeper } from '../images/image-keeper.ts'
import type { RunRow } from './workflow-told.ts'

export interface RunWorkParts {
  readonly db: Database
  readonly threads: Pick<ImageProcesses, 'run' | 'placeholder'>
  readonly keeper: Pick<ImageKeeper, 'keep'>
  /** Null where no provider may be asked. */
  readonly ports: ImageModelPorts | null
}

export interface RunEnd {
  readonly state: WorkflowRunState
  readonly message: string | null
  readonly untilMs?: number | null
  readonly costMicros?: number
}

/** Told one after the other: what is written last is true. */
type OnStep = (stepsDone: number, name: string) => Promise<void>

/** Of a stand-in, in pixels. */
const STAND_IN = { width: 1024, height: 768 }
const SUBJECT_LONGEST = 200

export class RunWork {
  readonly #parts: RunWorkParts

  constructor(parts: RunWorkParts) {
    this.#parts = parts
  }

  /** Throws the signal's reason, and what the store or the database throws. */
  async do(run: RunRow, signal: AbortSignal, onStep: OnStep): Promise<RunEnd> {
    const { threads, ports } = this.#parts
    const credit = await this.#credit(run)
    let telling: Promise<void> = Promise.resolve()
    const outcome = await threads.run(readWorkflow(run.workflow), {
      seed: run.seed, credit, signal, port: ports?.portFor({ workspaceId: run.workspace_id, projectId: null, agentId: null }) ?? null,
      onProgress: ({ step, name }) => {
        telling = telling.then(() => onStep(step - 1, name)).catch(() => undefined)
      },
    })
    await telling
    const costMicros = outcome.attempts.reduce((sum, attempt) => sum + (attempt.costMicros ?? 0), 0)
    if (outcome.kind === 'exhausted') return { state: 'refused', message: outcome.message, untilMs: outcome.untilMs, costMicros }
    const why = outcome.kind === 'failed' ? `Step ${outcome.step}: ${outcome.message}` : null
    const images = outcome.kind === 'made' ? outcome.images : [await threads.placeholder({ why: outcome.message, of: subjectOf(run), ...STAND_IN, credit, destination: 'workflows' }, signal)]
    await this.#keep(images, why, run, signal)
    return { state: 'done', message: why, costMicros }
  }

  async #keep(images: readonly SavedImage[], placeholder: string | null, run: RunRow, signal: AbortSignal): Promise<void> {
    for (const image of images) {
      try {
        await this.#parts.keeper.keep({ ...image, placeholder, workflow: run.workflow, projectId: null, profileId: null, runId: run.id }, signal)
      } catch (error) {
        signal.throwIfAborted()
        throw new Error(`The image was made, and could not be stored: ${messageOf(error)}`, { cause: error })
      }
    }
  }

  async #credit({ workspace_id: workspaceId }: RunRow): Promise<Credit> {
    const workspace = await this.#parts.db.selectFrom('workspaces').select('name').where('id', '=', workspaceId).executeTakeFirst()
    return { persona: null, operator: workspace?.name ?? null }
  }
}

function subjectOf({ workflow: { name, steps } }: RunRow): string {
  const prompt = steps.find((step) => step.kind === 'generate')?.params['prompt']
  return (typeof prompt === 'string' && prompt !== '' ? prompt : name).slice(0, SUBJECT_LONGEST).toWellFormed()
}
