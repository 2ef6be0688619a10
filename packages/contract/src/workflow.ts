/**
 * Image workflows as a resource (SPEC D2): kept in a workspace, changed, run. A run is a job: it waits, draws step by step,
 * and ends with images or with the reason for none. What its steps may be stands in `image.ts`.
 */
import { z } from 'zod'
import { idSchema, instantSchema, pageOf } from './common.ts'
import { imageDescriptionSchema, workflowSchema } from './image.ts'

/** Of one workflow, the newest; older ones go with their images. */
export const RUNS_KEPT_MOST = 40
/** Of a workspace, waiting or under way. */
export const RUNS_OPEN_MOST = 20

/**
 * `refused`: money or a provider's quota lacks, until `until`; it is not tried again by itself. `failed`: not even a
 * placeholder could be made. A workflow that fails in its drawing is `done` with a placeholder that says why (SPEC D3).
 */
export const workflowRunStateSchema = z.enum(['waiting', 'running', 'done', 'refused', 'failed', 'stopped'])
export type WorkflowRunState = z.infer<typeof workflowRunStateSchema>

/** What stands in the file too, as XMP. */
export const imageProvenanceSchema = z.object({
  automated: z.boolean(),
  /** `chart`, `openai:gpt-image-…`, `placeholder`. */
  generator: z.string().nullable(),
  /** IPTC's digital source type, as a URI. */
  digitalSourceType: z.string().nullable(),
  operator: z.string().nullable(),
})

export const madeImageSchema = z.object({
  id: idSchema,
  /** For those who may see the workspace; with `?download=1` to be kept as a file. */
  url: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  format: z.enum(['png', 'jpeg', 'webp', 'avif']),
  bytes: z.number().int(),
  description: imageDescriptionSchema,
  provenance: imageProvenanceSchema,
  /** Why it stands for one that could not be made; null where it does not. */
  placeholder: z.string().nullable(),
})
export type MadeImage = z.infer<typeof madeImageSchema>

export const workflowRunSchema = z.object({
  id: idSchema,
  workflowId: idSchema,
  /** The workflow's, when the run was begun. */
  name: z.string(),
  state: workflowRunStateSchema,
  /** `name` is of the step under way: `generate chart`, `transform crop`, `save`. */
  progress: z.object({ done: z.number().int(), of: z.number().int(), name: z.string().nullable() }),
  /** Why it did not come to the images that were asked for. */
  message: z.string().nullable(),
  /** Of a refused one: when to try again. */
  until: instantSchema.nullable(),
  seed: z.string(),
  costMicros: z.number().int(),
  images: z.array(madeImageSchema),
  by: z.string(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})
export type WorkflowRun = z.infer<typeof workflowRunSchema>
export const workflowRunPageSchema = pageOf(workflowRunSchema)

export const storedWorkflowSchema = workflowSchema.extend({
  id: idSchema,
  /** Whether a step asks a provider's model, which costs money. */
  asksModel: z.boolean(),
  lastRun: workflowRunSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type StoredWorkflow = z.infer<typeof storedWorkflowSchema>
export const storedWorkflowPageSchema = pageOf(storedWorkflowSchema)

/** The same seed gives the same images, as long as no model has a part in them; a new one is drawn where it is left out. */
export const workflowRunOrderSchema = z.strictObject({ seed: z.string().trim().min(1).max(100).optional() })
export type WorkflowRunOrder = z.infer<typeof workflowRunOrderSchema>

/** As it was written, right or wrong: the answer says which. */
export const workflowAttemptSchema = z.record(z.string(), z.unknown()).describe('a workflow with `name` and `steps`, finished or not')

export const workflowVerdictSchema = z.object({
  valid: z.boolean(),
  /** Where it is wrong (JSON pointer) and what mends it. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  /** With what the schemas fill in; null where it is not valid. */
  workflow: workflowSchema.nullable(),
})
export type WorkflowVerdict = z.infer<typeof workflowVerdictSchema>

export const workflowPreviewOrderSchema = z.strictObject({ workflow: workflowAttemptSchema, seed: z.string().max(100).default('preview') })
export const workflowPreviewSchema = z.object({
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  /** Null where it is not valid, where a model would have to be asked, or where the drawing failed. */
  image: z.object({ base64: z.string(), format: z.enum(['png', 'jpeg', 'webp', 'avif']), width: z.number().int(), height: z.number().int(), description: imageDescriptionSchema }).nullable(),
  /** Why there is none, where no fault says so. */
  reason: z.string().nullable(),
})
export type WorkflowPreview = z.infer<typeof workflowPreviewSchema>

/** What an archetype of a pack makes, as a workflow to begin with. */
export const readyWorkflowSchema = z.object({ pack: z.string(), archetype: z.string(), type: z.string(), workflow: workflowSchema })
export type ReadyWorkflow = z.infer<typeof readyWorkflowSchema>
export const readyWorkflowsSchema = z.object({ items: z.array(readyWorkflowSchema) })
