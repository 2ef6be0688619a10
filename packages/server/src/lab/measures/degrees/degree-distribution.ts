/** Followers and followings a member, with an honest answer to whether a power law describes their tail. */
import type { Random } from '../../../base/random.ts'
import { sampleOf, type Sampled } from '../sample.ts'
import { summaryOf, type Summary } from '../summary.ts'
import { histogramOf, tailOf, type TailPoint } from '../tail.ts'
import { plausibilityOf } from './plausibility.ts'
import { fitPowerLaw, type PowerLaw } from './power-law.ts'
import { rivalryOf, type Rivalry } from './rivalry.ts'
import { tailCounts, tailFrom } from './tail-counts.ts'

export interface DegreeDistribution {
  readonly unit: 'followers a member' | 'followed a member'
  readonly summary: Summary | null
  readonly noneShare: number
  readonly curve: readonly TailPoint[]
  readonly powerLaw: PowerLawAnswer | null
  /** What to think of it, in a sentence. */
  readonly answer: string
}

export interface PowerLawAnswer extends PowerLaw {
  /** Share of drawn worlds further from their fit. Null where too few lie in the tail to ask. */
  readonly p: number | null
  readonly rounds: number
  /** Members whose degrees the worlds were drawn after. */
  readonly sampled: Sampled
  readonly logNormal: Rivalry | null
  readonly verdict: 'not plausible' | 'plausible' | 'log-normal fits better' | 'too few to say'
}

export interface DegreeOptions {
  /** Drawn worlds; p is exact to about 1 / (2 √rounds). */
  readonly rounds: number
  readonly sampleMost: number
}

/** Below it nearly every distribution passes the test. */
const TAIL_TO_ASK = 50
/** Clauset, Shalizi and Newman's bound. */
const IMPLAUSIBLE = 0.1

export function degreeDistribution(degrees: Int32Array, unit: DegreeDistribution['unit'], options: DegreeOptions, random: Random): DegreeDistribution {
  const histogram = histogramOf(degrees)
  const powerLaw = answerOf(degrees, histogram, options, random)
  return {
    unit,
    summary: summaryOf(degrees),
    noneShare: degrees.length === 0 ? 0 : (histogram.get(0) ?? 0) / degrees.length,
    curve: tailOf(histogram),
    powerLaw,
    answer: sentence(powerLaw),
  }
}

function answerOf(degrees: Int32Array, histogram: ReadonlyMap<number, number>, { rounds, sampleMost }: DegreeOptions, random: Random): PowerLawAnswer | null {
  const counts = tailCounts(histogram)
  const law = fitPowerLaw(counts)
  if (law === null) return null
  const sample = sampleOf(degrees.length, sampleMost, random.fork('sample'))
  const sampled: Sampled = { of: degrees.length, taken: sample.length, unit: 'members' }
  if (law.tail < TAIL_TO_ASK) return { ...law, p: null, rounds: 0, sampled, logNormal: null, verdict: 'too few to say' }

  const looked = sample.length === degrees.length ? counts : tailCounts(histogramOf(sample.map((member) => degrees[member] as number)))
  const fitted = looked === counts ? law : fitPowerLaw(looked)
  const p = fitted && plausibilityOf(looked, fitted, rounds, random.fork('rounds'))
  const logNormal = rivalryOf(tailFrom(counts, counts.values.indexOf(law.xmin)), law.alpha)
  return { ...law, p, rounds, sampled, logNormal, verdict: verdictOf(p, logNormal) }
}

function verdictOf(p: number | null, rival: Rivalry): PowerLawAnswer['verdict'] {
  if (p === null) return 'too few to say'
  if (p <= IMPLAUSIBLE) return 'not plausible'
  return rival.favours === 'log-normal' ? 'log-normal fits better' : 'plausible'
}

function sentence(law: PowerLawAnswer | null): string {
  if (law === null) return 'There is nothing to fit a power law to.'
  const from = `from ${law.xmin} up (${law.tail} members)`
  switch (law.verdict) {
    case 'too few to say': return `Only ${law.tail} members lie ${`from ${law.xmin} up`}: too few to tell a power law from anything else.`
    case 'not plausible': return `A power law isn't plausible: p = ${(law.p as number).toFixed(2)} for the best one, with exponent ${law.alpha.toFixed(2)} ${from}.`
    case 'log-normal fits better': return `A power law with exponent ${law.alpha.toFixed(2)} ${from} can't be ruled out (p = ${(law.p as number).toFixed(2)}), but a log-normal fits better.`
    case 'plausible': return `A power law with exponent ${law.alpha.toFixed(2)} ${from} is plausible (p = ${(law.p as number).toFixed(2)})${law.logNormal?.favours === 'power law' ? ' and fits better than a log-normal' : '; a log-normal fits as well'}.`
  }
}
