/**
 * Images that agents ask for: drawn off this thread, kept in the store with their smaller ones, and noted in the database, all before
 * the turn that asked goes on. What cannot be made has a labelled stand-in (SPEC D3); only money and switches leave an agent without.
 */
import type { Workflow } from '@troupe/contract'
import type { Ask, ImageReply } from '../../agent/brain.ts'
import type { Clock } from '../../base/clock.ts'
import { messageOf, must } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { Credit } from '../../image/provenance/provenance.ts'
import type { ImageModelPorts } from '../../image/providers/image-asks.ts'
import { readWorkflow } from '../../image/workflow/read-workflow.ts'
import type { SavedImage, WorkflowOutcome } from '../../image/workflow/outcome.ts'
import type { ModelAttempt } from '../../llm/model-port.ts'
import type { Scope } from '../../llm/scope.ts'
import type { Database } from '../../store/database.ts'
import type { StoredVariant } from '../../store/schema.ts'

export interface ImageMakerParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly threads: Pick<ImageProcesses, 'run' | 'variants' | 'placeholder'>
  readonly store: ImageStore
  /** Null where no provider may be asked. */
  readonly ports: ImageModelPorts | null
}

/** Of a stand-in, in pixels. */
const STAND_IN = { width: 1024, height: 768 }

export class ImageMaker {
  readonly #parts: ImageMakerParts

  constructor(parts: ImageMakerParts) {
    this.#parts = parts
  }

  async make({ workflow, seed }: Ask & { kind: 'image' }, profileId: Id | null, scope: Scope, signal: AbortSignal): Promise<ImageReply> {
    try {
      const credit = await this.#credit(profileId, scope)
      const outcome = await this.#run(workflow, seed, credit, scope, signal)
      if (outcome.kind === 'exhausted') return { kind: 'exhausted', untilMs: outcome.untilMs, message: outcome.message }
      if (outcome.kind === 'failed' && outcome.bug) this.#parts.log.error({ workflow: workflow.name, step: outcome.step }, `an image could not be made: ${outcome.message}`)
      const made = outcome.kind === 'made' ? outcome.images.at(-1) : undefined
      const why = outcome.kind === 'failed' ? outcome.message : 'The workflow saved nothing.'
      const image = made ?? await this.#parts.threads.placeholder({ why, of: promptOf(workflow), ...STAND_IN, credit, destination: 'images' }, signal)
      const imageId = await this.#keep(image, made === undefined ? why : null, workflow, profileId, scope, signal)
      const { alt, subject, details } = image.description
      return {
        kind: 'made', imageId, picture: { alt, subject, details }, generator: must(image.provenance.generator, 'what made it'), placeholder: made === undefined ? why : null,
        costMicros: costOf(outcome.attempts),
      }
    } catch (error) {
      if (signal.aborted) return { kind: 'failed', message: messageOf(signal.reason), aborted: true }
      return { kind: 'failed', message: messageOf(error) }
    }
  }

  #run(workflow: Workflow, seed: string, credit: Credit, scope: Scope, signal: AbortSignal): Promise<WorkflowOutcome> {
    return this.#parts.threads.run(readWorkflow(workflow), { seed, credit, signal, port: this.#parts.ports?.portFor(scope) ?? null })
  }

  /** Files first: a row names nothing that is not there. A file that no row came to name is found by its age. */
  async #keep(image: SavedImage, placeholder: string | null, workflow: Workflow, profileId: Id | null, scope: Scope, signal: AbortSignal): Promise<Id> {
    const { db, clock, ids, store, threads } = this.#parts
    const { name: file } = await store.put(image.bytes, image.format, image.destination, signal)
    const { smaller, page, colour } = await threads.variants(image.bytes, image.provenance, signal)
    const variants: StoredVariant[] = []
    for (const { bytes, format, width, height } of [...smaller, ...(page === null ? [] : [page])]) variants.push({ file: (await store.put(bytes, format, `${image.destination}/small`, signal)).name, width, height, format })
    const id = ids.next()
    await db.insertInto('images').values({
      id, project_id: must(scope.projectId, 'a project'), profile_id: profileId, file, bytes: image.bytes.byteLength, width: image.width, height: image.height, colour,
      variants: JSON.stringify(variants), description: JSON.stringify(image.description), generator: image.provenance.generator, placeholder,
      workflow: JSON.stringify(workflow), created_at: clock.now(),
    }).execute()
    return id
  }

  async #credit(profileId: Id | null, { workspaceId, agentId }: Scope): Promise<Credit> {
    const { db } = this.#parts
    const persona = profileId === null ? undefined : await db.selectFrom('profiles').select('display_name').where('id', '=', profileId).executeTakeFirst()
    const workspace = await db.selectFrom('workspaces').select('name').where('id', '=', workspaceId).executeTakeFirst()
    // Who acts outside has no member here, and its own name all the same.
    const agent = profileId !== null || agentId === null ? undefined : await db.selectFrom('agents').select('name').where('id', '=', agentId).executeTakeFirst()
    return { persona: persona?.display_name ?? agent?.name ?? null, operator: workspace?.name ?? null }
  }
}

function promptOf({ steps }: Workflow): string | null {
  const prompt = steps.find((step) => step.kind === 'generate')?.params['prompt']
  return typeof prompt === 'string' ? prompt : null
}

function costOf(attempts: readonly ModelAttempt[]): number {
  return attempts.reduce((sum, { costMicros }) => sum + (costMicros ?? 0), 0)
}
