/** One job, done in the process that calls. */
import type { Clock } from '../../base/clock.ts'
import { unreachable } from '../../base/errors.ts'
import { placeholderOf } from '../placeholder.ts'
import { drawnPng } from '../rasterise.ts'
import { uploadOf } from '../upload.ts'
import { variantsOf } from '../variants.ts'
import type { WorkflowProgress } from '../workflow/outcome.ts'
import { runWorkflow, type Generators } from '../workflow/run-workflow.ts'
import type { ImageJob, ImageJobResults } from './image-job.ts'

export interface JobSurroundings {
  readonly generators: Generators
  readonly fontFiles: readonly string[] | null
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress: (progress: WorkflowProgress) => void
}

export function doJob(job: ImageJob, { generators, fontFiles, clock, signal, onProgress }: JobSurroundings): Promise<ImageJobResults[keyof ImageJobResults]> {
  switch (job.kind) {
    case 'workflow':
      return runWorkflow(job.workflow, { ...job, generators, clock, signal, onProgress, ...(fontFiles === null ? {} : { fontFiles }) })
    case 'upload':
      return uploadOf(job.bytes, job.rules)
    case 'variants':
      return variantsOf(job.file, job.provenance, signal)
    case 'placeholder':
      return placeholderOf(job.options)
    case 'png':
      return Promise.resolve(drawnPng(job.svg, job.scale, fontFiles ?? undefined))
    default:
      return unreachable(job)
  }
}
