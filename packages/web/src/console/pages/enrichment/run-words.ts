import type { EnrichmentRun } from '@troupe/contract'

/** Asked and answered, one way or another. */
export function doneOf({ personas, counts }: Pick<EnrichmentRun, 'personas' | 'counts'>): number {
  return personas - counts.waiting
}

export function stateWords(run: EnrichmentRun): string {
  const failed = run.counts.failed > 0 ? `, ${run.counts.failed} failed` : ''
  switch (run.state) {
    case 'running': return `${doneOf(run)} of ${run.personas} asked${failed}`
    case 'asleep': return `asleep at ${doneOf(run)} of ${run.personas}: ${run.reason ?? ''}`
    case 'stopped': return `stopped at ${doneOf(run)} of ${run.personas}${failed}`
    case 'done': return `done${failed}`
  }
}
