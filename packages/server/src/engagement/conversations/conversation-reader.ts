/** Threads as people see them. A thread is all that was said to and by one lead on one channel, also before the lead first answered. */
import { consentChannelSchema, type Consumer, type Conversation, type ConversationDetail, type ConversationState, type Message } from '@troupe/contract'
import { sql, type Selectable } from 'kysely'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { ConversationsTable, MessagesTable } from '../../store/sending-schema.ts'
import { containing } from '../../store/like.ts'

export interface ConversationQuery {
  readonly limit: number
  readonly before: { readonly atMs: number; readonly id: Id } | null
  readonly creatorId?: Id | undefined
  readonly state?: ConversationState | undefined
  readonly query?: string | undefined
}

/** For so long after a lead's last message free words are allowed (WhatsApp's business policy). */
const WHATSAPP_WINDOW_MS = 24 * 3_600_000
const MESSAGES_SHOWN = 50
const LAST_CHARACTERS_MOST = 200

type Row = Selectable<ConversationsTable> & { consents: Consumer['consents']; consumer_name: string | null; agent_name: string | null; assigned_name: string | null; last: { text: string | null; direction: 'in' | 'out'; at: number } | null }

export class ConversationReader {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Those with the newest word first. `scope`: the one creator whose threads may be seen. */
  async list(workspaceId: Id, scope: Id | null, { limit, before, creatorId, state, query }: ConversationQuery): Promise<{ items: Conversation[]; next: { atMs: number; id: Id } | null }> {
    let select = this.#rows(workspaceId, scope)
    if (creatorId !== undefined) select = select.where('c.creator_id', '=', creatorId)
    if (state !== undefined) select = select.where('c.state', '=', state)
    if (before !== null) select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('c.updated_at', 'c.id'), '<', tuple(before.atMs, before.id)))
    if (query !== undefined && query !== '') {
      const pattern = containing(query)
      select = select.where(({ or, eb, exists, selectFrom }) => or([
        eb('l.name', 'ilike', pattern), eb('l.email', 'ilike', pattern), eb('l.phone', 'like', pattern),
        exists(selectFrom('messages as found').select('found.id').whereRef('found.consumer_id', '=', 'c.consumer_id').whereRef('found.channel', '=', 'c.channel').where('found.text', 'ilike', pattern)),
      ]))
    }
    const rows = await select.orderBy('c.updated_at', 'desc').orderBy('c.id', 'desc').limit(limit + 1).execute()
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return { items: shown.map(told), next: rows.length > limit && last ? { atMs: last.updated_at, id: last.id } : null }
  }

  async one(workspaceId: Id, scope: Id | null, id: Id): Promise<Conversation> {
    const row = await this.#rows(workspaceId, scope).where('c.id', '=', id).executeTakeFirst()
    if (!row) throw new MissingError('conversation', id)
    return told(row)
  }

  /** With its newest messages, in the order they were said; `beforeId` goes back. */
  async get(workspaceId: Id, scope: Id | null, id: Id, beforeId: Id | null): Promise<ConversationDetail> {
    const thread = await this.one(workspaceId, scope, id)
    let select = messageRows(this.#db).where('m.consumer_id', '=', thread.consumerId).where('m.channel', '=', thread.channel)
    if (beforeId !== null) select = select.where('m.id', '<', beforeId)
    const rows = await select.orderBy('m.id', 'desc').limit(MESSAGES_SHOWN + 1).execute()
    return { ...thread, messages: rows.slice(0, MESSAGES_SHOWN).toReversed().map(toldMessage), earlier: rows.length > MESSAGES_SHOWN }
  }

  #rows(workspaceId: Id, scope: Id | null) {
    const rows = this.#db.selectFrom('conversations as c').innerJoin('consumers as l', 'l.id', 'c.consumer_id').leftJoin('agents as a', 'a.id', 'c.agent_id').leftJoin('users as u', 'u.id', 'c.assigned_to')
      .leftJoinLateral(({ selectFrom }) => selectFrom('messages as m').select(sql<Row['last']>`json_build_object('text', left(m.text, ${LAST_CHARACTERS_MOST}), 'direction', m.direction, 'at', m.at)`.as('last'))
        .whereRef('m.consumer_id', '=', 'c.consumer_id').whereRef('m.channel', '=', 'c.channel').orderBy('m.id', 'desc').limit(1).as('newest'), (join) => join.onTrue())
      .selectAll('c').select(['l.name as consumer_name', 'l.consents', 'a.name as agent_name', 'u.name as assigned_name', 'newest.last']).where('c.workspace_id', '=', workspaceId)
    return scope === null ? rows : rows.where('c.creator_id', '=', scope)
  }
}

/** Messages `m` with what names them. */
export function messageRows(db: Database) {
  return db.selectFrom('messages as m').innerJoin('consumers as l', 'l.id', 'm.consumer_id').selectAll('m').select('l.name as consumer_name')
}

export function toldMessage(row: Selectable<MessagesTable> & { consumer_name: string | null }): Message {
  return {
    id: row.id, conversationId: row.conversation_id, creatorId: row.creator_id, consumerId: row.consumer_id, consumerName: row.consumer_name, direction: row.direction, channel: row.channel,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name }, automated: row.author_kind === 'agent', editedBy: row.edited_by, subject: row.subject, text: row.text, erased: row.text === null, at: new Date(row.at).toISOString(), delivery: row.delivery, generator: row.generator,
    intent: row.intent, actionId: row.action_id, turnId: row.turn_id, read: row.read_at !== null, simulated: row.simulated,
  }
}

function told(row: Row): Conversation {
  const instant = (ms: number): string => new Date(ms).toISOString()
  return {
    id: row.id, creatorId: row.creator_id, consumerId: row.consumer_id, consumerName: row.consumer_name, channel: row.channel, state: row.state, reason: row.reason, agentId: row.agent_id, agentName: row.agent_name, optedOut: isOptedOut(row),
    assignedTo: row.assigned_to === null ? null : { id: row.assigned_to, name: row.assigned_name ?? 'somebody who is gone' }, unread: row.unread,
    lastMessage: row.last === null ? null : { text: row.last.text, direction: row.last.direction, at: instant(row.last.at) },
    windowUntil: row.channel === 'whatsapp' && row.last_inbound_at !== null ? instant(row.last_inbound_at + WHATSAPP_WINDOW_MS) : null, createdAt: instant(row.created_at), updatedAt: instant(row.updated_at),
  }
}

function isOptedOut({ channel, consents }: Row): boolean {
  const consent = consentChannelSchema.safeParse(channel === 'console' ? 'in-app' : channel).data
  return consent !== undefined && consents[consent]?.status === 'withdrawn'
}
