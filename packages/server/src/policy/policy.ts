/**
 * A policy judges an intent by facts, purely: the same intent and facts get the same verdict. Policies stand in an
 * ordered list; the first that does not allow decides (see `gate.ts`).
 */
import type { Action, Intent } from '../agent/action.ts'
import type { Id } from '../base/ids.ts'

export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'hold'; readonly policy: string; readonly reason: string; readonly untilMs: number }
  /** A person is to decide. */
  | { readonly kind: 'ask'; readonly policy: string; readonly reason: string }
  | { readonly kind: 'suppress'; readonly policy: string; readonly reason: string }

export const ALLOW: Verdict = Object.freeze({ kind: 'allow' })

/** What the gate knows of the moment an intent is judged in. */
export interface Facts {
  /** Why the project or the instance stands still, if it does. */
  readonly killed: string | null
  /** P1: whether the place is the workspace's own, and if not, why. */
  readonly place: { readonly owned: true } | { readonly owned: false; readonly why: string }
  /** P2: the author carries the automated flag. */
  readonly labelled: boolean
  /** What made the words, for acts that carry some. */
  readonly generator: string | null
  /** The action as the platform offers it; null when it offers no such thing. */
  readonly action: Action | null
  /** Everything the agent has been shown in this turn. */
  readonly inView: Pick<ReadonlySet<Id>, 'has'>
  readonly actsInTurn: number
  /** What it has answered or quoted in this turn already. */
  readonly answeredInTurn: Pick<ReadonlySet<Id>, 'has'>
  readonly today: Tally
  readonly caps: Caps
}

/** What an agent has done since midnight UTC. */
export interface Tally {
  readonly posts: number
  readonly comments: number
  /** Writing acts of every sort; absent where nobody counts them. */
  readonly acts?: number
}

export interface Caps {
  readonly actsPerTurn: number
  readonly postsPerDay: number
  readonly commentsPerDay: number
  /** Writing acts of one agent, while a ramp-up plan stands. */
  readonly actsPerDay?: number | undefined
}

export interface Policy {
  readonly name: string
  judge(intent: Intent, facts: Facts): Verdict
}
