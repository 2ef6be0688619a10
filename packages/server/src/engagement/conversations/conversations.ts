/**
 * Who answers a lead: an agent, until a person takes the thread or an agent asks for one; a person, until it is handed back.
 * Locks go in the house's order: the lead's context, then the thread, then actions.
 */
import type { Channel, Conversation, ConversationState } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import type { ConversationsTable } from '../../store/sending-schema.ts'
import { planActions } from '../actions/plan-actions.ts'
import type { Intake } from '../events/intake.ts'
import type { ConversationReader } from './conversation-reader.ts'
import { isWithPerson } from './is-with-person.ts'

/** By hand, beside replying. */
export type ConversationVerb = 'take' | 'hand-back' | 'resolve' | 'escalate' | 'read'

export interface ConversationsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly intake: Pick<Intake, 'hold' | 'record'>
  readonly reader: ConversationReader
  /** After the commit: threads look different, and agents may have an event to hear of. */
  readonly onChanged: () => void
  /** After the commit: somebody should look at it. */
  readonly onEscalated: (conversationId: Id) => void
}

export interface Escalation {
  readonly workspaceId: Id
  readonly consumerId: Id
  /** The channel of the thread; the lead's newest one where it is left out. */
  readonly channel?: Channel | null
  readonly agentId: Id | null
  readonly reason: string
}

const PAST: Readonly<Record<ConversationVerb, string>> = { take: 'taken', 'hand-back': 'handed-back', resolve: 'resolved', escalate: 'escalated', read: 'read' }
const FROM: Readonly<Record<Exclude<ConversationVerb, 'read'>, readonly ConversationState[]>> = {
  take: ['with-agent', 'escalated', 'with-person', 'resolved'], 'hand-back': ['escalated', 'with-person'], resolve: ['with-agent', 'escalated', 'with-person'], escalate: ['with-agent', 'with-person'],
}
const NOT_FROM: Readonly<Record<ConversationState, string>> = {
  'with-agent': 'an agent answers it already', escalated: 'it waits for a person already', 'with-person': 'a person has it', resolved: 'it is resolved; take it to open it again',
}
/** Actions answer by the channel of their thread. */
const KIND_OF: Readonly<Partial<Record<Channel, string>>> = { email: 'send_email', whatsapp: 'send_whatsapp', sms: 'send_sms', 'in-app': 'send_in_app', console: 'send_in_app' }
/** Somebody waits for it. */
const REPLY_PRIORITY = 9

type Thread = Selectable<ConversationsTable>

export class Conversations {
  readonly #parts: ConversationsParts

  constructor(parts: ConversationsParts) {
    this.#parts = parts
  }

  async tell(by: Actor, id: Id, verb: ConversationVerb, reason: string | null): Promise<Conversation> {
    const { db, clock, audit, reader, onChanged, onEscalated } = this.#parts
    await db.transaction().execute(async (within) => {
      const thread = await this.#held(within, by, id)
      if (verb === 'read') {
        await within.updateTable('conversations').set({ unread: 0 }).where('id', '=', id).execute()
        await within.updateTable('messages').set({ read_at: clock.now() }).where('consumer_id', '=', thread.consumer_id).where('channel', '=', thread.channel).where('direction', '=', 'in').where('read_at', 'is', null).execute()
        return
      }
      if (!FROM[verb].includes(thread.state)) throw new ConflictError(`This conversation cannot be ${PAST[verb].replace('-', ' ')}: ${NOT_FROM[thread.state]}.`, 'not-possible-in-this-state')
      if (verb === 'take') await this.#take(within, by, thread)
      else if (verb === 'escalate') await this.#escalate(within, thread, { agentId: null, reason: reason ?? `${by.name} asked for somebody` })
      else await this.#end(within, thread, verb)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: `conversation-${PAST[verb]}`, subject: { kind: 'conversation', id }, before: { state: thread.state }, ...(reason === null ? {} : { after: { reason } }) })
    })
    onChanged()
    if (verb === 'escalate') onEscalated(id)
    return reader.one(by.workspaceId, creatorScope(by), id)
  }

  /**
   * What a person answers is an action like any other: it waits in the queue and passes the gate. Whoever answers has the
   * thread from then on.
   */
  async reply(by: Actor, id: Id, { subject, text }: { subject: string | null; text: string }): Promise<{ actionId: Id; state: string; reason: null }> {
    const { db, clock, ids, audit, onChanged } = this.#parts
    const actionId = ids.next()
    await db.transaction().execute(async (within) => {
      const thread = await this.#held(within, by, id)
      const lead = await within.selectFrom('consumers').select('erased_at').where('id', '=', thread.consumer_id).executeTakeFirst()
      if (lead?.erased_at != null) throw new ConflictError('This lead was erased; nobody is left to answer.', 'lead-erased')
      const kind = KIND_OF[thread.channel]
      if (kind === undefined) throw new InvalidError(`Nobody answers by ${thread.channel}.`)
      await this.#take(within, by, thread)
      await within.updateTable('conversations').set({ unanswered_event_id: null }).where('id', '=', id).execute()
      const { project_id: projectId } = await within.selectFrom('creators').select('project_id').where('id', '=', thread.creator_id).executeTakeFirstOrThrow()
      await planActions(within, [{
        id: actionId, workspaceId: by.workspaceId, projectId, creatorId: thread.creator_id, consumerId: thread.consumer_id, agentId: null, author: { id: by.kind === 'user' ? by.id : null, name: by.name }, turnId: null, eventId: thread.unanswered_event_id, conversationId: id, kind, channel: thread.channel,
        content: { subject: thread.channel === 'email' ? subject ?? await this.#subject(within, thread) : null, text, template: null, productId: null, url: null, amountMinor: null, currency: null },
        priority: REPLY_PRIORITY, sendAtMs: clock.now(), generator: null, createdMs: clock.now(), why: `${by.name} answers`,
      }])
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'conversation-answered', subject: { kind: 'conversation', id }, after: { actionId } })
    })
    onChanged()
    return { actionId, state: 'planned', reason: null }
  }

  /** By an agent, within the transaction of its turn. Opens a thread where there is none. Call `escalated` after the commit. */
  async escalate(within: Within, { workspaceId, consumerId, channel, agentId, reason }: Escalation): Promise<Id> {
    const { clock, ids, intake } = this.#parts
    await intake.hold(within, [consumerId])
    let select = within.selectFrom('conversations').selectAll().where('consumer_id', '=', consumerId).where('workspace_id', '=', workspaceId)
    if (channel) select = select.where('channel', '=', channel)
    const found = await select.orderBy('updated_at', 'desc').limit(1).forUpdate().executeTakeFirst()
    const thread = found ?? await this.#open(within, { workspaceId, consumerId, channel: channel ?? 'in-app', agentId, id: ids.next(), atMs: clock.now() })
    if (thread.state !== 'with-person') await this.#escalate(within, thread, { agentId, reason })
    return thread.id
  }

  /** To be called after the commit of an `escalate`. */
  escalated(conversationId: Id): void {
    this.#parts.onChanged()
    this.#parts.onEscalated(conversationId)
  }

  async #held(within: Within, by: Actor, id: Id): Promise<Thread> {
    const scope = creatorScope(by)
    let find = within.selectFrom('conversations').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId)
    if (scope !== null) find = find.where('creator_id', '=', scope)
    const seen = await find.executeTakeFirst()
    if (!seen) throw new MissingError('conversation', id)
    await this.#parts.intake.hold(within, [seen.consumer_id])
    const thread = await find.forUpdate().executeTakeFirst()
    // Its lead was merged into another at this moment, and the threads are one.
    if (!thread) throw new MissingError('conversation', id)
    return thread
  }

  async #take(within: Within, by: Actor, { id, state, assigned_to: assignedTo }: Thread): Promise<void> {
    const mine = by.kind === 'user' ? by.id : null
    if (state === 'with-person' && assignedTo !== null && assignedTo !== mine) throw new ConflictError('Somebody else has this conversation. Hand it back first, then take it.', 'conversation-taken')
    await within.updateTable('conversations').set({ state: 'with-person', assigned_to: mine, reason: null, updated_at: this.#parts.clock.now() }).where('id', '=', id).execute()
  }

  async #escalate(within: Within, thread: Thread, { agentId, reason }: { agentId: Id | null; reason: string }): Promise<void> {
    const { clock, intake } = this.#parts
    await within.updateTable('conversations').set({ state: 'escalated', reason, assigned_to: null, updated_at: clock.now(), ...(agentId === null ? {} : { agent_id: agentId }) }).where('id', '=', thread.id).execute()
    await intake.record(within, [{ workspaceId: thread.workspace_id, creatorId: thread.creator_id, consumerId: thread.consumer_id, type: 'lead_escalated', payload: { conversationId: thread.id, reason, agentId }, source: agentId === null ? 'system' : 'agent', atMs: clock.now() }])
  }

  /** Agents hear what the lead wrote while a person had one of their threads, and nobody answered: once none is with a person any more. */
  async #end(within: Within, thread: Thread, verb: 'hand-back' | 'resolve'): Promise<void> {
    const nowMs = this.#parts.clock.now()
    await within.updateTable('conversations').set({ state: verb === 'resolve' ? 'resolved' : 'with-agent', reason: null, assigned_to: null, updated_at: nowMs, ...(verb === 'resolve' ? { unanswered_event_id: null } : {}) }).where('id', '=', thread.id).execute()
    if (await isWithPerson(within, thread.consumer_id)) return
    const left = await within.selectFrom('conversations').select('unanswered_event_id as eventId').where('consumer_id', '=', thread.consumer_id).where('unanswered_event_id', 'is not', null).forUpdate().execute()
    if (left.length === 0) return
    await within.updateTable('conversations').set({ unanswered_event_id: null }).where('consumer_id', '=', thread.consumer_id).execute()
    const job = { workspace_id: thread.workspace_id, creator_id: thread.creator_id, consumer_id: thread.consumer_id, due_at: nowMs, lease_until: null }
    await within.insertInto('event_jobs').values(left.flatMap(({ eventId }) => (eventId === null ? [] : [{ ...job, event_id: eventId }])))
      .onConflict((clash) => clash.column('event_id').doUpdateSet({ due_at: nowMs, tries: 0, lease_until: null })).execute()
  }

  async #open(within: Within, { workspaceId, consumerId, channel, agentId, id, atMs }: { workspaceId: Id; consumerId: Id; channel: Channel; agentId: Id | null; id: Id; atMs: number }): Promise<Thread> {
    const lead = await within.selectFrom('consumers').select('creator_id').where('id', '=', consumerId).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (!lead) throw new MissingError('lead', consumerId)
    return within.insertInto('conversations').values({
      id, workspace_id: workspaceId, creator_id: lead.creator_id, consumer_id: consumerId, channel, state: 'with-agent', reason: null, agent_id: agentId, assigned_to: null, unanswered_event_id: null, last_inbound_at: null, created_at: atMs, updated_at: atMs,
    }).returningAll().executeTakeFirstOrThrow()
  }

  async #subject(within: Within, { consumer_id: consumerId, channel }: Thread): Promise<string> {
    const last = await within.selectFrom('messages').select('subject').where('consumer_id', '=', consumerId).where('channel', '=', channel).where('subject', 'is not', null).orderBy('id', 'desc').limit(1).executeTakeFirst()
    const subject = last?.subject?.replace(/^(?:re:\s*)+/i, '').trim()
    return subject ? `Re: ${subject}` : 'Your message'
  }
}
