/** How far a goal is: counted between its first moment and its last, or now. */
import type { Goal } from '@troupe/contract'
import { sql } from 'kysely'
import { currencyDigits } from '../../base/currency.ts'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { conversionsOf } from '../analytics/conversions.ts'

export interface Measured {
  readonly workspace_id: Id
  readonly creator_id: Id
  readonly metric: Goal['metric']
  readonly from_at: number
  readonly to_at: number
}

export async function metricOf(db: Database, { workspace_id: workspaceId, creator_id: creatorId, metric, from_at: fromMs, to_at: toMs }: Measured): Promise<number> {
  const during = sql`creator_id = ${creatorId} AND workspace_id = ${workspaceId} AND at >= ${fromMs} AND at < ${toMs}`
  const conversions = conversionsOf({ workspaceId, creatorId, fromMs, toMs })
  const number = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> => (await query.execute(db)).rows[0]?.n ?? 0
  switch (metric) {
    case 'bookings':
      return number(sql`SELECT count(*)::int AS n FROM events WHERE type = 'booking_created' AND counted AND ${during}`)
    case 'payments':
      return number(sql`SELECT count(*)::int AS n FROM (${conversions}) c`)
    case 'revenue': {
      const { currency } = await db.selectFrom('creators').select('currency').where('id', '=', creatorId).executeTakeFirstOrThrow()
      return await number(sql`SELECT coalesce(sum(revenue), 0)::bigint AS n FROM (${conversions}) c`) / 10 ** currencyDigits(currency)
    }
    case 'replies':
      return number(sql`SELECT count(*)::int AS n FROM messages WHERE direction = 'in' AND ${during}`)
    case 'engaged-leads':
      return number(sql`SELECT count(*)::int AS n FROM consumer_contexts WHERE creator_id = ${creatorId} AND stage IN ('engaged', 'converted') AND stage_since >= ${fromMs} AND stage_since < ${toMs}`)
  }
}
