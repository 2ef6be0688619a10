/** Whether a change of a workspace's models and budget lets more be asked than before: a limit raised, or another model chosen. */
import type { LlmConfig } from '@troupe/contract'
import { isDeepStrictEqual } from 'node:util'

export function liftedBy(before: LlmConfig, after: LlmConfig): boolean {
  const raised = (Object.keys(after.budget) as (keyof LlmConfig['budget'])[]).some((name) => isMore(before.budget[name], after.budget[name]))
  return raised || !isDeepStrictEqual(models(before), models(after))
}

/** `null` sets no limit. */
function isMore(before: number | null, after: number | null): boolean {
  return before !== null && (after === null || after > before)
}

/** Compared as they are stored: a setting that is left out and one that is undefined are the same. */
function models({ standard, purposes }: LlmConfig): unknown {
  return JSON.parse(JSON.stringify({ standard, purposes }))
}
