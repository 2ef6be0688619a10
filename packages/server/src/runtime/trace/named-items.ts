/** What ids name: posts, comments and profiles as they read now, cut to what a line can show. */
import type { NamedItem } from '@troupe/contract'
import { sql } from 'kysely'
import { isId, type Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export async function namedItems(db: Database, ids: Iterable<string | null>, longest: number): Promise<Map<Id, NamedItem>> {
  const wanted = [...new Set(ids)].filter((id): id is Id => id !== null && isId(id))
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<NamedItem>`
    SELECT p.id, 'post' AS kind, coalesce(m.username, '') AS author, CASE WHEN p.deleted_at IS NULL THEN left(concat_ws(' · ', p.title, nullif(p.text, '')), ${longest + 1}) END AS text
      FROM posts p LEFT JOIN profiles m ON m.id = p.author_id WHERE p.id = ANY(${wanted}::uuid[])
    UNION ALL SELECT c.id, 'comment', coalesce(m.username, ''), CASE WHEN c.deleted_at IS NULL THEN left(c.text, ${longest + 1}) END
      FROM comments c LEFT JOIN profiles m ON m.id = c.author_id WHERE c.id = ANY(${wanted}::uuid[])
    UNION ALL SELECT m.id, 'profile', m.username, left(m.display_name, ${longest + 1}) FROM profiles m WHERE m.id = ANY(${wanted}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, { ...row, text: row.text === null ? null : cut(row.text, longest) }]))
}

export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}
