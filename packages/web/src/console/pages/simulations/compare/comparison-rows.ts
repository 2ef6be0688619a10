/** The table of a comparison as rows for CSV. */
import type { SimulationComparison } from '@troupe/contract'

export type ReadyComparison = Extract<SimulationComparison, { state: 'ready' }>

export function comparisonRows({ metrics }: ReadyComparison): string[][] {
  const cell = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value))
  return [
    ['measure', 'unit', 'branch', 'runs', 'mean', 'deviation', 'difference', 'interval low', 'interval high', 'effect (Hedges g)', 'paired', 'in words'],
    ...metrics.flatMap(({ name, unit, branches }) => branches.map(({ branch, runs, mean, deviation, difference }) => [
      name, unit, branch, String(runs), cell(mean), cell(deviation), cell(difference?.mean), cell(difference?.interval?.low), cell(difference?.interval?.high), cell(difference?.effect),
      difference === null ? '' : difference.paired ? 'yes' : 'no', difference?.answer ?? '',
    ])),
  ]
}

/** Whether chance hardly makes such a difference. */
export function stands(interval: { low: number; high: number } | null): boolean {
  return interval !== null && (interval.low > 0 || interval.high < 0)
}
