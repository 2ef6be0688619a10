/** What an order names, found within the workspace of whoever gives it. */
import type { SaidKind } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import { IN_WORKSPACE } from './moderated-items.ts'

export interface Target {
  readonly kind: SaidKind | 'profile'
  readonly id: Id
  readonly worldId: Id
  readonly authorId: Id
  readonly username: string
  readonly isHidden: boolean
  /** Of a post its comments, of a comment what answers it. */
  readonly answers: number
}

export interface Named {
  readonly kind: SaidKind | 'profile'
  readonly id: Id
}

export async function findTargets(within: Within, workspaceId: Id, named: readonly Named[]): Promise<Map<Id, Target>> {
  const of = (kind: Named['kind']): ReturnType<typeof uuids> => uuids(named.filter((each) => each.kind === kind), ({ id }) => id)
  const { rows } = await sql<Target>`SELECT 'post' AS kind, t.id, t.world_id AS "worldId", a.id AS "authorId", a.username, t.hidden_at IS NOT NULL AS "isHidden", t.comment_count AS answers
    FROM posts t JOIN profiles a ON a.id = t.author_id ${IN_WORKSPACE('t')} WHERE t.id = ANY(${of('post')}) AND s.id = ${workspaceId}
    UNION ALL SELECT 'comment', t.id, t.world_id, a.id, a.username, t.hidden_at IS NOT NULL, t.reply_count
    FROM comments t JOIN profiles a ON a.id = t.author_id ${IN_WORKSPACE('t')} WHERE t.id = ANY(${of('comment')}) AND s.id = ${workspaceId}
    UNION ALL SELECT 'profile', a.id, a.world_id, a.id, a.username, false, 0
    FROM profiles a ${IN_WORKSPACE('a')} WHERE a.id = ANY(${of('profile')}) AND s.id = ${workspaceId}`.execute(within)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Who said it, in its place. */
export function authorOfTarget({ worldId, authorId, username }: Target): Target {
  return { kind: 'profile', id: authorId, worldId, authorId, username, isHidden: false, answers: 0 }
}
