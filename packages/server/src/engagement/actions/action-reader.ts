/** The queue as people see it. */
import type { ActionDetail, ActionPage, ActionState, Channel, PlannedAction } from '@troupe/contract'
import { sql, type Selectable } from 'kysely'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { Database } from '../../store/database.ts'
import type { ActionsTable } from '../../store/sending-schema.ts'

export interface ActionQuery {
  readonly limit: number
  readonly beforeId: Id | null
  readonly creatorId?: Id | undefined
  readonly consumerId?: Id | undefined
  readonly agentId?: Id | undefined
  readonly state?: ActionState | undefined
  readonly channel?: Channel | undefined
  readonly dead?: boolean
}

/** Of one action: a retry a minute over a week would be more than anybody reads. */
const HISTORY_SHOWN_MOST = 500

export type ActionSelected = Selectable<ActionsTable> & { readonly consumer_name: string | null; readonly agent_name: string | null; readonly experiment_name: string | null; readonly approval_id: Id | null }

export class ActionReader {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Newest first, with how many there are by state and by channel. */
  async list(by: Actor, query: ActionQuery): Promise<Omit<ActionPage, 'nextCursor'> & { more: boolean }> {
    let select = narrowed(actionRows(this.#db), by, query)
    if (query.state !== undefined) select = select.where('a.state', '=', query.state)
    if (query.channel !== undefined) select = select.where('a.channel', '=', query.channel)
    if (query.beforeId !== null) select = select.where('a.id', '<', query.beforeId)
    const rows = await select.orderBy('a.id', 'desc').limit(query.limit + 1).execute()
    return { items: rows.slice(0, query.limit).map(toldAction), more: rows.length > query.limit, facets: await this.#facets(by, query) }
  }

  async get(by: Actor, id: Id): Promise<ActionDetail> {
    const row = await narrowed(actionRows(this.#db), by, {}).where('a.id', '=', id).executeTakeFirst()
    if (row === undefined) throw new MissingError('action', id)
    const log = await this.#db.selectFrom('action_log').selectAll().where('action_id', '=', id).orderBy('at', 'desc').orderBy('id', 'desc').limit(HISTORY_SHOWN_MOST).execute()
    return { ...toldAction(row), history: log.toReversed().map(({ at, kind, state, policy, reason }) => ({ at: new Date(at).toISOString(), kind, state, policy, reason })) }
  }

  /** Each count leaves its own filter out, so that it says what choosing another would show. */
  async #facets(by: Actor, query: ActionQuery): Promise<ActionPage['facets']> {
    const counts = await narrowed(this.#db.selectFrom('actions as a'), by, query).select(['a.state', 'a.channel', sql<number>`count(*)::int`.as('count')]).groupBy(['a.state', 'a.channel']).execute()
    const facets: ActionPage['facets'] = { state: {}, channel: {} }
    for (const { state, channel, count } of counts) {
      if (query.channel === undefined || query.channel === channel) facets.state[state] = (facets.state[state] ?? 0) + count
      if (query.state === undefined || query.state === state) facets.channel[channel] = (facets.channel[channel] ?? 0) + count
    }
    return facets
  }
}

/** Actions `a` with what names them. */
export function actionRows(db: Database) {
  return db.selectFrom('actions as a').leftJoin('consumers as l', 'l.id', 'a.consumer_id').leftJoin('agents as g', 'g.id', 'a.agent_id').leftJoin('experiments as x', 'x.id', 'a.experiment_id')
    .selectAll('a').select(['l.name as consumer_name', 'g.name as agent_name', 'x.name as experiment_name',
      sql<Id | null>`(SELECT p.id FROM approvals p WHERE p.action_id = a.id ORDER BY p.id DESC LIMIT 1)`.as('approval_id')])
}

interface Narrowing {
  readonly where: (column: never, is: never, value: never) => unknown
}

function narrowed<Select extends Narrowing>(select: Select, by: Actor, { creatorId, consumerId, agentId, dead = false }: Partial<ActionQuery>): Select {
  const scope = creatorScope(by)
  const wanted: readonly (readonly [string, unknown])[] = [['a.workspace_id', by.workspaceId], ['a.creator_id', scope ?? undefined], ['a.creator_id', creatorId], ['a.consumer_id', consumerId], ['a.agent_id', agentId], ['a.dead', dead ? true : undefined]]
  return wanted.reduce<Select>((so, [column, value]) => (value === undefined ? so : so.where(column as never, '=' as never, value as never) as Select), select)
}

export function toldAction(row: ActionSelected): PlannedAction {
  const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  return {
    id: row.id, creatorId: row.creator_id, consumerId: row.consumer_id, consumerName: row.consumer_name, agentId: row.agent_id, agentName: row.agent_name ?? row.author_name, turnId: row.turn_id, eventId: row.event_id, conversationId: row.conversation_id,
    kind: row.kind, channel: row.channel, content: row.content, state: row.state, reason: row.reason, priority: row.priority, sendAt: new Date(row.send_at).toISOString(), tries: row.tries, triesMost: row.tries_most, dead: row.dead, verdict: row.verdict,
    automated: row.author_name === null, editedBy: row.edited_by, generator: row.generator, experiment: row.experiment_id === null || row.arm === null ? null : { id: row.experiment_id, name: row.experiment_name ?? 'gone', arm: row.arm }, approvalId: row.approval_id, vendor: row.vendor, vendorId: row.vendor_id,
    delivery: row.delivery, simulated: row.simulated, createdAt: new Date(row.created_at).toISOString(), sentAt: instant(row.sent_at), endedAt: instant(row.ended_at),
  }
}
