/** What came of an experiment, in numbers and in words that promise no more than they hold. */
import { HOLDOUT, type ArmResult, type Experiment, type ExperimentResult } from '@troupe/contract'
import { differenceInterval, shareInterval } from './confidence-sequence.ts'

export interface ArmCount {
  readonly arm: string
  /** Exposed; of those `matured` have their window behind them, and only they count. */
  readonly exposed: number
  readonly matured: number
  readonly conversions: number
  readonly revenueMinor: number
  readonly simulated: number
}

type Difference = ExperimentResult['differences'][number]

/** Of all intervals of the differences together, and of each arm's. */
const CONFIDENCE = 0.95
/** Shares of groups farther off than chance makes them (normal, two-sided: once in 16,000) mean that something chose. */
const UNEVEN_DEVIATIONS = 4
const FEW_LEADS = 30

export function judgeExperiment(experiment: Experiment, counts: readonly ArmCount[], asOf: string): ExperimentResult {
  const keys = [...experiment.arms.map((arm) => arm.key), ...(experiment.holdout > 0 ? [HOLDOUT] : [])]
  const known = keys.map((key) => counts.find((count) => count.arm === key) ?? { arm: key, exposed: 0, matured: 0, conversions: 0, revenueMinor: 0, simulated: 0 })
  const arms: ArmResult[] = known.map((count) => ({
    arm: count.arm, leads: count.matured, waiting: count.exposed - count.matured, conversions: count.conversions, rate: count.matured === 0 ? 0 : count.conversions / count.matured,
    ...shareInterval({ leads: count.matured, conversions: count.conversions }, 1 - CONFIDENCE), revenueMinor: count.revenueMinor,
  }))
  const differences = differencesOf(arms)
  return { experiment, confidence: CONFIDENCE, arms, differences, verdict: verdictOf(experiment, arms, differences), caveats: caveatsOf(experiment, known), asOf }
}

/** Each arm against who heard nothing, and against the first arm. They share what may go wrong among them (Bonferroni), so all hold at once. */
function differencesOf(arms: readonly ArmResult[]): Difference[] {
  const treated = arms.filter(({ arm }) => arm !== HOLDOUT)
  const holdout = arms.filter(({ arm }) => arm === HOLDOUT)
  const pairs = [...holdout.flatMap((against) => treated.map((one) => [one, against] as const)), ...treated.slice(1).flatMap((one) => treated.slice(0, 1).map((against) => [one, against] as const))]
  return pairs.map(([one, against]) => {
    const { low, high } = differenceInterval(one, against, (1 - CONFIDENCE) / pairs.length)
    return { arm: one.arm, against: against.arm, difference: one.rate - against.rate, low, high, decided: low > 0 || high < 0 }
  })
}

function verdictOf({ state, goal }: Experiment, arms: readonly ArmResult[], differences: readonly Difference[]): string {
  if (state === 'draft') return 'It has not been started.'
  if (arms.every(({ leads }) => leads === 0)) return 'Nothing is known yet: no lead has its window behind it.'
  const points = (share: number): string => (Math.abs(share) * 100).toFixed(1)
  const decided = differences.filter((difference) => difference.decided)
  if (decided.length === 0) return `Nothing is decided: differences in ${goal} as great as these come by chance.`
  return decided.map(({ arm, against, low, high }) => {
    const [least, most] = low > 0 ? [low, high] : [high, low]
    return `Of “${arm}”, ${low > 0 ? 'more' : 'fewer'} leads came to ${goal} than of “${against}”: by ${points(least)} to ${points(most)} percentage points.`
  }).join(' ')
}

function caveatsOf({ windowDays, holdout, arms }: Experiment, counts: readonly ArmCount[]): string[] {
  const caveats: string[] = []
  const waiting = counts.reduce((sum, count) => sum + count.exposed - count.matured, 0)
  if (waiting > 0) caveats.push(`${waiting} ${waiting === 1 ? 'lead is' : 'leads are'} within their ${windowDays} days still and not counted: who would buy late has not yet.`)
  const small = counts.filter(({ matured }) => matured < FEW_LEADS).map(({ arm }) => `“${arm}”`)
  if (small.length > 0) caveats.push(`Fewer than ${FEW_LEADS} leads are counted of ${small.join(', ')}; the intervals are wide, and rightly so.`)
  if (holdout === 0) caveats.push('Nobody is held out, so this tells which words do better, not whether writing does any good.')
  const simulated = counts.reduce((sum, count) => sum + count.simulated, 0)
  if (simulated > 0) caveats.push(`${simulated} of the conversions are simulated.`)
  if (isUneven(counts, arms, holdout)) caveats.push('The groups are more uneven than chance makes them. Something chose who was counted; find out what before you believe the rest.')
  caveats.push('Leads count from the moment at which a message to them had passed every other rule, also those who were held out then. A conversion that was refunded later still counts; revenue is without it.')
  return caveats
}

function isUneven(counts: readonly ArmCount[], arms: Experiment['arms'], holdout: number): boolean {
  const all = counts.reduce((sum, { exposed }) => sum + exposed, 0)
  const weights = arms.reduce((sum, { weight }) => sum + weight, 0)
  return counts.some(({ arm, exposed }) => {
    const share = arm === HOLDOUT ? holdout : (1 - holdout) * (arms.find(({ key }) => key === arm)?.weight ?? 0) / weights
    const deviation = Math.sqrt(all * share * (1 - share))
    return deviation > 0 && Math.abs(exposed - all * share) > UNEVEN_DEVIATIONS * deviation
  })
}
