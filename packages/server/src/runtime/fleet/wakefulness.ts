/** The order an operator looks at agents in: who is awake first, then who sleeps, stands still, failed, and was never started or is off. */
import type { AgentState } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'

/** Idle and busy are one: an agent goes to and fro between them all day. */
const RANKS: Readonly<Record<AgentState, number>> = { busy: 0, idle: 0, asleep: 1, paused: 2, failed: 3, ready: 4, offline: 5 }

/** The last one of a page: the next begins after it. */
export interface FleetPosition {
  readonly rank: number
  readonly id: Id
}

export const RANK = sql<number>`(CASE agents.state ${sql.join(Object.entries(RANKS).map(([state, rank]) => sql`WHEN ${sql.lit(state)} THEN ${sql.lit(rank)}`), sql` `)} END)`

export function positionOf({ state, id }: { readonly state: AgentState; readonly id: Id }): FleetPosition {
  return { rank: RANKS[state], id }
}
