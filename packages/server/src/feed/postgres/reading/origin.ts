/** From what was said back to the turn that made it: for the owner's console, within one workspace, hidden ones too. */
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'

export interface Origin {
  /** Null where a person wrote it, or it was brought in. */
  readonly turnId: Id | null
  readonly agentId: Id | null
}

export async function originOf(db: Database, what: 'post' | 'comment', id: Id, workspaceId: Id): Promise<Origin | null> {
  const { rows: [row] } = await sql<Origin>`SELECT said.turn_id AS "turnId", t.agent_id AS "agentId"
    FROM ${sql.table(what === 'post' ? 'posts' : 'comments')} said
    JOIN worlds w ON w.id = said.world_id JOIN projects j ON j.id = w.project_id AND j.workspace_id = ${workspaceId}
    LEFT JOIN turns t ON t.id = said.turn_id WHERE said.id = ${id}`.execute(db)
  return row ?? null
}
