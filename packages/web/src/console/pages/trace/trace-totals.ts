/** What a turn came to, from its entries. */
import type { TraceEntry } from '@troupe/contract'

export interface TraceTotals {
  /** Done, or tried: what a policy let through. */
  acts: number
  suppressed: number
  /** Held, or waiting for a person. */
  waiting: number
  /** Who answered, each once, in the order they were first asked. */
  models: string[]
  modelMs: number
  tokens: number
}

export function traceTotals(entries: readonly TraceEntry[]): TraceTotals {
  const totals: TraceTotals = { acts: 0, suppressed: 0, waiting: 0, models: [], modelMs: 0, tokens: 0 }
  for (const { kind, verdict, action, targetId, ms, tokens } of entries) {
    // The last entry repeats the sum of the answers, so that only these count.
    if (kind === 'asked') {
      totals.modelMs += ms ?? 0
      totals.tokens += tokens ?? 0
      const model = targetId ?? (action === 'http' ? 'HTTP service' : null)
      if (model !== null && !totals.models.includes(model)) totals.models.push(model)
    } else if (kind === 'acted') {
      if (verdict === null || verdict.kind === 'allow') totals.acts += 1
      else if (verdict.kind === 'suppress') totals.suppressed += 1
      else totals.waiting += 1
    }
  }
  return totals
}

/** "3 acts, 1 suppressed" */
export function actsInWords({ acts, suppressed, waiting }: TraceTotals): string {
  const parts = [acts === 1 ? '1 act' : `${acts} acts`]
  if (suppressed > 0) parts.push(`${suppressed} suppressed`)
  if (waiting > 0) parts.push(`${waiting} held`)
  return parts.join(', ')
}
