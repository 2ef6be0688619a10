/** Which worlds anybody may read. A world that is not public is, to the public, no world at all. */
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'

export interface PublicWorld {
  readonly id: Id
  readonly name: string
  readonly kind: 'live' | 'simulated'
  /** Who runs its personas, for the label (SPEC P2): the workspace's name. */
  readonly operator: string
  readonly isDefault: boolean
  /** Of a simulated world's own time; null for a live one. */
  readonly beganMs: number | null
  readonly endedMs: number | null
}

/** `null` asks for the default world. */
export async function publicWorld(db: Database, id: Id | null): Promise<PublicWorld | null> {
  const { rows: [world] } = await sql<PublicWorld>`SELECT w.id, w.name, w.kind, s.name AS operator, w.is_default AS "isDefault",
    w.began_at AS "beganMs", w.ended_at AS "endedMs" FROM worlds w
    JOIN projects j ON j.id = w.project_id JOIN workspaces s ON s.id = j.workspace_id
    WHERE w.public AND ${id === null ? sql`w.is_default` : sql`w.id = ${id}`}`.execute(db)
  return world ?? null
}
