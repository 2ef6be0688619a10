/**
 * Which arm of an experiment a lead falls into. A hash of both ids decides, so nothing has to be written to know it, every
 * process knows the same, and two experiments divide leads independently of each other. Experiments don't change their
 * shares while they run.
 */
import { HOLDOUT } from '@troupe/contract'
import { createHash } from 'node:crypto'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'

export interface Division {
  readonly id: Id
  readonly arms: readonly { readonly key: string; readonly weight: number }[]
  /** Share of leads in [0, 1) who hear nothing. */
  readonly holdout: number
}

const WORDS = 2 ** 32

export function armOf({ id, arms, holdout }: Division, consumerId: Id): string {
  const hash = createHash('sha256').update(`${id}/${consumerId}`).digest()
  if (hash.readUInt32BE(0) / WORDS < holdout) return HOLDOUT
  let left = hash.readUInt32BE(4) / WORDS * arms.reduce((sum, { weight }) => sum + weight, 0)
  const drawn = arms.find(({ weight }) => (left -= weight) < 0)
  return (drawn ?? must(arms.at(-1), 'an arm')).key
}
