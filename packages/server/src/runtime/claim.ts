/**
 * Taking agents up. Those that are due are locked within the very transaction that runs their turns: most turns end in it,
 * and a lock that a crash undoes needs no lease. Only a turn that has to wait for an answer from outside leaves its agent
 * under a lease, taken as the turn is committed; when the lease's worker has not been heard of until it runs out, another
 * takes the agent up, turn and all. `SKIP LOCKED` lets many workers look at once without waiting for each other, and
 * the lease number fences off a worker that was only slow.
 *
 * Before, due agents were leased by an update of their own, which the row's six indexes make dear: an action took 107 µs of
 * the database's CPU and 82 of this process's where it takes 69 and 60 now.
 */
import type { BrainConfig, Trigger } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { TurnSnapshot } from '../agent/turn.ts'
import { uuids } from '../store/columns.ts'
import type { Database, Within } from '../store/database.ts'

/** How long an agent stays with a worker that says nothing. Renewed every third of it. */
export const LEASE_MS = 15_000

export interface Claimed {
  readonly id: Id
  readonly workspaceId: Id
  readonly projectId: Id
  readonly name: string
  readonly platform: string
  readonly brain: BrainConfig
  readonly personaId: Id | null
  /** Tells whether a persona at hand is still the same. */
  readonly personaUpdatedMs: number | null
  readonly profileId: Id | null
  readonly worldId: Id | null
  /** Of an agent outside, which has no profile and no world. */
  readonly siteId: Id | null
  readonly lease: number
  /** Under a lease, that is in a turn that waited; else it was due, and is locked. */
  readonly leased: boolean
  readonly turnId: Id | null
  readonly trigger: Trigger | null
  readonly texts: number
  readonly tallyDay: string
  readonly tallyPosts: number
  readonly tallyComments: number
  readonly tallyActs: number
  readonly chain: Buffer
  readonly lastTurnMs: number | null
  readonly createdMs: number
  readonly turnStartedMs: number | null
  readonly snapshot: TurnSnapshot | null
}

const RETURNED = sql.raw(`a.id, a.workspace_id AS "workspaceId", a.project_id AS "projectId", a.name, a.platform, a.brain, a.persona_id AS "personaId",
  p.updated_at AS "personaUpdatedMs", a.profile_id AS "profileId", m.world_id AS "worldId", a.site_id AS "siteId", a.lease, a.lease_until IS NOT NULL AS leased, a.turn_id AS "turnId", a.turn_trigger AS trigger,
  a.texts, a.tally_day AS "tallyDay", a.tally_posts AS "tallyPosts", a.tally_comments AS "tallyComments", a.tally_acts AS "tallyActs", a.chain, a.last_turn_at AS "lastTurnMs",
  a.created_at AS "createdMs", t.started_at AS "turnStartedMs", t.snapshot`)

const JOINED = sql.raw(`LEFT JOIN personas p ON p.id = a.persona_id LEFT JOIN profiles m ON m.id = a.profile_id LEFT JOIN turns t ON t.id = a.turn_id`)

export interface ClaimOptions {
  readonly workerId: Id
  readonly nowMs: number
  readonly limit: number
  /** Scopes that stand still: project ids, or `instance`. */
  readonly killed: readonly string[]
  /** Of this project alone; of all where it is null. */
  readonly project: Id | null
}

/** Left out where no switch is on: PostgreSQL takes such a condition to leave one agent in ten, and sorts all instead of reading the first. */
function among({ killed, project }: Pick<ClaimOptions, 'killed' | 'project'>): RawBuilder<unknown> {
  const own = project === null ? sql`` : sql`AND project_id = ${project}`
  return killed.length === 0 ? own : sql`${own} AND NOT (project_id::text = ANY(${[...killed]}::text[]))`
}

/** Agents whose time has come, locked for as long as the transaction lasts; `only` these of them, where it is not null. */
export async function lockDue(tx: Within, { nowMs, limit, killed, project }: Omit<ClaimOptions, 'workerId'>, only: readonly Id[] | null = null): Promise<Claimed[]> {
  if (limit <= 0 || killed.includes('instance')) return []
  const { rows } = await sql<Claimed>`WITH a AS MATERIALIZED (
      SELECT * FROM agents WHERE wake_at <= ${nowMs} AND lease_until IS NULL AND state IN ('idle', 'asleep') ${among({ killed, project })}
        ${only === null ? sql`` : sql`AND id = ANY(${uuids(only, (id) => id)})`}
      ORDER BY wake_at LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED)
    SELECT ${RETURNED} FROM a ${JOINED}`.execute(tx)
  return rows
}

/** Agents left behind by a worker that died: taken as they stand, turn and all. */
export async function claimAbandoned(db: Database, { workerId, nowMs, limit, killed, project }: ClaimOptions): Promise<Claimed[]> {
  if (limit <= 0 || killed.includes('instance')) return []
  const { rows } = await sql<Claimed>`WITH left_behind AS MATERIALIZED (
      SELECT id FROM agents WHERE lease_until < ${nowMs} ${among({ killed, project })}
      ORDER BY lease_until LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED),
    taken AS (
      UPDATE agents a SET lease = a.lease + 1, lease_until = ${nowMs + LEASE_MS}, lease_worker = ${workerId}
      FROM left_behind l WHERE a.id = l.id RETURNING a.*)
    SELECT ${RETURNED} FROM taken a ${JOINED}`.execute(db)
  return rows
}

/** Of these agents, those that are still the worker's. */
export async function renewLeases(db: Database, workerId: Id, agentIds: readonly Id[], nowMs: number): Promise<void> {
  if (agentIds.length === 0) return
  await sql`UPDATE agents SET lease_until = ${nowMs + LEASE_MS} FROM (${held(sql`lease_worker = ${workerId} AND id = ANY(${uuids(agentIds, (id) => id)})`)}) held
    WHERE agents.id = held.id`.execute(db)
}

/** For a worker that stops in good order, or one that knows that no other can be alive: its agents need not wait. */
export async function expireLeases(db: Database, workerId: Id | null): Promise<void> {
  await sql`UPDATE agents SET lease_until = 0 FROM (${held(workerId === null ? sql`true` : sql`lease_worker = ${workerId}`)}) held WHERE agents.id = held.id`.execute(db)
}

/** Locked by id, as batches lock theirs: whoever locks many agents in another order waits in a circle with them. */
function held(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT id FROM agents WHERE lease_until IS NOT NULL AND ${which} ORDER BY id FOR NO KEY UPDATE`
}

/** When the next agent is due that may wake; null when there is none. */
export async function nextDueMs(db: Database, { killed, project }: Pick<ClaimOptions, 'killed' | 'project'>): Promise<number | null> {
  if (killed.includes('instance')) return null
  const { rows } = await sql<{ at: number | null }>`SELECT min(wake_at) AS at FROM agents WHERE wake_at IS NOT NULL AND lease_until IS NULL
    AND state IN ('idle', 'asleep') ${among({ killed, project })}`.execute(db)
  return rows[0]?.at ?? null
}
