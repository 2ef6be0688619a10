/** The journal as activity: pages backwards for lists, stretches forwards for streams. */
import type { ActivityItem, NamedItem } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { avatarPath } from '../../persona/persona-row.ts'
import type { Database } from '../../store/database.ts'
import { cut, namedItems } from './named-items.ts'
import { phrase } from './phrase.ts'
import type { Position } from './position.ts'

export interface ActivityFilter {
  readonly agentId?: Id | undefined
  readonly projectId?: Id | undefined
  readonly kind?: ActivityItem['kind'] | undefined
}

export interface WorkspaceItem {
  readonly workspaceId: Id
  readonly item: ActivityItem
}

export interface ActivityRow {
  readonly seq: number
  readonly at: number
  readonly kind: ActivityItem['kind']
  readonly projectId: Id
  readonly workspaceId: Id
  readonly agentId: Id
  readonly agentName: string | null
  readonly personaId: Id | null
  readonly username: string | null
  readonly turnId: Id
  readonly action: string | null
  readonly targetId: string | null
  readonly verdict: ActivityItem['verdict']
  readonly result: string | null
  readonly reason: string | null
  readonly madeId: Id | null
  readonly costMicros: number | null
  readonly said: string | null
  readonly whom: string | null
}

const QUOTED_LONGEST = 160
const TEXT_LONGEST = 280

export const ACTIVITY_COLUMNS = sql.raw(`j.seq, j.at, j.kind, j.project_id AS "projectId", project.workspace_id AS "workspaceId", j.agent_id AS "agentId",
  agent.name AS "agentName", agent.persona_id AS "personaId", persona.username, j.turn_id AS "turnId", j.action, j.target_id AS "targetId", j.verdict,
  j.result, j.reason, j.made_id AS "madeId", j.cost_micros AS "costMicros",
  CASE WHEN j.kind = 'acted' AND agent.site_id IS NOT NULL THEN (SELECT left(concat_ws(' · ', body->'input'->>'title', body->'input'->>'text'), 400) FROM payloads WHERE id = j.payload_id) END AS said,
  CASE WHEN j.kind = 'acted' AND agent.site_id IS NOT NULL THEN (SELECT left(body->>'whom', 60) FROM payloads WHERE id = j.payload_id) END AS whom`)
export const ACTIVITY_JOINS = sql.raw(`JOIN projects project ON project.id = j.project_id LEFT JOIN agents agent ON agent.id = j.agent_id
  LEFT JOIN personas persona ON persona.id = agent.persona_id`)

export class ActivityReader {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * Newest first, those before `beforeSeq`. One agent's are found through its turns, others from the newest of each project:
   * asked for all at once, PostgreSQL would walk back over what other workspaces did since.
   */
  async list(workspaceId: Id, filter: ActivityFilter, limit: number, beforeSeq: number | null): Promise<ActivityItem[]> {
    const projects = await this.#db.selectFrom('projects').select('id').where('workspace_id', '=', workspaceId).execute()
    const ids = projects.map(({ id }) => id).filter((id) => filter.projectId === undefined || id === filter.projectId)
    if (ids.length === 0) return []
    const parts: RawBuilder<unknown>[] = []
    if (filter.kind !== undefined) parts.push(sql`j.kind = ${filter.kind}`)
    if (beforeSeq !== null) parts.push(sql`j.seq < ${beforeSeq}`)
    const and = sql.join(parts.map((part) => sql`AND ${part}`), sql` `)
    const query = filter.agentId === undefined
      ? sql<ActivityRow>`SELECT ${ACTIVITY_COLUMNS} FROM unnest(${ids}::uuid[]) AS own(id)
          CROSS JOIN LATERAL (SELECT * FROM journal j WHERE j.project_id = own.id ${and} ORDER BY j.seq DESC LIMIT ${limit}) j
          ${ACTIVITY_JOINS} ORDER BY j.seq DESC LIMIT ${limit}`
      : sql<ActivityRow>`SELECT ${ACTIVITY_COLUMNS} FROM turns t JOIN journal j ON j.turn_id = t.id ${ACTIVITY_JOINS}
          WHERE t.agent_id = ${filter.agentId} AND j.project_id = ANY(${ids}::uuid[]) ${and} ORDER BY t.id DESC, j.step DESC, j.place DESC LIMIT ${limit}`
    return (await this.items((await query.execute(this.#db)).rows)).map(({ item }) => item)
  }

  /** What a reader at `from` has not seen of what `to` has, in order, after `afterSeq`. */
  async between(workspaceId: Id, filter: ActivityFilter, from: Position, to: Position, afterSeq: number, limit: number): Promise<ActivityItem[]> {
    const parts: RawBuilder<unknown>[] = [
      sql`project.workspace_id = ${workspaceId}`,
      sql`j.seq > ${afterSeq} AND j.seq <= ${to.frontier}`,
      sql`(j.seq > ${from.frontier} OR j.seq = ANY(${[...from.gaps]}::bigint[]))`,
      sql`NOT j.seq = ANY(${[...to.gaps]}::bigint[])`,
    ]
    if (filter.agentId !== undefined) parts.push(sql`j.agent_id = ${filter.agentId}`)
    if (filter.projectId !== undefined) parts.push(sql`j.project_id = ${filter.projectId}`)
    const { rows } = await sql<ActivityRow>`SELECT ${ACTIVITY_COLUMNS} FROM journal j ${ACTIVITY_JOINS}
      WHERE ${sql.join(parts, sql` AND `)} ORDER BY j.seq LIMIT ${limit}`.execute(this.#db)
    return (await this.items(rows)).map(({ item }) => item)
  }

  async items(rows: readonly ActivityRow[]): Promise<WorkspaceItem[]> {
    const named = await namedItems(this.#db, rows.flatMap((row) => row.kind === 'acted' ? [row.targetId, row.madeId] : []), QUOTED_LONGEST)
    return rows.map((row) => ({ workspaceId: row.workspaceId, item: itemOf(row, named(row.workspaceId)) }))
  }
}

function itemOf(row: ActivityRow, named: ReadonlyMap<string, NamedItem>): ActivityItem {
  return {
    seq: row.seq,
    at: new Date(row.at).toISOString(),
    kind: row.kind,
    projectId: row.projectId,
    agent: {
      id: row.agentId, name: row.agentName ?? 'a deleted agent', username: row.username, avatarUrl: row.personaId === null ? null : avatarPath(row.personaId),
    },
    turnId: row.turnId,
    action: row.action,
    text: cut(phrase({ ...row, said: row.said === '' ? null : row.said }, named), TEXT_LONGEST),
    verdict: row.verdict,
    result: row.result,
    costMicros: row.costMicros,
  }
}
