/** Which types of events have come, as the contexts of leads count them: those are a fraction of the events. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export interface SentType {
  readonly type: string
  readonly count: number
  readonly lastMs: number | null
}

const TYPES_MOST = 500

/** The most frequent first. `creatorId` null: of the whole workspace. */
export async function sentTypes(db: Database, workspaceId: Id, creatorId: Id | null): Promise<SentType[]> {
  const { rows } = await sql<SentType>`SELECT n.key AS type, sum(n.value::bigint)::bigint AS count, max((c.last_at->>n.key)::bigint) AS "lastMs"
    FROM consumer_contexts c, json_each_text(c.counts) n WHERE c.workspace_id = ${workspaceId} AND ${creatorId === null ? sql`true` : sql`c.creator_id = ${creatorId}`} GROUP BY n.key ORDER BY count DESC, type LIMIT ${TYPES_MOST}`.execute(db)
  return rows
}
