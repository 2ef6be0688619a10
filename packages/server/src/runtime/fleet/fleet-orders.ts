/**
 * Orders to all that match at once: pause, resume. They say how many changed and why others did not; given twice, the
 * second finds nothing left to do. `Commands` moves the agents and writes the audit entry.
 */
import type { AgentState, FleetOrdered, FleetVerb } from '@troupe/contract'
import { FLEET_IDS_MOST } from '@troupe/contract'
import type { Actor } from '../../people/actor.ts'
import type { Database } from '../../store/database.ts'
import { countAgents, type AgentFilter } from '../agents/agent-filter.ts'
import type { Commands } from '../agents/commands.ts'

/**
 * Whom an order to many moves. One agent can also be resumed out of sleep or failure; to do so to many would wake those
 * whose budget is spent, only to send them to sleep again, and hide failures that nobody has looked at.
 */
const MOVED: Readonly<Record<FleetVerb, readonly AgentState[]>> = { pause: ['idle', 'busy', 'asleep'], resume: ['paused'] }

export class FleetOrders {
  readonly #db: Database
  readonly #commands: Commands

  constructor(db: Database, commands: Commands) {
    this.#db = db
    this.#commands = commands
  }

  async give(by: Actor, verb: FleetVerb, filter: AgentFilter, reason: string | null): Promise<FleetOrdered> {
    // Before they are moved: who stays as it is, is counted as it was.
    const { facets } = await countAgents(this.#db, by.workspaceId, { ...filter, state: undefined })
    const { done, failed } = await this.#commands.tellMany(by, { verb, filter: { ...filter, states: MOVED[verb] }, reason })
    const matched = Object.entries(facets.state) as [AgentState, number][]
    return {
      verb,
      changed: done.length,
      left: Object.fromEntries(matched.filter(([state]) => !MOVED[verb].includes(state) && (filter.state === undefined || filter.state === state))),
      heldBack: [...Map.groupBy(failed, (each) => each.reason)].map(([why, those]) => ({ reason: why, count: those.length })),
      ids: done.length > FLEET_IDS_MOST ? null : done,
    }
  }
}
