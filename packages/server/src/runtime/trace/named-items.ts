/** What ids name: posts, comments, profiles and groups as they read now, cut to what a line can show. */
import type { NamedItem } from '@troupe/contract'
import { sql } from 'kysely'
import { isId, type Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

/**
 * By workspace: an agent may name what it likes, the id of another workspace's post too. Its owner is told what his own ids name, and
 * of others no word.
 */
export async function namedItems(db: Database, ids: Iterable<string | null>, longest: number): Promise<(workspaceId: Id) => ReadonlyMap<Id, NamedItem>> {
  const wanted = [...new Set(ids)].filter((id): id is Id => id !== null && isId(id))
  const found = new Map<Id, Map<Id, NamedItem>>()
  if (wanted.length > 0) {
    const { rows } = await sql<NamedItem & { workspaceId: Id }>`SELECT named.id, named.kind, named.author, named.text, j.workspace_id AS "workspaceId" FROM (
      SELECT p.id, p.world_id, 'post' AS kind, coalesce(m.username, '') AS author, CASE WHEN p.deleted_at IS NULL THEN left(concat_ws(' · ', p.title, nullif(p.text, '')), ${longest + 1}) END AS text
        FROM posts p LEFT JOIN profiles m ON m.id = p.author_id WHERE p.id = ANY(${wanted}::uuid[])
      UNION ALL SELECT c.id, c.world_id, 'comment', coalesce(m.username, ''), CASE WHEN c.deleted_at IS NULL THEN left(c.text, ${longest + 1}) END
        FROM comments c LEFT JOIN profiles m ON m.id = c.author_id WHERE c.id = ANY(${wanted}::uuid[])
      UNION ALL SELECT m.id, m.world_id, 'profile', m.username, left(m.display_name, ${longest + 1}) FROM profiles m WHERE m.id = ANY(${wanted}::uuid[])
      UNION ALL SELECT g.id, g.world_id, 'group', coalesce(m.username, ''), left(g.name, ${longest + 1}) FROM groups g LEFT JOIN profiles m ON m.id = g.creator_id WHERE g.id = ANY(${wanted}::uuid[])) named
      JOIN worlds w ON w.id = named.world_id JOIN projects j ON j.id = w.project_id`.execute(db)
    for (const { workspaceId, ...item } of rows) {
      const own = found.get(workspaceId) ?? new Map<Id, NamedItem>()
      found.set(workspaceId, own.set(item.id, { ...item, text: item.text === null ? null : cut(item.text, longest) }))
    }
  }
  return (workspaceId) => found.get(workspaceId) ?? NONE
}

const NONE: ReadonlyMap<Id, NamedItem> = new Map()

export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}
