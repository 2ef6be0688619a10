/**
 * Everything about one lead in the order of time, newest first (SPEC E3): what they did, what was said, planned and refused, what they
 * agreed to, how far they came. What stands in two tables is told once: a message that came in is the message, not its event too.
 */
import type { TimelineItem } from '@troupe/contract'
import { sql } from 'kysely'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { Database } from '../../store/database.ts'
import { detailOfEvent, titleOf, type TimelineRow } from './timeline-words.ts'

export interface TimelinePosition {
  readonly atMs: number
  /** An item's id: its kind and its row's. */
  readonly id: string
}

/** Told by the message they belong to, or by the word of consent. */
const TOLD_OTHERWISE = sql.raw(`('email_sent', 'whatsapp_sent', 'sms_sent', 'in_app_sent', 'payment_link_sent', 'webhook_sent', 'consent_granted', 'consent_withdrawn', 'unsubscribed')`)

export class Timeline {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Throws `MissingError`. */
  async read(by: Actor, consumerId: Id, limit: number, before: TimelinePosition | null): Promise<{ items: TimelineItem[]; next: TimelinePosition | null }> {
    const own = creatorScope(by)
    const lead = await this.#db.selectFrom('consumers').select('creator_id').where('id', '=', consumerId).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
    if (lead === undefined || (own !== null && lead.creator_id !== own)) throw new MissingError('lead', consumerId)
    const rows = await this.#rows(consumerId, limit + 1, before)
    const items = rows.slice(0, limit).map(shown)
    const last = rows[limit - 1]
    return { items, next: rows.length > limit && last !== undefined ? { atMs: last.at, id: last.key } : null }
  }

  async #rows(consumerId: Id, limit: number, before: TimelinePosition | null): Promise<TimelineRow[]> {
    const nothing = sql`NULL::uuid`
    const page = (at: string, kind: string, id: string) => {
      const [atColumn, key] = [sql.raw(at), sql.raw(`'${kind}:' || ${id}`)]
      return sql`${before === null ? sql`true` : sql`(${atColumn}, ${key}) < (${before.atMs}::bigint, ${before.id}::text)`} ORDER BY ${atColumn} DESC, ${key} DESC LIMIT ${limit}`
    }
    const { rows } = await sql<TimelineRow>`SELECT * FROM (
      (SELECT 'event:' || e.id AS key, CASE e.type WHEN 'stage_changed' THEN 'stage' ELSE 'event' END AS kind, e.at, e.type AS word, NULL AS state, e.not_counted AS reason, e.payload, NULL AS text, NULL AS channel, NULL AS direction,
          e.id AS event_id, ${nothing} AS action_id, ${nothing} AS message_id, ${nothing} AS turn_id, ${nothing} AS agent_id
        FROM events e WHERE e.consumer_id = ${consumerId} AND e.type NOT IN ${TOLD_OTHERWISE} AND (e.payload IS NULL OR NOT e.payload ? 'messageId') AND ${page('e.at', 'event', 'e.id')})
      UNION ALL (SELECT 'message:' || m.id, 'message', m.at, m.author_name, m.delivery, m.subject, NULL, left(m.text, 300), m.channel, m.direction, NULL, m.action_id, m.id, m.turn_id, CASE m.author_kind WHEN 'agent' THEN m.author_id END
        FROM messages m WHERE m.consumer_id = ${consumerId} AND ${page('m.at', 'message', 'm.id')})
      UNION ALL (SELECT 'action:' || a.id, 'action', a.created_at, a.kind, a.state, a.reason, NULL, left(a.content->>'text', 300), a.channel, NULL, a.event_id, a.id, NULL, a.turn_id, a.agent_id
        FROM actions a WHERE a.consumer_id = ${consumerId} AND ${page('a.created_at', 'action', 'a.id')})
      UNION ALL (SELECT 'verdict:' || l.id, 'verdict', l.at, l.policy, l.state, l.reason, NULL, NULL, a.channel, NULL, a.event_id, a.id, NULL, a.turn_id, a.agent_id
        FROM actions a JOIN action_log l ON l.action_id = a.id WHERE a.consumer_id = ${consumerId} AND l.kind = 'verdict' AND l.policy IS NOT NULL AND ${page('l.at', 'verdict', 'l.id')})
      UNION ALL (SELECT 'consent:' || c.id, 'consent', c.at, c.status, c.status, c.source, NULL, c.proof, c.channel, NULL, NULL, NULL, NULL, NULL, NULL
        FROM consents c WHERE c.consumer_id = ${consumerId} AND ${page('c.at', 'consent', 'c.id')})
    ) t ORDER BY at DESC, key DESC LIMIT ${limit}`.execute(this.#db)
    return rows
  }
}

function shown(row: TimelineRow): TimelineItem {
  return {
    id: row.key, at: new Date(row.at).toISOString(), kind: row.kind, title: titleOf(row), detail: row.kind === 'event' || row.kind === 'stage' ? detailOfEvent(row) : row.text ?? row.reason, channel: row.channel, eventId: row.event_id,
    actionId: row.action_id, messageId: row.message_id, turnId: row.turn_id, agentId: row.agent_id, state: row.state,
  }
}
