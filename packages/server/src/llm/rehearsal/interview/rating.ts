/** A place on a scale, from the speaker's stand; without one, somewhere about the middle. */
import type { AnswerForm } from '@troupe/contract'
import type { Random } from '../../../base/random.ts'
import { polarityOfText } from '../hearing.ts'
import type { Standpoint } from './standpoint.ts'

/** Of half the scale: what a full stand moves, and how far chance does, with a stand and without. */
const STAND_SHARE = 0.8
const CHANCE_SHARE = 0.3
const CHANCE_SHARE_NEW = 0.5

export function rate({ from, to, low, high }: AnswerForm & { readonly kind: 'scale' }, { lean, isNew }: Standpoint, random: Random): number {
  const turned = polarityOfText(high) < 0 && polarityOfText(low) >= 0 ? -1 : 1
  const half = (to - from) / 2
  const chance = (random.next() * 2 - 1) * (isNew ? CHANCE_SHARE_NEW : CHANCE_SHARE)
  return Math.max(from, Math.min(to, Math.round(from + half + half * (turned * lean * STAND_SHARE + chance))))
}
