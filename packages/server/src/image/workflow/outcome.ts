/** What came of a workflow. Only money and quota put an agent to sleep; whatever else goes wrong has a placeholder (SPEC D3). */
import type { ImageDescription } from '@troupe/contract/image'
import type { ModelAttempt } from '../../llm/model-port.ts'
import type { Format } from '../codec.ts'
import type { Provenance } from '../provenance/provenance.ts'

export interface SavedImage {
  /** The folder it is to lie in, such as `posts/2026`. */
  readonly destination: string
  /** The file, its provenance in it. */
  readonly bytes: Uint8Array
  readonly format: Format
  readonly width: number
  readonly height: number
  readonly description: ImageDescription
  /** As it stands in the file too. `provenance.generator` is the label that pages show. */
  readonly provenance: Provenance
}

export type WorkflowOutcome =
  | { readonly kind: 'made'; readonly images: readonly SavedImage[]; readonly attempts: readonly ModelAttempt[] }
  /** Epoch milliseconds; at most a day from now. */
  | { readonly kind: 'exhausted'; readonly untilMs: number; readonly message: string; readonly attempts: readonly ModelAttempt[] }
  /** `step` counts from one. `bug`: none of the failures that are to be expected, so somebody should look. */
  | { readonly kind: 'failed'; readonly step: number; readonly message: string; readonly bug: boolean; readonly attempts: readonly ModelAttempt[] }

export interface WorkflowProgress {
  /** The step that begins, from one. */
  readonly step: number
  readonly of: number
  /** `generate chart`, `transform crop`, `save`. */
  readonly name: string
}
