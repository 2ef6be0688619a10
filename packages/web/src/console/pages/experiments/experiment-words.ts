/** What the results of an experiment say, in a line, and in what states it can be. */
import { HOLDOUT, type Experiment, type ExperimentResult } from '@troupe/contract'
import { formatShare } from '../../../design/number-format.ts'

export const STATE_WORDS: Readonly<Record<Experiment['state'], string>> = { draft: 'not started', running: 'running', stopped: 'stopped' }

export function armWord(arm: string): string {
  return `“${arm === HOLDOUT ? 'no message' : arm}”`
}

/** The server knows those who hear nothing by their arm's key; people are told one name. */
export function withArmWords(text: string): string {
  return text.replaceAll(`“${HOLDOUT}”`, armWord(HOLDOUT))
}

/** For the chart: whichever difference is decided by most, or that none is. */
export function resultAnswer({ arms, differences, experiment }: Pick<ExperimentResult, 'arms' | 'differences' | 'experiment'>): string {
  if (experiment.state === 'draft') return 'Not started yet'
  if (arms.every(({ leads }) => leads === 0)) return 'Too early to tell: nobody’s days are over yet'
  const [clearest] = differences.filter(({ decided }) => decided).sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference))
  if (clearest === undefined) return 'Nothing is decided yet: the differences may be chance'
  const [least, most] = clearest.low > 0 ? [clearest.low, clearest.high] : [-clearest.high, -clearest.low]
  return `${armWord(clearest.arm)} brings ${clearest.low > 0 ? 'more' : 'fewer'} than ${armWord(clearest.against)}: by ${points(least)} to ${points(most)} points`
}

/** Percentage points, with the sign of a minus and none before nothing. */
export function points(share: number): string {
  const text = Math.abs(share * 100).toFixed(1)
  return share < 0 && Number(text) > 0 ? `−${text}` : text
}

/** What each arm's part of the leads is, the holdout's first taken off. */
export function armShares({ arms, holdout }: Pick<Experiment, 'arms' | 'holdout'>): { key: string; share: number }[] {
  const total = arms.reduce((sum, { weight }) => sum + (Number.isFinite(weight) && weight > 0 ? weight : 0), 0)
  const rest = 1 - holdout
  return [...arms.map(({ key, weight }) => ({ key, share: total === 0 || !(weight > 0) ? 0 : (weight / total) * rest })), ...(holdout > 0 ? [{ key: HOLDOUT, share: holdout }] : [])]
}

export function shareWords(shares: readonly { key: string; share: number }[]): string {
  return shares.map(({ key, share }) => `${formatShare(share)} ${armWord(key === '' ? '…' : key)}`).join(', ')
}

export function keyOfName(name: string): string {
  return name.trim().toLowerCase().normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60)
}
