/** What the server and its drawing processes say to each other, and what a job comes to. Plain data both ways. */
import type { ErrorKind } from '../../base/errors.ts'
import type { IntakeRules, RefusedImageCode } from '../intake.ts'
import type { PlaceholderOptions } from '../placeholder.ts'
import type { Credit, Provenance } from '../provenance/provenance.ts'
import type { Upload } from '../upload.ts'
import type { Variants } from '../variants.ts'
import type { WorkflowLimits } from '../workflow/limits.ts'
import type { ModelPicture } from '../workflow/model-picture.ts'
import type { SavedImage, WorkflowOutcome, WorkflowProgress } from '../workflow/outcome.ts'
import type { ReadWorkflow } from '../workflow/read-workflow.ts'

export type ImageJob =
  | { readonly kind: 'workflow'; readonly workflow: ReadWorkflow; readonly seed: string; readonly credit: Credit; readonly limits: WorkflowLimits; readonly modelPictures: ReadonlyMap<string, ModelPicture> }
  | { readonly kind: 'upload'; readonly bytes: Uint8Array; readonly rules: IntakeRules }
  | { readonly kind: 'variants'; readonly file: Uint8Array; readonly provenance: Provenance | null }
  | { readonly kind: 'placeholder'; readonly options: PlaceholderOptions }
  | { readonly kind: 'png'; readonly svg: string; readonly scale: number }

export interface ImageJobResults {
  readonly workflow: Exclude<WorkflowOutcome, { kind: 'exhausted' }>
  readonly upload: Upload
  readonly variants: Variants
  readonly placeholder: SavedImage
  readonly png: Uint8Array
}

/** What a process is begun with, as JSON in its arguments. */
export interface ProcessData {
  /** Of the module whose `OFFLINE_GENERATORS` are to draw; functions can't be sent. */
  readonly generators: string
  readonly fontFiles: readonly string[] | null
}

export type ToProcess = { readonly kind: 'job'; readonly job: ImageJob } | { readonly kind: 'abort' }
export type FromProcess =
  | { readonly kind: 'progress'; readonly progress: WorkflowProgress }
  | { readonly kind: 'done'; readonly result: ImageJobResults[keyof ImageJobResults] }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** An error, as far as it goes from one process to another. */
export interface Failure {
  readonly message: string
  readonly stack: string | null
  /** Set where it was to be expected. */
  readonly expected: { readonly kind: ErrorKind; readonly code: string } | null
  readonly refused: RefusedImageCode | null
}
