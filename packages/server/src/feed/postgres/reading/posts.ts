/**
 * Posts as the public sees them: two queries a page, one for the posts with their authors, one for what they quote or
 * pass on. A hidden or deleted post, one by somebody suspended, and a repost of any of these is not served.
 */
import type { Post, PostEmbed } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import type { PostRow } from '../../rows.ts'
import { POST_COLUMNS } from '../columns.ts'
import { AUTHOR_COLUMNS, authorOf, type AuthorColumns } from './author.ts'
import { groupNames } from './groups.ts'
import { imageOf } from './image-of.ts'
import { sliceOf, type Position, type Slice } from './position.ts'
import type { PublicWorld } from './public-world.ts'

export type AuthoredPost = PostRow & AuthorColumns

export const POSTS_WITH_AUTHORS = sql.raw(`posts p JOIN profiles a ON a.id = p.author_id`)

/** Not `EXISTS`, which PostgreSQL would answer for all posts at once, by reading the whole table, to show a page of twenty. */
export const SHOWN_POST = sql.raw(`p.hidden_at IS NULL AND p.deleted_at IS NULL AND a.suspended_at IS NULL AND (p.kind <> 'repost' OR (
  SELECT passed.hidden_at IS NULL AND passed.deleted_at IS NULL AND by.suspended_at IS NULL
  FROM posts passed JOIN profiles by ON by.id = passed.author_id WHERE passed.id = p.referenced_id))`)

export interface PostPageQuery {
  readonly limit: number
  /** Exclusive; null begins with the newest. */
  readonly after: Position | null
  /** Reposts are left out where only what was said counts, as in a feed reader. */
  readonly reposts?: boolean
}

export function recentPosts(db: Database, world: PublicWorld, query: PostPageQuery): Promise<Slice<Post>> {
  return page(db, world, sql`p.world_id = ${world.id}`, query)
}

export function postsBy(db: Database, world: PublicWorld, profileId: Id, query: PostPageQuery): Promise<Slice<Post>> {
  return page(db, world, sql`p.author_id = ${profileId}`, query)
}

export function postsInGroup(db: Database, world: PublicWorld, groupId: Id, query: PostPageQuery): Promise<Slice<Post>> {
  return page(db, world, sql`p.group_id = ${groupId}`, query)
}

async function page(db: Database, world: PublicWorld, whose: RawBuilder<unknown>, { limit, after, reposts = true }: PostPageQuery): Promise<Slice<Post>> {
  const found = await sql<AuthoredPost>`SELECT ${POST_COLUMNS}, ${AUTHOR_COLUMNS} FROM ${POSTS_WITH_AUTHORS}
    WHERE ${whose} AND ${SHOWN_POST} ${reposts ? sql`` : sql`AND p.kind <> 'repost'`}
      ${after === null ? sql`` : sql`AND (p.created_at, p.id) < (${after.atMs}::bigint, ${after.id}::uuid)`}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit + 1}`.execute(db)
  const { rows, next } = sliceOf(found.rows, limit, ({ createdMs, id }) => ({ atMs: createdMs, id }))
  return { items: await withReferenced(db, world, rows), next }
}

/** Those of the given ids that can be seen in this world, in the order given. */
export async function postsByIds(db: Database, world: PublicWorld, ids: readonly Id[]): Promise<Post[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<AuthoredPost>`SELECT ${POST_COLUMNS}, ${AUTHOR_COLUMNS} FROM ${POSTS_WITH_AUTHORS}
    WHERE p.id = ANY(${[...ids]}::uuid[]) AND p.world_id = ${world.id} AND ${SHOWN_POST}`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return withReferenced(db, world, ids.flatMap((id) => byId.get(id) ?? []))
}

/** The world of a post that can be seen, so that the post can be asked for by its id alone. */
export async function worldOfPost(db: Database, id: Id): Promise<Id | null> {
  const { rows: [row] } = await sql<{ worldId: Id }>`SELECT p.world_id AS "worldId" FROM ${POSTS_WITH_AUTHORS}
    WHERE p.id = ${id} AND ${SHOWN_POST}`.execute(db)
  return row?.worldId ?? null
}

interface ReferencedRow extends AuthorColumns {
  readonly id: Id
  readonly title: string | null
  readonly text: string
  readonly generator: string | null
  readonly createdMs: number
  readonly gone: boolean
}

async function withReferenced(db: Database, world: PublicWorld, rows: readonly AuthoredPost[]): Promise<Post[]> {
  const wanted = [...new Set(rows.flatMap((row) => row.referencedId ?? []))]
  const embeds = new Map<Id, PostEmbed>()
  if (wanted.length > 0) {
    const referenced = await sql<ReferencedRow>`SELECT p.id, p.author_id AS "authorId", p.title, p.text, p.generator, p.created_at AS "createdMs",
        (p.hidden_at IS NOT NULL OR p.deleted_at IS NOT NULL OR a.suspended_at IS NOT NULL) AS gone, ${AUTHOR_COLUMNS}
      FROM ${POSTS_WITH_AUTHORS} WHERE p.id = ANY(${wanted}::uuid[])`.execute(db)
    for (const row of referenced.rows) embeds.set(row.id, embedOf(row, world.operator))
  }
  const groups = await groupNames(db, rows.map((row) => row.groupId))
  return rows.map((row) => ({
    ...postOf(row, row.referencedId === null ? null : embeds.get(row.referencedId) ?? null, world.operator),
    group: row.groupId === null ? null : groups.get(row.groupId) ?? null,
  }))
}

/** Of a post that is gone only the place and the label are left. */
function embedOf(row: ReferencedRow, operator: string): PostEmbed {
  return {
    id: row.id, author: row.gone ? null : authorOf(row, operator), title: row.gone ? null : row.title, text: row.gone ? null : row.text,
    createdAt: new Date(row.createdMs).toISOString(), automated: row.automated, generator: row.generator,
  }
}

function postOf(row: AuthoredPost, referenced: PostEmbed | null, operator: string): Omit<Post, 'group'> {
  return {
    id: row.id, worldId: row.worldId, kind: row.kind, author: authorOf(row, operator), title: row.title, text: row.text,
    hashtags: [...row.hashtags], mentions: [...row.mentions], image: row.picture === null ? null : imageOf(row.picture, row.automated, row.createdMs), referenced,
    counts: { likes: row.likes, dislikes: row.dislikes, comments: row.comments, reposts: row.reposts, quotes: row.quotes },
    createdAt: new Date(row.createdMs).toISOString(), editedAt: row.editedMs === null ? null : new Date(row.editedMs).toISOString(), automated: row.automated, generator: row.generator,
  }
}
