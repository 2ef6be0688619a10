/**
 * When the members of a swarm wake. At the start they are spread over the first moments, so that something happens at once and
 * not everything; after that by their rhythms, or, in a run that is there to be looked at, no later than the pace allows. Times
 * are only ever brought forward: whoever sleeps because a limit was reached sleeps on.
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { bigints, uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'

/** All have been awake once by then, unless the run ends before. */
const SPREAD_MS = 20_000
const SPREAD_A_MEMBER_MS = 700

export interface PaceParts {
  readonly db: Database
  readonly clock: Clock
  readonly random: Random
  readonly onEarlier: () => void
}

/** The first at once, the others one after the other. */
export async function spreadWakes(parts: PaceParts, agentIds: readonly Id[]): Promise<void> {
  const gapMs = Math.min(SPREAD_A_MEMBER_MS, SPREAD_MS / Math.max(1, agentIds.length))
  const nowMs = parts.clock.now()
  await bringForward(parts, agentIds.map((id, place) => ({ id, wakeMs: Math.round(nowMs + place * gapMs) })))
}

/** Of those who would rest for longer than the pace allows, each gets a time between half of it and one and a half. */
export async function keepPace(parts: PaceParts, agentIds: readonly Id[], everyMs: number): Promise<void> {
  const nowMs = parts.clock.now()
  const { rows } = await sql<{ id: Id }>`SELECT id FROM agents WHERE id = ANY(${uuids(agentIds, (id) => id)}) AND state = 'idle' AND lease_until IS NULL AND wake_at > ${nowMs + everyMs * 1.5}`.execute(parts.db)
  await bringForward(parts, rows.map(({ id }) => ({ id, wakeMs: Math.round(nowMs + everyMs * parts.random.between(0.5, 1.5)) })))
}

/** Locked by id, as every writer of agents locks them. */
async function bringForward({ db, onEarlier }: PaceParts, wakes: readonly { readonly id: Id; readonly wakeMs: number }[]): Promise<void> {
  if (wakes.length === 0) return
  const { numAffectedRows } = await sql`UPDATE agents a SET wake_at = q.at FROM (
      SELECT a.id, q.at FROM agents a JOIN unnest(${uuids(wakes, ({ id }) => id)}, ${bigints(wakes, ({ wakeMs }) => wakeMs)}) AS q(id, at) ON a.id = q.id
      ORDER BY a.id FOR NO KEY UPDATE OF a) q
    WHERE a.id = q.id AND a.state = 'idle' AND a.lease_until IS NULL AND a.wake_at > q.at`.execute(db)
  if (Number(numAffectedRows ?? 0) > 0) onEarlier()
}
