/**
 * How far a difference of means may be from the one that was seen, by resampling the runs (seeded). Percentiles of a bootstrap
 * are too narrow for few runs; they are widened to what Student's t would allow (the expanded percentiles of Hesterberg
 * 2015), and cannot reach beyond what the runs themselves show, so that under about five runs an interval is still too short.
 */
import type { Random } from '../../../base/random.ts'
import { normalQuantile, upperTail } from '../degrees/normal.ts'
import { quantile } from '../summary.ts'
import { upperStudent } from './student.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

export const RESAMPLES = 4000
const OUTSIDE = 0.05

/** 95 %, of the mean of `values` less that of `base`; both hold at least two. */
export function differenceInterval(base: readonly number[], values: readonly number[], random: Random): Interval {
  const differences = new Float64Array(RESAMPLES)
  for (let i = 0; i < RESAMPLES; i++) differences[i] = resampledMean(values, random) - resampledMean(base, random)
  return percentiles(differences, Math.min(base.length, values.length))
}

/** 95 %, of the mean of `values` themselves; at least two. */
export function meanInterval(values: readonly number[], random: Random): Interval {
  return percentiles(Float64Array.from({ length: RESAMPLES }, () => resampledMean(values, random)), values.length)
}

/** 95 %, of the mean of what differs between runs that belong together in pairs. */
export function pairedInterval(differences: readonly number[], random: Random): Interval {
  return meanInterval(differences, random)
}

function percentiles(resampled: Float64Array, runs: number): Interval {
  resampled.sort()
  const widened = upperTail(Math.sqrt(runs / (runs - 1)) * upperStudent(OUTSIDE / 2, runs - 1))
  const share = Math.min(widened, upperTail(-normalQuantile(OUTSIDE / 2)))
  return { low: quantile(resampled, share), high: quantile(resampled, 1 - share) }
}

function resampledMean(values: readonly number[], random: Random): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[random.below(values.length)] as number
  return sum / values.length
}
