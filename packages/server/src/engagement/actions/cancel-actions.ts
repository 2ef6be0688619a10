/** Takes out of the queue what has not been sent and is not wanted any more. What is under way with a vendor stays: it may have arrived. */
import type { Channel } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import { bigints, givenRows, texts, uuids } from '../../store/columns.ts'
import { KEPT } from '../../store/kept-statements.ts'
import type { Within } from '../../store/database.ts'

export interface CancelTools {
  readonly ids: Ids
  readonly nowMs: number
}

/** Which; an action is meant when it fits all that are given. */
export interface CancelWhere {
  readonly workspaceId?: Id
  readonly actionIds?: readonly Id[]
  readonly consumerIds?: readonly Id[]
  readonly creatorIds?: readonly Id[]
  readonly agentIds?: readonly Id[]
  readonly goalIds?: readonly Id[]
  readonly channels?: readonly Channel[]
}

const BEFORE_SENDING = sql.raw(`('planned', 'awaiting-approval', 'approved')`)

/** Returns the ids of those that were cancelled. `reason` is shown: "the lead was erased". */
export async function cancelActions(within: Within, tools: CancelTools, where: CancelWhere, reason: string): Promise<Id[]> {
  const conditions = [
    ...where.workspaceId === undefined ? [] : [sql`a.workspace_id = ${where.workspaceId}`],
    ...where.actionIds === undefined ? [] : [sql`a.id = ANY(${uuids(where.actionIds, (id) => id)})`],
    ...where.consumerIds === undefined ? [] : [sql`a.consumer_id = ANY(${uuids(where.consumerIds, (id) => id)})`],
    ...where.creatorIds === undefined ? [] : [sql`a.creator_id = ANY(${uuids(where.creatorIds, (id) => id)})`],
    ...where.agentIds === undefined ? [] : [sql`a.agent_id = ANY(${uuids(where.agentIds, (id) => id)})`],
    ...where.channels === undefined ? [] : [sql`a.channel = ANY(${texts(where.channels, (channel) => channel)})`],
    ...where.goalIds === undefined ? [] : [sql`a.goal_id = ANY(${uuids(where.goalIds, (id) => id)})`],
  ]
  if (conditions.length === 0) throw new TypeError('cancelActions wants to be told which')
  return cancel(within, tools, sql``, () => sql`${reason}::text`, sql`SELECT a.id FROM actions a WHERE a.state IN ${BEFORE_SENDING} AND ${sql.join(conditions, sql` AND `)}`)
}

/**
 * Of these leads, what was to be said only until something happened that has happened now, by what their contexts say.
 * Called in the events' own transaction, after the contexts are written: before anything new is planned, and after it.
 *
 * Asked for with every second batch of events, where planning it was twenty times the work: it is kept, and written so that there is
 * only one way to do it, from each lead to its actions by their index. Only those that go are locked.
 */
export async function cancelPointless(within: Within, tools: CancelTools, consumerIds: readonly Id[]): Promise<Id[]> {
  if (consumerIds.length === 0) return []
  return cancel(within, tools, KEPT, (id) => sql`(SELECT why FROM meant WHERE meant.id = ${id})`, sql`SELECT w.id, w.why FROM ${givenRows({ id: uuids(consumerIds, (id) => id) })} AS q JOIN consumer_contexts c ON c.consumer_id = q.id
    CROSS JOIN LATERAL (SELECT a.id, CASE
        WHEN 'converted' = ANY(a.cancel_when) AND (c.stage = 'converted' OR ${since('payment_success')}) THEN 'the lead has bought'
        WHEN 'booked' = ANY(a.cancel_when) AND ${since('booking_created')} THEN 'the lead has booked'
        WHEN 'booking-cancelled' = ANY(a.cancel_when) AND ${since('booking_cancelled')} THEN 'the booking was cancelled'
        WHEN 'replied' = ANY(a.cancel_when) AND (${since('email_replied')} OR ${since('whatsapp_received')} OR ${since('sms_received')} OR ${since('in_app_received')}) THEN 'the lead has answered'
        WHEN 'unsubscribed' = ANY(a.cancel_when) AND (${since('unsubscribed')} OR ${since('consent_withdrawn')}) THEN 'the lead has unsubscribed' END AS why
      FROM actions a WHERE a.consumer_id = q.id AND a.state IN ${BEFORE_SENDING} AND a.cancel_when <> '{}' OFFSET 0) w WHERE w.why IS NOT NULL`)
}

/** After what it was planned for, as both were told; of two in the same millisecond neither is after the other. */
function since(type: string): RawBuilder<boolean> {
  return sql.raw(`coalesce((c.last_at->>'${type}')::bigint > coalesce(a.caused_at, a.created_at), false)`)
}

/** `meant`: their ids. `why`: of the action with this id; looked up in `meant` only where those are few, since it is read through for each. */
async function cancel(within: Within, { ids, nowMs }: CancelTools, mark: RawBuilder<unknown>, why: (id: RawBuilder<unknown>) => RawBuilder<unknown>, meant: RawBuilder<unknown>): Promise<Id[]> {
  const { rows } = await sql<{ id: Id; why: string }>`${mark} WITH meant AS MATERIALIZED (${meant}),
    held AS MATERIALIZED (SELECT a.id FROM actions a WHERE a.id = ANY(ARRAY(SELECT id FROM meant)) AND a.state IN ${BEFORE_SENDING} ORDER BY a.id FOR UPDATE OF a),
    withdrawn AS (UPDATE approvals p SET state = 'withdrawn', decided_at = ${nowMs}, note = ${why(sql`p.action_id`)} WHERE p.action_id = ANY(ARRAY(SELECT id FROM held)) AND p.state = 'waiting')
    UPDATE actions a SET state = 'cancelled', reason = ${why(sql`a.id`)}, ended_at = ${nowMs} WHERE a.id = ANY(ARRAY(SELECT id FROM held)) RETURNING a.id, a.reason AS why`.execute(within)
  if (rows.length === 0) return []
  await sql`INSERT INTO action_log (id, action_id, at, kind, state, policy, reason)
    SELECT id, action_id, at, 'cancelled', 'cancelled', NULL, reason
    FROM unnest(${uuids(rows, () => ids.next())}, ${uuids(rows, (row) => row.id)}, ${bigints(rows, () => nowMs)}, ${texts(rows, (row) => row.why)}) AS d (id, action_id, at, reason)`.execute(within)
  return rows.map((row) => row.id)
}
