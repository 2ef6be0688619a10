/** A gallery as the public sees it. What rises comes from the feed's popular order; the most liked and the newest are read as they stand. */
import type { GalleryItem, Post } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import { sliceOf, type Slice } from './position.ts'
import { postsByIds, POSTS_WITH_AUTHORS, SHOWN_POST } from './posts.ts'
import type { PublicWorld } from './public-world.ts'

/** A place in the order of likes. */
export interface LikedPosition {
  readonly likes: number
  readonly id: Id
}

/** Of all time, the most liked first. Likes that come between two pages may move a post from one to the other. */
export async function mostLiked(db: Database, world: PublicWorld, limit: number, after: LikedPosition | null): Promise<Slice<Post, LikedPosition>> {
  const found = await sql<LikedPosition>`SELECT p.id, p.like_count AS likes FROM ${POSTS_WITH_AUTHORS}
    WHERE p.world_id = ${world.id} AND p.picture IS NOT NULL AND ${SHOWN_POST}
      ${after === null ? sql`` : sql`AND (p.like_count, p.id) < (${after.likes}::int, ${after.id}::uuid)`}
    ORDER BY p.like_count DESC, p.id DESC LIMIT ${limit + 1}`.execute(db)
  const { rows, next } = sliceOf(found.rows, limit, ({ likes, id }) => ({ likes, id }))
  return { items: await postsByIds(db, world, rows.map(({ id }) => id)), next }
}

export async function withViews(db: Database, posts: readonly Post[]): Promise<GalleryItem[]> {
  if (posts.length === 0) return []
  const counted = await db.selectFrom('post_views').select(['post_id', 'views']).where('post_id', 'in', posts.map(({ id }) => id)).execute()
  const views = new Map(counted.map((row) => [row.post_id, row.views]))
  return posts.map((post) => ({ ...post, views: views.get(post.id) ?? 0 }))
}
