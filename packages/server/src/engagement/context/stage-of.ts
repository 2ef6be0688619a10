/**
 * The stage, read off what was counted. It depends on how many and when, never on the order of arrival: the highest that any rule
 * reaches; a stage that somebody set holds until something happens after it; churned is who left and has done nothing of weight since.
 */
import type { Stage } from '@troupe/contract'
import type { ContextMarks } from '../../store/lead-schema.ts'
import { STAGE_RANK, type StageRule } from './stage-rules.ts'

interface Counted {
  readonly counts: Readonly<Record<string, number>>
  readonly lastAtMs: Readonly<Record<string, number>>
  readonly marks: Readonly<ContextMarks>
}

export interface StageReached {
  readonly stage: Stage
  readonly sinceMs: number
}

/** What brings back somebody who had churned; a page viewed after leaving doesn't. */
const RETURN_RANK = STAGE_RANK.engaged

/** `knownSinceMs`: since when a lead whom nothing moved yet is new. */
export function stageOf({ counts, lastAtMs, marks: { firsts = {}, set } }: Counted, rules: readonly StageRule[], knownSinceMs: number): StageReached {
  let best: StageReached = { stage: 'new', sinceMs: knownSinceMs }
  let leftMs = -Infinity
  let backMs = -Infinity
  if (set?.stage === 'churned') leftMs = set.at
  else if (set !== undefined) {
    best = { stage: set.stage, sinceMs: set.at }
    backMs = set.at
  }
  for (const { to, when: { type, atLeast = 1 } } of rules) {
    const lastMs = lastAtMs[type] ?? -Infinity
    if ((counts[type] ?? 0) < atLeast || (set !== undefined && lastMs <= set.at)) continue
    if (to === 'churned') {
      leftMs = Math.max(leftMs, lastMs)
      continue
    }
    if (STAGE_RANK[to] >= RETURN_RANK) backMs = Math.max(backMs, lastMs)
    const sinceMs = Math.max(firsts[type]?.[atLeast - 1] ?? lastMs, set?.at ?? -Infinity)
    if (STAGE_RANK[to] > STAGE_RANK[best.stage] || (to === best.stage && sinceMs < best.sinceMs)) best = { stage: to, sinceMs }
  }
  return leftMs > -Infinity && leftMs >= backMs ? { stage: 'churned', sinceMs: leftMs } : best
}
