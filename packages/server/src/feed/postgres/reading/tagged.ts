/** Posts under a hashtag, newest first. */
import type { Post } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import { postsByIds, POSTS_WITH_AUTHORS, SHOWN_POST } from './posts.ts'
import type { PublicWorld } from './public-world.ts'

/** `tag` in lower case, without its sign. The index `posts_hashtags` knows only posts that have tags, as the query says. */
export async function postsTagged(db: Database, world: PublicWorld, tag: string, limit: number): Promise<Post[]> {
  const { rows } = await sql<{ id: Id }>`SELECT p.id FROM ${POSTS_WITH_AUTHORS}
    WHERE p.hashtags <> '{}' AND p.hashtags @> ARRAY[${tag}]::text[] AND p.world_id = ${world.id} AND ${SHOWN_POST}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`.execute(db)
  return postsByIds(db, world, rows.map((row) => row.id))
}
