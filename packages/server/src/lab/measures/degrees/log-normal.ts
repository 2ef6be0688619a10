/**
 * A log-normal on whole values from xmin up: the normal's mass between the logarithms of x ± 1/2, over its mass above
 * xmin − 1/2. The usual rival of a power law, and often the better one. Fitted by maximum likelihood.
 */
import { upperTail } from './normal.ts'
import { leastOf } from './simplex.ts'
import { countOf, type TailCounts } from './tail-counts.ts'

export interface LogNormal {
  /** Mean and deviation of the logarithm. */
  readonly mu: number
  readonly sigma: number
}

/** Below it nothing is left to divide by. */
const MASS_LEAST = 1e-290

export function fitLogNormal(tail: TailCounts): LogNormal {
  const count = countOf(tail)
  let mean = 0
  let square = 0
  for (let i = 0; i < tail.values.length; i++) {
    const log = Math.log(tail.values[i] as number)
    mean += log * (tail.counts[i] as number) / count
    square += log * log * (tail.counts[i] as number) / count
  }
  const spread = Math.sqrt(Math.max(square - mean * mean, 0.01))
  const cost = ([mu, logSigma]: readonly [number, number]): number => {
    const logs = logNormalLogs(tail, { mu, sigma: Math.exp(logSigma) })
    let sum = 0
    for (let i = 0; i < logs.length; i++) sum -= (tail.counts[i] as number) * (logs[i] as number) / count
    return Number.isFinite(sum) ? sum : Number.MAX_VALUE
  }
  const [mu, logSigma] = leastOf(cost, [mean, Math.log(spread)], 0.5)
  return { mu, sigma: Math.exp(logSigma) }
}

/** Minus infinity where the mass is too small for a number. */
export function logNormalLogs(tail: TailCounts, { mu, sigma }: LogNormal): Float64Array {
  const above = (x: number): number => upperTail((Math.log(x) - mu) / sigma)
  const whole = above((tail.values[0] as number) - 0.5)
  return tail.values.map((value) => {
    const low = (Math.log(value - 0.5) - mu) / sigma
    const high = (Math.log(value + 0.5) - mu) / sigma
    // On the left side lower tails are the small numbers, and their difference keeps its digits.
    const mass = high < 0 ? upperTail(-high) - upperTail(-low) : upperTail(low) - upperTail(high)
    return whole < MASS_LEAST || mass < MASS_LEAST ? -Infinity : Math.log(mass / whole)
  })
}
