/**
 * Branches side by side, each run with several seeds: how each number differs from the first branch's, how sure that is, and
 * a sentence that says so. Runs of two branches that share their seeds are compared in pairs, which takes out what the seed
 * itself does.
 */
import { InvalidError } from '../../../base/errors.ts'
import { nearest } from '@troupe/contract'
import { seeded, type Random } from '../../../base/random.ts'
import { MEASURES_VERSION, type Measures } from '../measure-all.ts'
import { deviationOf, meanOf } from '../summary.ts'
import { differenceInterval, meanInterval, pairedInterval, RESAMPLES, type Interval } from './bootstrap.ts'
import { metricsOf, type Metric } from './metrics.ts'

export interface Branch {
  readonly name: string
  readonly runs: readonly BranchRun[]
}

export interface BranchRun {
  /** Of the world, not of the sampling. */
  readonly seed: string
  readonly measures: Measures
}

export interface RunComparison {
  readonly version: typeof MEASURES_VERSION
  readonly base: string
  readonly branches: readonly { readonly name: string; readonly runs: number }[]
  readonly resamples: number
  readonly metrics: readonly MetricComparison[]
  readonly notes: readonly string[]
}

export interface MetricComparison {
  readonly key: string
  readonly name: string
  readonly unit: string
  /** In the order of the branches; runs without the number are left out. */
  readonly branches: readonly BranchFigure[]
}

export interface BranchFigure {
  readonly branch: string
  readonly runs: number
  /** A run each, in the order of `seeds`. */
  readonly values: readonly number[]
  readonly seeds: readonly string[]
  readonly mean: number | null
  readonly deviation: number | null
  /** Of the mean, 95 %; null with fewer than two runs. */
  readonly interval: Interval | null
  /** Against the base; null for the base itself and where one of the two has no run. */
  readonly difference: Difference | null
}

export interface Difference {
  readonly mean: number
  readonly paired: boolean
  /** 95 %; null with fewer than two runs on either side. */
  readonly interval: Interval | null
  /** Pooled standard deviation between runs of one branch; null with fewer than two runs. */
  readonly spread: number | null
  /** Hedges' g: the difference in standard deviations, corrected for few runs. Null where nothing varies. */
  readonly effect: number | null
  readonly answer: string
}

/** Of the resampling; the same for all, so that a comparison can be repeated. */
export const COMPARISON_SEED = 'comparison'
const RUNS_ADVISED = 5

/** The first branch is the base. `keys`: the measures that a study asks about, in its order; all unless given. Throws where there is none of that name. */
export function compareRuns(branches: readonly Branch[], seed: string, keys: readonly string[] = []): RunComparison {
  const [base] = branches
  const first = base?.runs[0]
  if (base === undefined || first === undefined || branches.some(({ runs }) => runs.length === 0)) {
    throw new InvalidError('A comparison needs at least one run of each branch.', [], 'nothing-to-compare')
  }
  const random = seeded(`comparison/${seed}`)
  const metrics = chosen(metricsOf(first.measures), keys)
  return {
    version: MEASURES_VERSION,
    base: base.name,
    branches: branches.map(({ name, runs }) => ({ name, runs: runs.length })),
    resamples: RESAMPLES,
    metrics: metrics.map((metric) => ({
      key: metric.key,
      name: metric.name,
      unit: metric.unit,
      branches: branches.map((branch) => figureOf(metric, base, branch, random.fork(`${metric.key}/${branch.name}`))),
    })),
    notes: notesOn(branches, metrics.length),
  }
}

function chosen(metrics: readonly Metric[], keys: readonly string[]): readonly Metric[] {
  if (keys.length === 0) return metrics
  return keys.map((key) => {
    const metric = metrics.find((one) => one.key === key)
    if (metric !== undefined) return metric
    const known = metrics.map((one) => one.key)
    const meant = nearest(key, known)
    throw new InvalidError(`There is no measure "${key}"${meant === null ? '.' : `; did you mean ${meant}?`} There are: ${known.join(', ')}.`, [], 'unknown-measure')
  })
}

function figureOf(metric: Metric, base: Branch, branch: Branch, random: Random): BranchFigure {
  const values = valuesOf(metric, branch)
  const before = valuesOf(metric, base)
  const numbers = [...values.values()]
  return {
    branch: branch.name,
    runs: numbers.length,
    values: numbers,
    seeds: [...values.keys()],
    mean: numbers.length === 0 ? null : meanOf(numbers),
    deviation: numbers.length < 2 ? null : deviationOf(numbers),
    interval: numbers.length < 2 ? null : meanInterval(numbers, random.fork('mean')),
    difference: branch === base || numbers.length === 0 || before.size === 0 ? null : differenceOf(metric, base.name, before, branch.name, values, random),
  }
}

/** By the world's seed. Runs that lack the number are left out; two runs of one seed are told apart by their place. */
function valuesOf({ of }: Metric, { runs }: Branch): Map<string, number> {
  const values = new Map<string, number>()
  for (const [index, run] of runs.entries()) {
    const value = of(run.measures)
    if (value !== null) values.set(values.has(run.seed) ? `${run.seed}#${index}` : run.seed, value)
  }
  return values
}

function differenceOf(metric: Metric, baseName: string, base: ReadonlyMap<string, number>, name: string, values: ReadonlyMap<string, number>, random: Random): Difference {
  const [before, after] = [[...base.values()], [...values.values()]]
  const paired = base.size === values.size && [...values.keys()].every((seed) => base.has(seed))
  const mean = meanOf(after) - meanOf(before)
  let interval: Interval | null = null
  if (before.length > 1 && after.length > 1) {
    interval = paired
      ? pairedInterval([...values].map(([seed, value]) => value - (base.get(seed) as number)), random)
      : differenceInterval(before, after, random)
  }
  const spread = spreadOf(before, after)
  const correction = 1 - 3 / (4 * (before.length + after.length - 2) - 1)
  return { mean, paired, interval, spread, effect: spread === null || spread === 0 ? null : mean / spread * correction, answer: sentence(metric, baseName, name, mean, interval) }
}

function spreadOf(before: readonly number[], after: readonly number[]): number | null {
  if (before.length < 2 || after.length < 2) return null
  return Math.sqrt(((before.length - 1) * deviationOf(before) ** 2 + (after.length - 1) * deviationOf(after) ** 2) / (before.length + after.length - 2))
}

function sentence({ name }: Metric, base: string, branch: string, mean: number, interval: Interval | null): string {
  if (interval === null) return `${name}: ${branch} is ${signed(mean)} against ${base}, from too few runs to say whether that is more than chance.`
  const range = `95 % interval ${signed(interval.low)} to ${signed(interval.high)}`
  if (interval.low === 0 && interval.high === 0) return `${name}: ${branch} and ${base} are equal in every run.`
  if (interval.low <= 0 && interval.high >= 0) return `${name}: no difference between ${branch} and ${base} is shown; the interval includes 0 (${signed(mean)}, ${range}).`
  return `${name}: ${branch} is ${mean > 0 ? 'higher' : 'lower'} than ${base} by ${short(Math.abs(mean))} (${range}).`
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function notesOn(branches: readonly Branch[], metrics: number): string[] {
  const compared = metrics * (branches.length - 1)
  const fewest = Math.min(...branches.map(({ runs }) => runs.length))
  return [
    ...(compared > 1 ? [`${compared} differences are looked at; about ${Math.max(1, Math.round(compared * 0.05))} of them would exclude 0 by chance alone.`] : []),
    ...(fewest < RUNS_ADVISED ? [`With fewer than ${RUNS_ADVISED} seeds a branch the intervals are too short; run more before relying on one.`] : []),
    ...(branches.some(({ runs }) => new Set(runs.map((run) => run.seed)).size < runs.length) ? ['Runs of one seed repeat each other and count as if they did not.'] : []),
  ]
}
