import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'

/** What is said of the image of a post, where posts and images keep it. */
export async function changeAlt(within: Within, postId: Id, alt: string, nowMs: number): Promise<void> {
  const { rows: [changed] } = await sql<{ imageId: Id }>`UPDATE posts SET picture = jsonb_set(picture, '{alt}', to_jsonb(${alt}::text)), edited_at = ${nowMs}
    WHERE id = ${postId} AND picture IS NOT NULL AND picture->>'alt' <> ${alt} RETURNING (picture->>'id')::uuid AS "imageId"`.execute(within)
  if (changed !== undefined) await sql`UPDATE images SET description = jsonb_set(description, '{alt}', to_jsonb(${alt}::text)) WHERE id = ${changed.imageId}`.execute(within)
}
