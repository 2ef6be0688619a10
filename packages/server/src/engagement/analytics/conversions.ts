/** Payments of a span, less what was paid back of them since. A payment that was paid back in full is no conversion. */
import { sql, type RawBuilder } from 'kysely'
import { amountMinor } from '../context/amount-sql.ts'
import type { Counted } from './span.ts'

/**
 * Rows `(id, consumer_id, creator_id, at, revenue)`. A refund belongs to the payment it names by `paymentId`, else to the lead's
 * newest payment before it. Refunds are looked for until now: they come after the span as well.
 */
export function conversionsOf({ workspaceId, creatorId, fromMs, toMs }: Counted): RawBuilder<unknown> {
  const whose = (alias: string): RawBuilder<boolean> => (creatorId === null ? sql`true` : sql`${sql.ref(`${alias}.creator_id`)} = ${creatorId}`)
  // `OFFSET 0`: amounts are worked out once, not at each place that names them.
  return sql`SELECT p.id, p.consumer_id, p.creator_id, p.at, greatest(0, p.amount - coalesce(b.amount, 0)) AS revenue
    FROM (SELECT e.id, e.consumer_id, e.creator_id, e.at, ${amountMinor('e')} AS amount FROM events e
      WHERE e.workspace_id = ${workspaceId} AND ${whose('e')} AND e.type = 'payment_success' AND e.counted AND e.at >= ${fromMs} AND e.at < ${toMs} OFFSET 0) p
    LEFT JOIN (SELECT of.id, sum(${amountMinor('r')}) AS amount FROM events r
      CROSS JOIN LATERAL (SELECT e.id FROM events e WHERE e.consumer_id = r.consumer_id AND e.type = 'payment_success' AND e.counted AND e.at <= r.at
        AND (r.payload->>'paymentId' IS NULL OR e.payload->>'paymentId' IS NULL OR e.payload->>'paymentId' = r.payload->>'paymentId') ORDER BY (e.payload->>'paymentId' = r.payload->>'paymentId') IS TRUE DESC, e.at DESC LIMIT 1) of
      WHERE r.workspace_id = ${workspaceId} AND ${whose('r')} AND r.type = 'payment_refunded' AND r.counted AND r.at >= ${fromMs} GROUP BY of.id) b ON b.id = p.id
    WHERE p.amount = 0 OR p.amount > coalesce(b.amount, 0)`
}
