/** Pages of leads: filtered, searched, counted by stage, in one of three orders. */
import type { consumerQuerySchema, Stage } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { Id } from '../../base/ids.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Database } from '../../store/database.ts'
import { containing } from '../../store/like.ts'
import { scoreOf, selectConsumers, suppressedOf, type ConsumerRow } from './consumer-rows.ts'

export type ConsumerQuery = Omit<z.output<typeof consumerQuerySchema>, 'creatorId'> & { readonly creatorId: Id | null; readonly after: ListPosition | null }

/** Behind which lead a page goes on: what the order sorts by (an instant in milliseconds, or a score), and the lead. */
export interface ListPosition {
  readonly atMs: number
  readonly id: Id
}

export interface ConsumerRows {
  readonly rows: readonly ConsumerRow[]
  readonly next: ListPosition | null
}

/** Scores hang on the hour, so they are not stored: those of the leads seen last are worked out and sorted. */
const SCORED_MOST = 2_000

export function listConsumers(db: Database, suppressions: Pick<SuppressionList, 'reasons'>, workspaceId: Id, query: ConsumerQuery, nowMs: number): Promise<ConsumerRows> {
  return query.order === 'score' ? byScore(db, suppressions, workspaceId, query, nowMs) : bySql(db, workspaceId, query)
}

async function bySql(db: Database, workspaceId: Id, query: ConsumerQuery): Promise<ConsumerRows> {
  const { order, after, limit } = query
  const key = order === 'newest' ? sql`0::bigint` : sql`coalesce(x.last_seen_at, 0)`
  const found = await selectConsumers(db, workspaceId, sql`${filter(query, true)} AND ${after === null ? sql`true` : order === 'newest' ? sql`c.id < ${after.id}` : sql`(${key}, c.id) < (${after.atMs}::bigint, ${after.id}::uuid)`}
    ORDER BY ${order === 'newest' ? sql`c.id DESC` : sql`${key} DESC, c.id DESC`} LIMIT ${limit + 1}`)
  return page(found, limit, (row) => order === 'newest' ? 0 : row.context?.last_seen_at ?? 0)
}

async function byScore(db: Database, suppressions: Pick<SuppressionList, 'reasons'>, workspaceId: Id, query: ConsumerQuery, nowMs: number): Promise<ConsumerRows> {
  const found = await selectConsumers(db, workspaceId, sql`${filter(query, true)} ORDER BY coalesce(x.last_seen_at, 0) DESC, c.id DESC LIMIT ${SCORED_MOST}`)
  const suppressed = await suppressedOf(db, suppressions, workspaceId, found)
  const scored = found.map((row) => ({ row, score: row.context === null ? 0 : scoreOf(row, suppressed.get(row.id) ?? {}, nowMs).score })).sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? 1 : -1))
  const { after } = query
  const left = after === null ? scored : scored.filter(({ row, score }) => score < after.atMs || (score === after.atMs && row.id < after.id))
  const scores = new Map(left.map(({ row, score }) => [row.id, score]))
  return page(left.map(({ row }) => row), query.limit, (row) => scores.get(row.id) ?? 0)
}

function page(found: readonly ConsumerRow[], limit: number, key: (row: ConsumerRow) => number): ConsumerRows {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? { atMs: key(last), id: last.id } : null }
}

/** By stage, whatever stage is asked for: what the others would show. */
export async function countByStage(db: Database, workspaceId: Id, query: ConsumerQuery): Promise<Partial<Record<Stage, number>>> {
  const { rows } = await sql<{ stage: Stage; n: number }>`SELECT x.stage, count(*)::int AS n FROM consumers c JOIN consumer_contexts x ON x.consumer_id = c.id
    WHERE c.workspace_id = ${workspaceId} AND c.merged_into IS NULL AND ${filter(query, false)} GROUP BY x.stage`.execute(db)
  return Object.fromEntries(rows.map(({ stage, n }) => [stage, n]))
}

export function totalOf(query: Pick<ConsumerQuery, 'stage'>, counts: Partial<Record<Stage, number>>): number {
  return query.stage === undefined ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[query.stage] ?? 0
}

/** Those erased are found by their id alone. */
function filter({ creatorId, stage, tag, query }: ConsumerQuery, withStage: boolean): RawBuilder<unknown> {
  const pattern = query === undefined || query === '' ? null : containing(query)
  return sql.join([
    sql`c.erased_at IS NULL`,
    ...creatorId === null ? [] : [sql`c.creator_id = ${creatorId}`],
    ...stage === undefined || !withStage ? [] : [sql`x.stage = ${stage}`],
    ...tag === undefined ? [] : [sql`${tag} = ANY(c.tags)`],
    ...pattern === null ? [] : [sql`(c.name ILIKE ${pattern} OR c.email ILIKE ${pattern} OR c.phone LIKE ${pattern} OR c.whatsapp LIKE ${pattern} OR c.external_id ILIKE ${pattern})`],
  ], sql` AND `)
}

