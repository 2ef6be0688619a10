/** Power law or log-normal, on the same tail: Vuong's likelihood ratio test for models that don't contain each other (1989). */
import { fitLogNormal, logNormalLogs, type LogNormal } from './log-normal.ts'
import { erfc } from './normal.ts'
import { powerLawLogs } from './power-law.ts'
import { countOf, type TailCounts } from './tail-counts.ts'

export interface Rivalry extends LogNormal {
  /** Sum of the log-likelihoods' differences; above 0 speaks for the power law, below for the log-normal. */
  readonly ratio: number
  /** Chance of a ratio this far from 0 if both were equally near; above 0.1 the sign says nothing. */
  readonly p: number
  readonly favours: 'power law' | 'log-normal' | 'neither'
}

const DOUBT = 0.1

export function rivalryOf(tail: TailCounts, alpha: number): Rivalry {
  const logNormal = fitLogNormal(tail)
  const power = powerLawLogs(tail, alpha)
  const normal = logNormalLogs(tail, logNormal)
  const count = countOf(tail)
  let ratio = 0
  for (let i = 0; i < power.length; i++) ratio += (tail.counts[i] as number) * ((power[i] as number) - (normal[i] as number))
  const mean = ratio / count
  let variance = 0
  for (let i = 0; i < power.length; i++) variance += (tail.counts[i] as number) * ((power[i] as number) - (normal[i] as number) - mean) ** 2 / count
  const p = variance === 0 || !Number.isFinite(ratio) ? 1 : erfc(Math.abs(ratio) / Math.sqrt(2 * count * variance))
  return { ...logNormal, ratio: Number.isFinite(ratio) ? ratio : 0, p, favours: p > DOUBT ? 'neither' : ratio > 0 ? 'power law' : 'log-normal' }
}
