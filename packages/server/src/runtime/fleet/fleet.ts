/**
 * The fleet as an operator watches it (SPEC D6). All is counted when asked for but the rhythms of archetypes: to gather
 * them reads every persona, so what was found is good for a while.
 */
import { NO_ARCHETYPE, type Agent, type FleetAgent, type FleetArchetype, type FleetPage, type LlmConfig, type Persona, type Rhythm, type Wake } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { utcDay } from '../../llm/postgres/spend-store.ts'
import type { Database } from '../../store/database.ts'
import { countAgents, matching, type AgentFilter } from '../agents/agent-filter.ts'
import { agentOf, selectAgents } from '../agents/agent-row.ts'
import type { ActivityReader } from '../trace/activity-reader.ts'
import { dayStrip, type Shared } from './day-strip.ts'
import { lastActs, lastThoughts } from './last-words.ts'
import { SharedRhythms } from './shared-rhythms.ts'
import { positionOf, RANK, type FleetPosition } from './wakefulness.ts'

export interface FleetParts {
  readonly db: Database
  readonly clock: Clock
  readonly activity: ActivityReader
  readonly budgetOf: (workspaceId: Id) => Promise<LlmConfig['budget']>
}

export interface FleetLook {
  readonly filter: AgentFilter
  /** By whose clock days are cut; null for each by its own. */
  readonly zone: string | null
}

export interface FleetList extends Pick<FleetPage, 'items' | 'total' | 'facets'> {
  /** Null when there is no more. */
  readonly next: FleetPosition | null
}

export class Fleet {
  readonly #parts: FleetParts
  readonly #rhythms: SharedRhythms

  constructor(parts: FleetParts) {
    this.#parts = parts
    this.#rhythms = new SharedRhythms(parts.db)
  }

  /** The moment by whose counts and days an answer is made. */
  at(): string {
    return new Date(this.#parts.clock.now()).toISOString()
  }

  /** Who is awake first, then the newest, with counts of all that match. An agent whose state changes meanwhile may be on two pages, or on none. */
  async list(workspaceId: Id, { filter, zone }: FleetLook, after: FleetPosition | null, limit: number): Promise<FleetList> {
    const { db } = this.#parts
    let select = selectAgents(db).where(matching(workspaceId, filter))
    if (after !== null) select = select.where(sql<boolean>`(${RANK} > ${after.rank} OR (${RANK} = ${after.rank} AND agents.id < ${after.id}))`)
    const [rows, counts] = await Promise.all([select.orderBy(RANK).orderBy('agents.id', 'desc').limit(limit + 1).execute(), countAgents(db, workspaceId, filter)])
    const agents = rows.slice(0, limit).map(agentOf)
    const last = agents.at(-1)
    return { items: await this.#watched(agents, zone), next: rows.length > limit && last !== undefined ? positionOf(last) : null, ...counts }
  }

  /** These alone, in no particular order; those that are no more, or somebody else's, are left out. */
  async these(workspaceId: Id, ids: readonly Id[], zone: string | null): Promise<FleetAgent[]> {
    const rows = await selectAgents(this.#parts.db).where('agents.workspace_id', '=', workspaceId).where('agents.id', '=', sql<Id>`ANY(${ids as Id[]}::uuid[])`).execute()
    return this.#watched(rows.map(agentOf), zone)
  }

  /** Of a project or the workspace, on one platform or site or all. */
  async summary(workspaceId: Id, { filter: { projectId, platform, siteId }, zone }: FleetLook): Promise<NonNullable<FleetPage['summary']>> {
    const { budgetOf } = this.#parts
    const wide: AgentFilter = { projectId, platform, siteId }
    const [archetypes, budget, spent] = await Promise.all([this.#archetypes(workspaceId, wide, zone), budgetOf(workspaceId), this.#spentToday(projectId === undefined ? [workspaceId] : [workspaceId, projectId])])
    return {
      archetypes,
      spend: {
        workspace: { todayMicros: spent.get(workspaceId) ?? 0, budgetMicros: budget.costMicrosPerDay },
        project: projectId === undefined ? null : { todayMicros: spent.get(projectId) ?? 0, budgetMicros: budget.costMicrosPerProject },
        budgetMicrosPerAgent: budget.costMicrosPerAgent,
      },
    }
  }

  async #archetypes(workspaceId: Id, filter: AgentFilter, zone: string | null): Promise<FleetArchetype[]> {
    const { db, clock } = this.#parts
    const nowMs = clock.now()
    const { rows } = await sql<{ archetype: string | null; state: Agent['state']; agents: number; cycling: number; spent: number }>`
      SELECT personas.archetype, agents.state, count(*)::int AS agents, count(*) FILTER (WHERE projects.wake->>'kind' = 'cycle')::int AS cycling, coalesce(sum(s.spent), 0)::bigint AS spent
      FROM agents LEFT JOIN personas ON personas.id = agents.persona_id JOIN projects ON projects.id = agents.project_id
      LEFT JOIN (SELECT scope_id, sum(cost_micros) AS spent FROM spend WHERE day = ${utcDay(nowMs)} GROUP BY 1) s ON s.scope_id = agents.id
      WHERE ${matching(workspaceId, filter)} GROUP BY 1, 2`.execute(db)
    const groups = Map.groupBy(rows, ({ archetype }) => archetype ?? NO_ARCHETYPE)
    const rhythms = await this.#rhythms.of(workspaceId, filter, nowMs, [...groups].map(([name, those]) => `${name} ${those.reduce((sum, { agents }) => sum + agents, 0)}`).join())
    return [...groups].map(([name, those]): FleetArchetype => {
      const sum = (of: (row: (typeof those)[number]) => number): number => those.reduce((total, row) => total + of(row), 0)
      return {
        archetype: name === NO_ARCHETYPE ? null : name,
        agents: sum((row) => row.agents),
        states: Object.fromEntries(those.map(({ state, agents }) => [state, agents])),
        spentTodayMicros: sum((row) => row.spent),
        strip: dayStrip(rhythms.get(name) ?? [], zone, nowMs),
        byCycle: sum((row) => row.cycling),
      }
    }).sort((one, other) => (one.archetype === null ? 1 : 0) - (other.archetype === null ? 1 : 0) || (one.archetype ?? '').localeCompare(other.archetype ?? ''))
  }

  async #watched(agents: readonly Agent[], zone: string | null): Promise<FleetAgent[]> {
    const { db, clock, activity } = this.#parts
    const ids = agents.map(({ id }) => id)
    const nowMs = clock.now()
    const [beside, acts, thoughts, spent] = await Promise.all([this.#beside(ids), lastActs(db, activity, ids), lastThoughts(db, ids), this.#spentToday(ids)])
    return agents.map((agent): FleetAgent => {
      const { wake, rhythm } = beside.get(agent.id) ?? { wake: { kind: 'rhythm' } as const, rhythm: null }
      const shared: Shared[] = rhythm === null || wake.kind === 'cycle' ? [] : [{ rhythm, agents: 1 }]
      return { ...agent, wake, strip: dayStrip(shared, zone, nowMs), lastAct: acts.get(agent.id) ?? null, lastThought: thoughts.get(agent.id) ?? null, spentTodayMicros: spent.get(agent.id) ?? 0 }
    })
  }

  /** What wakes them. */
  async #beside(ids: readonly Id[]): Promise<Map<Id, { readonly wake: Wake; readonly rhythm: Rhythm | null }>> {
    const { rows } = await sql<{ id: Id; wake: Wake; rhythm: Persona['rhythm'] | null }>`SELECT a.id, p.wake, persona.doc->'rhythm' AS rhythm
      FROM agents a JOIN projects p ON p.id = a.project_id LEFT JOIN personas persona ON persona.id = a.persona_id WHERE a.id = ANY(${ids as Id[]}::uuid[])`.execute(this.#parts.db)
    return new Map(rows.map(({ id, ...rest }) => [id, rest]))
  }

  async #spentToday(scopes: readonly Id[]): Promise<Map<Id, number>> {
    const { rows } = await sql<{ scope: Id; spent: number }>`SELECT scope_id AS scope, sum(cost_micros)::bigint AS spent FROM spend
      WHERE scope_id = ANY(${scopes as Id[]}::uuid[]) AND day = ${utcDay(this.#parts.clock.now())} GROUP BY 1`.execute(this.#parts.db)
    return new Map(rows.map(({ scope, spent }) => [scope, spent]))
  }
}
