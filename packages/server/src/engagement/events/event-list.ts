/** Events as people read them: pages, one, and which types there are. */
import { KNOWN_EVENT_TYPES, type eventQuerySchema, type eventTypesSchema, type LeadEvent } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorAsked, creatorScope, type Actor } from '../../people/actor.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import { uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'
import { sentTypes } from './sent-types.ts'

export type EventQuery = Omit<z.output<typeof eventQuerySchema>, 'limit' | 'cursor'>

const KNOWN = new Set<string>(KNOWN_EVENT_TYPES)
const INSTANT_LAST = 8_640_000_000_000_000

interface Row {
  id: Id; creator_id: Id; consumer_id: Id; name: string | null; type: string; source: LeadEvent['source']; at: number; received_at: number; payload: Record<string, unknown> | null; counted: boolean; not_counted: string | null
}

export class EventList {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** In the order of arrival, newest first. */
  async list(by: Actor, query: EventQuery, { limit, beforeId }: IdPageQuery): Promise<IdPage<LeadEvent>> {
    const creatorId = creatorAsked(by, query.creatorId)
    const conditions: RawBuilder<unknown>[] = [
      ...beforeId === null ? [] : [sql`e.id < ${beforeId}`], ...creatorId === null ? [] : [sql`e.creator_id = ${creatorId}`], ...query.consumerId === undefined ? [] : [sql`e.consumer_id = ${query.consumerId}`],
      ...query.type === undefined ? [] : [sql`e.type = ${query.type}`], ...query.source === undefined ? [] : [sql`e.source = ${query.source}`],
      ...query.from === undefined ? [] : [sql`e.at >= ${Date.parse(query.from)}`], ...query.to === undefined ? [] : [sql`e.at <= ${Date.parse(query.to)}`],
    ]
    const rows = await this.#rows(by, sql`${sql.join([sql`true`, ...conditions], sql` AND `)} ORDER BY e.id DESC LIMIT ${limit + 1}`)
    return { items: await this.#shown(rows.slice(0, limit)), more: rows.length > limit }
  }

  /** Throws `MissingError`. */
  async get(by: Actor, id: Id): Promise<LeadEvent> {
    const own = creatorScope(by)
    const [event] = await this.#shown(await this.#rows(by, sql`e.id = ${id} AND ${own === null ? sql`true` : sql`e.creator_id = ${own}`}`))
    if (event === undefined) throw new MissingError('event', id)
    return event
  }

  async types(by: Actor, asked: Id | undefined): Promise<z.output<typeof eventTypesSchema>> {
    const sent = await sentTypes(this.#db, by.workspaceId, creatorAsked(by, asked))
    const seen = new Set(sent.map(({ type }) => type))
    return {
      items: [
        ...sent.map(({ type, count, lastMs }) => ({ type, known: KNOWN.has(type), count: Number(count), lastAt: lastMs === null ? null : instant(lastMs) })),
        ...KNOWN_EVENT_TYPES.filter((type) => !seen.has(type)).map((type) => ({ type, known: true, count: 0, lastAt: null })),
      ],
    }
  }

  async #rows(by: Actor, where: RawBuilder<unknown>): Promise<Row[]> {
    const { rows } = await sql<Row>`SELECT e.id, e.creator_id, e.consumer_id, p.name, e.type, e.source, e.at, e.received_at, e.payload, e.counted, e.not_counted
      FROM events e LEFT JOIN consumers p ON p.id = e.consumer_id WHERE e.workspace_id = ${by.workspaceId} AND ${where}`.execute(this.#db)
    return rows
  }

  async #shown(rows: readonly Row[]): Promise<LeadEvent[]> {
    const turns = await this.#turnsOf(rows.map(({ id }) => id))
    return rows.map((row) => ({
      id: row.id, creatorId: row.creator_id, consumerId: row.consumer_id, consumerName: row.name, type: row.type, known: KNOWN.has(row.type), source: row.source, at: instant(row.at), receivedAt: instant(row.received_at),
      payload: row.payload, erased: row.payload === null, counted: row.counted, notCounted: row.not_counted, turns: turns.get(row.id) ?? [],
    }))
  }

  async #turnsOf(eventIds: readonly Id[]): Promise<Map<Id, LeadEvent['turns']>> {
    if (eventIds.length === 0) return new Map()
    const { rows } = await sql<{ id: Id; event: Id; agent: Id; name: string }>`SELECT t.id, t.trigger->>'eventId' AS event, t.agent_id AS agent, a.name FROM turns t JOIN agents a ON a.id = t.agent_id
      WHERE t.trigger->>'kind' = 'event' AND t.trigger->>'eventId' = ANY(${uuids(eventIds, (id) => id)}::text[]) ORDER BY t.id`.execute(this.#db)
    const found = new Map<Id, LeadEvent['turns']>()
    for (const { id, event, agent, name } of rows) found.set(event, [...found.get(event) ?? [], { id, agentId: agent, agentName: name }])
    return found
  }
}

/** Far past or far off, it is a time that can be written. */
function instant(ms: number): string {
  return new Date(Math.max(-62_135_596_800_000, Math.min(ms, INSTANT_LAST))).toISOString()
}
