/** What a world talks about: hashtags of its last day, most used first. */
import type { Trend } from '@troupe/contract'
import { sql } from 'kysely'
import type { Database } from '../../../store/database.ts'
import { excerpt } from '../../excerpt.ts'
import { TAG_POOL_SIZE } from '../../rows.ts'
import { POSTS_WITH_AUTHORS, SHOWN_POST } from './posts.ts'
import type { PublicWorld } from './public-world.ts'

const HOUR_MS = 3_600_000
const WINDOW_MS = 24 * HOUR_MS
const SAMPLE_LONGEST = 160

/** The sample is the post under the tag that was liked and answered most. */
export async function trends(db: Database, world: PublicWorld, limit: number, nowMs: number): Promise<Trend[]> {
  const { rows } = await sql<Trend>`WITH newest AS (
      SELECT p.id, p.author_id, p.text, p.hashtags, p.created_at, p.like_count + p.comment_count AS talk FROM ${POSTS_WITH_AUTHORS}
      WHERE p.world_id = ${world.id} AND p.created_at > ${nowMs - WINDOW_MS} AND p.created_at <= ${nowMs} AND ${SHOWN_POST}
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${TAG_POOL_SIZE})
    SELECT tag, count(*)::int AS posts, count(DISTINCT author_id)::int AS people,
      count(*) FILTER (WHERE created_at > ${nowMs - HOUR_MS}) >
        count(*) FILTER (WHERE created_at > ${nowMs - 2 * HOUR_MS} AND created_at <= ${nowMs - HOUR_MS}) AS rising,
      (array_agg(text ORDER BY talk DESC, created_at DESC, id DESC))[1] AS sample
    FROM newest, unnest(newest.hashtags) AS tag
    GROUP BY tag ORDER BY posts DESC, people DESC, tag COLLATE "C" LIMIT ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, sample: excerpt(row.sample, SAMPLE_LONGEST) }))
}
