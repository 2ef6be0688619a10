/** What came of asking a brain that is not code of this house. */
import type { Turn, TurnEnd } from '../../agent/turn.ts'
import type { MessagingSituation } from '../../engagement/agents/situation.ts'
import type { Plan } from './waking.ts'
import type { WorkingAgent } from './working-agent.ts'

export type Asked =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'ended'; readonly end: TurnEnd }
  /** Stopped from outside, by a switch or because this process ends: nothing is kept of it, and it is asked again. */
  | { readonly kind: 'aborted' }

export interface Question {
  readonly agent: WorkingAgent
  readonly situation: MessagingSituation
  /** What is asked and answered goes on its trace. */
  readonly turn: Turn
}

export function endedBy(end: TurnEnd): Asked {
  return { kind: 'ended', end }
}
