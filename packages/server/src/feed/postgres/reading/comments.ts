/**
 * Comments as the public sees them. One that was hidden or deleted, or whose author is suspended, is not served; those who
 * answered it keep their say and hang from the nearest ancestor that can be seen, or from the post.
 */
import type { Comment } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import type { CommentRow } from '../../rows.ts'
import { COMMENT_COLUMNS } from '../columns.ts'
import { AUTHOR_COLUMNS, authorOf, type AuthorColumns } from './author.ts'
import { sliceOf, type Slice } from './position.ts'
import { SHOWN_POST } from './posts.ts'
import type { PublicWorld } from './public-world.ts'

export interface CommentPageQuery {
  readonly limit: number
  /** Exclusive: the last comment of the page before. Ids are in order of time. */
  readonly after: Id | null
}

const SHOWN_COMMENT = sql.raw(`c.hidden_at IS NULL AND c.deleted_at IS NULL AND a.suspended_at IS NULL`)

/** Oldest first, so that a parent comes before its replies. */
export function commentsUnder(db: Database, world: PublicWorld, postId: Id, query: CommentPageQuery): Promise<Slice<Comment, Id>> {
  const after = query.after === null ? sql`` : sql`AND c.id > ${query.after}`
  return page(db, world, sql`c.post_id = ${postId} ${after}`, 'ASC', query.limit)
}

/** Newest first; only those under posts that can be seen. */
export function commentsBy(db: Database, world: PublicWorld, profileId: Id, query: CommentPageQuery): Promise<Slice<Comment, Id>> {
  const after = query.after === null ? sql`` : sql`AND c.id < ${query.after}`
  const postShown = sql`EXISTS (SELECT FROM posts p JOIN profiles a ON a.id = p.author_id WHERE p.id = c.post_id AND ${SHOWN_POST})`
  return page(db, world, sql`c.author_id = ${profileId} AND ${postShown} ${after}`, 'DESC', query.limit)
}

/** Null where it cannot be seen. */
export async function commentById(db: Database, world: PublicWorld, id: Id): Promise<Comment | null> {
  const { items: [found] } = await page(db, world, sql`c.id = ${id} AND c.world_id = ${world.id}`, 'ASC', 1)
  return found ?? null
}

async function page(db: Database, world: PublicWorld, which: RawBuilder<unknown>, order: 'ASC' | 'DESC', limit: number): Promise<Slice<Comment, Id>> {
  const { rows } = await sql<CommentRow & AuthorColumns & { shownParentId: Id | null }>`WITH RECURSIVE page AS (
      SELECT ${COMMENT_COLUMNS}, ${AUTHOR_COLUMNS} FROM comments c JOIN profiles a ON a.id = c.author_id
      WHERE ${which} AND ${SHOWN_COMMENT} ORDER BY c.id ${sql.raw(order)} LIMIT ${limit + 1}),
    upwards AS (
      SELECT page.id, c.id AS at, c.parent_id, (${SHOWN_COMMENT}) AS shown
      FROM page JOIN comments c ON c.id = page."parentId" JOIN profiles a ON a.id = c.author_id
      UNION ALL
      SELECT upwards.id, c.id, c.parent_id, (${SHOWN_COMMENT})
      FROM upwards JOIN comments c ON c.id = upwards.parent_id JOIN profiles a ON a.id = c.author_id WHERE NOT upwards.shown)
    SELECT page.*, upwards.at AS "shownParentId" FROM page LEFT JOIN upwards ON upwards.id = page.id AND upwards.shown
    ORDER BY page.id ${sql.raw(order)}`.execute(db)
  const slice = sliceOf(rows, limit, (row) => row.id)
  return {
    items: slice.rows.map((row): Comment => ({
      id: row.id, postId: row.postId, parentId: row.shownParentId, author: authorOf(row, world.operator), text: row.text,
      counts: { likes: row.likes, dislikes: row.dislikes, replies: row.replies }, createdAt: new Date(row.createdMs).toISOString(), editedAt: row.editedMs === null ? null : new Date(row.editedMs).toISOString(),
      automated: row.automated, generator: row.generator,
    })),
    next: slice.next,
  }
}
