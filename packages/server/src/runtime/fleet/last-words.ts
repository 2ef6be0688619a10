/** What agents did last and what they said to themselves, from their newest turns: a look back has a bound. */
import type { ActivityItem, FleetAgent } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { ACTIVITY_COLUMNS, ACTIVITY_JOINS, type ActivityReader, type ActivityRow } from '../trace/activity-reader.ts'

/** Turns of one agent that are looked at for its last act. */
const ACT_TURNS_MOST = 5
/** Thoughts are rarer: most turns of a habit come to rest without a word. */
const THOUGHT_TURNS_MOST = 20

export async function lastActs(db: Database, activity: ActivityReader, agentIds: readonly Id[]): Promise<Map<Id, ActivityItem>> {
  if (agentIds.length === 0) return new Map()
  const { rows } = await sql<ActivityRow>`SELECT ${ACTIVITY_COLUMNS} FROM unnest(${agentIds as Id[]}::uuid[]) AS own(id)
    CROSS JOIN LATERAL (SELECT j.* FROM (SELECT id FROM turns WHERE agent_id = own.id ORDER BY id DESC LIMIT ${ACT_TURNS_MOST}) t
      JOIN journal j ON j.turn_id = t.id AND j.kind = 'acted' ORDER BY t.id DESC, j.step DESC, j.place DESC LIMIT 1) j
    ${ACTIVITY_JOINS}`.execute(db)
  return new Map((await activity.items(rows)).map(({ item }) => [item.agent.id, item]))
}

export async function lastThoughts(db: Database, agentIds: readonly Id[]): Promise<Map<Id, NonNullable<FleetAgent['lastThought']>>> {
  if (agentIds.length === 0) return new Map()
  const { rows } = await sql<{ agentId: Id; turnId: Id; at: number; text: string }>`SELECT own.id AS "agentId", t.id AS "turnId", t.ended_at AS at, t.reason AS text
    FROM unnest(${agentIds as Id[]}::uuid[]) AS own(id)
    CROSS JOIN LATERAL (SELECT * FROM (SELECT id, ended_at, outcome, reason FROM turns WHERE agent_id = own.id ORDER BY id DESC LIMIT ${THOUGHT_TURNS_MOST}) newest
      WHERE outcome = 'rested' AND coalesce(reason, '') <> '' ORDER BY id DESC LIMIT 1) t`.execute(db)
  return new Map(rows.map(({ agentId, turnId, at, text }) => [agentId, { turnId, text, at: new Date(at).toISOString() }]))
}
