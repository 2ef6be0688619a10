/** From when to when is counted, and of whom. */
import type { Id } from '../../base/ids.ts'
import { InvalidError } from '../../base/errors.ts'
import { creatorAsked, type Actor } from '../../people/actor.ts'

export interface Counted {
  readonly workspaceId: Id
  /** All creators' where it is null. */
  readonly creatorId: Id | null
  readonly fromMs: number
  /** Not included. */
  readonly toMs: number
}

const STANDARD_MS = 30 * 86_400_000
const LONGEST_MS = 3 * 366 * 86_400_000

/** The last 30 days where nothing else is said. */
export function countedOf(by: Actor, { creatorId, from, to }: { creatorId?: Id | undefined; from?: string | undefined; to?: string | undefined }, nowMs: number): Counted {
  // What happened this very moment belongs to it.
  const toMs = to === undefined ? nowMs + 1 : Date.parse(to)
  const fromMs = from === undefined ? toMs - STANDARD_MS : Date.parse(from)
  if (fromMs >= toMs) throw new InvalidError('The span ends before it begins.', [{ path: '/from', message: 'is before "to", which is now when it is left out' }])
  if (toMs - fromMs > LONGEST_MS) throw new InvalidError('The span is too long.', [{ path: '/from', message: 'at most three years before "to"' }])
  return { workspaceId: by.workspaceId, creatorId: creatorAsked(by, creatorId), fromMs, toMs }
}
