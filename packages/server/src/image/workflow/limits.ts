/** How far a workflow may go before it is given up. */
import { ExpectedError } from '../../base/errors.ts'

export interface WorkflowLimits {
  /** Of one picture; 2,048 × 2,048 with a caption below has five million. */
  readonly pixelsMost: number
  /** Of all pictures that a later step still needs, in pixels' bytes: four each. */
  readonly bytesAliveMost: number
  readonly timeMostMs: number
}

export const WORKFLOW_LIMITS: WorkflowLimits = { pixelsMost: 6_500_000, bytesAliveMost: 128 * 1024 * 1024, timeMostMs: 30_000 }

export class WorkflowLimitError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'workflow-limit'
}
