/**
 * What people tell agents: start, pause, resume, stop, one or many; and "run now". Sets of agents are moved a thousand at
 * a time, each thousand in its own transaction, so that ten thousand don't hold the workers up. What can't be done to one
 * agent is told for that one, and the others are moved.
 */
import type { Agent, AgentBulk, AgentState, AgentVerb, BulkOutcome, Rhythm, Trigger, Wake } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import { startCaps } from '../ramp-ups/start-cap.ts'
import { nextWakeFor } from '../waking.ts'
import { matching, type AgentFilter } from './agent-filter.ts'
import type { Agents } from './agents.ts'
import { DONE, isPossible, NotPossibleError, notPossible, SIMULATED, SimulatedError, stateAfter, SuspendedError, WokenByEventsError } from './lifecycle.ts'
import { notStarted, SiteNotOwnedYetError, type OutsideDoor } from './outside-door.ts'
import type { Wakes } from './wakes.ts'

export interface CommandParts {
  readonly db: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
  readonly wakes: Wakes
  readonly agents: Agents
  readonly outside: OutsideDoor
}

const AT_ONCE = 1_000
/** Agents one order may move; beyond that it says so, and is given again. */
const MOVED_MOST = 100_000
/** Ids kept in the audit entry of an order to many. */
const AUDITED_IDS_MOST = 200
/** A worker's heartbeat locks the same rows in another order now and then. */
const TRIES = 3

interface Standing {
  readonly id: Id
  readonly projectId: Id
  readonly state: AgentState
  /** In the middle of a turn. */
  readonly held: boolean
  /** Its world was simulated and stands still. */
  readonly simulated: boolean
  /** The name of its member, where that is suspended. */
  readonly suspended: string | null
  /** Woken by events; a time of waking would mean nothing. */
  readonly ofLeads: boolean
  readonly wake: Wake
  readonly rhythm: Rhythm | null
}

export class Commands {
  readonly #parts: CommandParts

  constructor(parts: CommandParts) {
    this.#parts = parts
  }

  /** Throws `NotPossibleError`, which says what is. */
  async tell(by: Actor, id: Id, verb: AgentVerb, reason: string | null): Promise<Agent> {
    const { db, audit, wakes, agents, outside } = this.#parts
    const shut = (await this.#shutOut(by.workspaceId, [id], verb)).get(id)
    await db.transaction().execute(async (within) => {
      const [agent] = await standingOf(within, by.workspaceId, [id])
      if (agent === undefined) throw new MissingError('agent', id)
      if (agent.simulated) throw new SimulatedError()
      if (isPossible(verb, agent.state) && shut !== undefined) throw new SiteNotOwnedYetError(shut)
      if (!isPossible(verb, agent.state)) throw new NotPossibleError(verb, agent.state)
      const kept = (await this.#keptBack(within, [agent], verb)).get(id)
      if (kept !== undefined) throw kept
      await this.#move(within, [agent], verb, reasonOf(by, verb, reason))
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: `agent-${DONE[verb]}`, subject: { kind: 'agent', id },
        before: { state: agent.state }, after: { state: stateAfter(verb, agent.held), reason },
      })
    })
    wakes.poke()
    await wakes.told?.()
    if (verb === 'start') await outside.provision(by.workspaceId, id)
    return agents.get(by.workspaceId, id)
  }

  async tellMany(by: Doer & Pick<Actor, 'workspaceId'>, { verb, ids, filter, reason = null }: Omit<AgentBulk, 'reason' | 'filter'> & { filter?: AgentFilter | undefined; reason?: string | null | undefined }): Promise<BulkOutcome> {
    const { db, audit, wakes, outside } = this.#parts
    const wanted = ids === undefined ? await this.#matching(by.workspaceId, filter ?? {}) : [...new Set(ids.map((id) => id.toLowerCase()))]
    const done: Id[] = []
    const failed: BulkOutcome['failed'] = []
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const some = wanted.slice(from, from + AT_ONCE)
      const shut = await this.#shutOut(by.workspaceId, some, verb)
      const found = await this.#retried(() => db.transaction().execute(async (within) => {
        const standing = await standingOf(within, by.workspaceId, some)
        const possible = standing.filter((agent) => !agent.simulated && !shut.has(agent.id) && isPossible(verb, agent.state))
        const kept = await this.#keptBack(within, possible, verb)
        await this.#move(within, possible.filter((agent) => !kept.has(agent.id)), verb, reasonOf(by, verb, reason))
        return { kept, standing: new Map(standing.map((agent) => [agent.id, agent])) }
      }))
      for (const id of some) {
        const agent = found.standing.get(id)
        const kept = found.kept.get(id)
        if (agent === undefined) failed.push({ id, reason: 'There is no such agent.' })
        else if (agent.simulated) failed.push({ id, reason: SIMULATED })
        else if (kept !== undefined) failed.push({ id, reason: kept.message })
        else if (shut.has(id) && isPossible(verb, agent.state)) failed.push({ id, reason: notStarted(shut.get(id) ?? '') })
        else if (isPossible(verb, agent.state)) done.push(id)
        else failed.push({ id, reason: notPossible(verb, agent.state) })
      }
    }
    await audit.record(db, {
      workspaceId: by.workspaceId, by, action: `agents-${DONE[verb]}`, subject: { kind: 'agents', id: null },
      after: { done: done.length, failed: failed.length, ids: done.slice(0, AUDITED_IDS_MOST), filter: filter ?? null, reason },
    })
    wakes.poke()
    await wakes.told?.()
    if (verb === 'start') outside.provisionSoon(by.workspaceId, done)
    return { done, failed }
  }

  /** A turn now, whatever the rhythm says. */
  async wake(by: Actor, id: Id): Promise<Agent> {
    const { db, clock, audit, wakes, agents } = this.#parts
    await db.transaction().execute(async (within) => {
      const [agent] = await standingOf(within, by.workspaceId, [id])
      if (agent === undefined) throw new MissingError('agent', id)
      if (agent.simulated) throw new SimulatedError()
      if (agent.ofLeads) throw new WokenByEventsError()
      if (agent.state === 'busy' || agent.held) throw new ConflictError('This agent is in a turn already.', 'in-a-turn')
      if (agent.state !== 'idle' && agent.state !== 'asleep') throw new NotPossibleError('be woken', agent.state)
      if (agent.suspended !== null) throw new SuspendedError(agent.suspended)
      const stop = await within.selectFrom('kill_switches').select('reason').where('on', '=', true)
        .where('scope', 'in', ['instance', (await within.selectFrom('agents').select('project_id').where('id', '=', id).executeTakeFirstOrThrow()).project_id]).executeTakeFirst()
      if (stop) throw new ConflictError(`The kill switch is on: ${stop.reason}`, 'killed')
      const trigger: Trigger = { kind: 'manual', by: by.name }
      await within.updateTable('agents').set({ wake_at: clock.now(), turn_trigger: JSON.stringify(trigger) }).where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'agent-woken', subject: { kind: 'agent', id } })
    })
    wakes.poke()
    return agents.get(by.workspaceId, id)
  }

  /** Those that act on a site outside that is not proved to be the workspace's own, with why. */
  async #shutOut(workspaceId: Id, ids: readonly Id[], verb: AgentVerb): Promise<Map<Id, string>> {
    const shut = new Map<Id, string>()
    if (verb !== 'start' && verb !== 'resume') return shut
    const rows = await this.#parts.db.selectFrom('agents').select(['id', 'site_id']).where('workspace_id', '=', workspaceId).where('site_id', 'is not', null)
      .where('id', '=', sql<Id>`ANY(${ids as Id[]}::uuid[])`).execute()
    for (const [siteId, agents] of Map.groupBy(rows, (row) => row.site_id)) {
      const why = siteId === null ? null : await this.#parts.outside.shut(siteId, workspaceId)
      if (why !== null) for (const { id } of agents) shut.set(id, why)
    }
    return shut
  }

  /** Those that may not begin, with why: suspended, or a ramp-up plan has no place for them yet. Agents that run take no new place. */
  async #keptBack(within: Within, agents: readonly Standing[], verb: AgentVerb): Promise<Map<Id, ConflictError>> {
    const kept = new Map<Id, ConflictError>()
    if (verb !== 'start' && verb !== 'resume') return kept
    for (const { id, suspended } of agents) if (suspended !== null) kept.set(id, new SuspendedError(suspended))
    const fresh = agents.filter(({ id, state }) => !kept.has(id) && state !== 'idle' && state !== 'busy' && state !== 'asleep')
    const caps = await startCaps(within, [...new Set(fresh.map(({ projectId }) => projectId))], this.#parts.clock.now())
    const taken = new Map<Id, number>()
    for (const { id, projectId } of fresh) {
      const cap = caps.get(projectId)
      if (cap === undefined) continue
      const before = taken.get(projectId) ?? 0
      if (before >= cap.left) kept.set(id, new ConflictError(cap.reason, 'ramp-up-cap'))
      else taken.set(projectId, before + 1)
    }
    return kept
  }

  async #matching(workspaceId: Id, filter: AgentFilter): Promise<Id[]> {
    const rows = await this.#parts.db.selectFrom('agents').leftJoin('personas', 'personas.id', 'agents.persona_id').select('agents.id')
      .where(matching(workspaceId, filter)).orderBy('agents.id').limit(MOVED_MOST).execute()
    return rows.map((row) => row.id)
  }

  async #move(within: Within, agents: readonly Standing[], verb: AgentVerb, reason: string | null): Promise<void> {
    if (agents.length === 0) return
    const { clock, random } = this.#parts
    const nowMs = clock.now()
    const rows = agents.map((agent) => {
      const state = stateAfter(verb, agent.held)
      return { id: agent.id, state, wakeMs: state === 'idle' && !agent.ofLeads ? nextWakeFor(agent.wake, agent.rhythm, nowMs, random) : null }
    })
    await sql`UPDATE agents a SET state = q.state, state_reason = ${reason}, state_since = ${nowMs}, until_at = NULL, wake_at = q.wake_at,
        turn_trigger = CASE WHEN a.lease_until IS NULL THEN NULL ELSE a.turn_trigger END
      FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.state)}::text[], ${rows.map((row) => row.wakeMs)}::bigint[]) AS q(id, state, wake_at)
      WHERE a.id = q.id`.execute(within)
  }

  async #retried<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await work()
      } catch (error) {
        if (tries === TRIES || !isDeadlock(error)) throw error
      }
    }
  }
}

/** Locked, in the order every writer of agents locks them. */
async function standingOf(within: Within, workspaceId: Id, ids: readonly Id[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`SELECT a.id, a.project_id AS "projectId", a.state, a.platform = 'messaging' AS "ofLeads", a.lease_until IS NOT NULL AS held, p.wake,
      EXISTS (SELECT FROM worlds w WHERE w.project_id = a.project_id AND w.kind = 'simulated') AS simulated,
      (SELECT m.username FROM profiles m WHERE m.id = a.profile_id AND m.suspended_at IS NOT NULL) AS suspended, persona.doc->'rhythm' AS rhythm
    FROM agents a JOIN projects p ON p.id = a.project_id AND p.erasing_at IS NULL LEFT JOIN personas persona ON persona.id = a.persona_id
    WHERE a.id = ANY(${ids as Id[]}::uuid[]) AND a.workspace_id = ${workspaceId} ORDER BY a.id FOR NO KEY UPDATE OF a`.execute(within)
  return rows
}

function reasonOf(by: Pick<Doer, 'name'>, verb: AgentVerb, reason: string | null): string | null {
  return verb === 'pause' || verb === 'stop' ? reason ?? `${DONE[verb]} by ${by.name}` : null
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001')
}
