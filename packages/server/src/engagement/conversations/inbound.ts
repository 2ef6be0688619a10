/**
 * A message from a lead, however it came (SPEC E7, E9): kept once by its vendor's id, put into the lead's thread on that channel,
 * and told to the agents as an event, all in one transaction. A message that is nothing but STOP ends the channel in the same
 * transaction (the event itself does that), so that no message slips out between the two. What it answers has arrived.
 */
import type { Channel, Vendor } from '@troupe/contract'
import { InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import type { Within } from '../../store/database.ts'
import type { Intake, OwnEvent } from '../events/intake.ts'
import { answered } from './answered.ts'
import { isWithPerson } from './is-with-person.ts'
import { intentOf } from './message-intent.ts'

export interface InboundMessage {
  readonly workspaceId: Id
  readonly consumerId: Id
  readonly channel: Channel
  readonly subject?: string | null
  readonly text: string
  readonly vendor: Vendor
  /** The same one is heard once; null where the vendor has none. */
  readonly vendorId: string | null
  readonly atMs: number
  /** Made up for trying things out. */
  readonly simulated?: boolean
}

export interface HeardMessage {
  readonly messageId: Id
  readonly conversationId: Id
  /** It had been heard before; nothing was written. */
  readonly duplicate: boolean
}

const EVENT_OF: Readonly<Partial<Record<Channel, string>>> = { email: 'email_replied', whatsapp: 'whatsapp_received', sms: 'sms_received', 'in-app': 'in_app_received', console: 'in_app_received' }
/** Longer mails are cut: nobody answers the rest, and an event's payload has its bounds. */
const CHARACTERS_MOST = 20_000

export interface InboundParts {
  readonly ids: Ids
  readonly intake: Pick<Intake, 'hold' | 'record'>
}

export class Inbound {
  readonly #parts: InboundParts

  constructor(parts: InboundParts) {
    this.#parts = parts
  }

  /** Whoever calls this pokes the topics `conversations` and `events` after the commit. */
  async hear(within: Within, given: InboundMessage): Promise<HeardMessage> {
    const { ids, intake } = this.#parts
    const type = EVENT_OF[given.channel]
    if (type === undefined) throw new InvalidError(`Nobody writes by ${given.channel}.`, [{ path: '/channel', message: `one of ${Object.keys(EVENT_OF).join(', ')}` }])
    const message = { ...given, subject: storable(given.subject?.slice(0, 300) ?? null), text: storable(given.text.slice(0, CHARACTERS_MOST)) }
    const lead = await this.#lead(within, message)
    // Whoever holds the lead's context writes to its threads: two messages at once don't open two.
    await intake.hold(within, [lead.id])
    const known = message.vendorId === null ? undefined : await within.selectFrom('messages').select(['id', 'conversation_id']).where('workspace_id', '=', message.workspaceId)
      .where('vendor', '=', message.vendor).where('vendor_id', '=', message.vendorId).where('direction', '=', 'in').executeTakeFirst()
    if (known) return { messageId: known.id, conversationId: known.conversation_id ?? known.id, duplicate: true }
    const thread = await within.selectFrom('conversations').select(['id', 'state']).where('consumer_id', '=', lead.id).where('channel', '=', message.channel).forUpdate().executeTakeFirst()
    const [messageId, conversationId] = [ids.next(), thread?.id ?? ids.next()]
    const intent = intentOf(message.text)
    const about = { workspaceId: message.workspaceId, creatorId: lead.creatorId, consumerId: lead.id, source: message.vendor === 'console' ? 'system' as const : 'webhook' as const, atMs: message.atMs, simulated: message.simulated ?? false }
    const event: OwnEvent = { ...about, type, payload: { text: message.text, subject: message.subject, channel: message.channel, intent, messageId, conversationId } }
    // Before the event: agents that hear of it at once look at the thread.
    await this.#write(within, { message, lead, messageId, conversationId, state: thread?.state ?? null, intent })
    await answered(within, { consumerId: lead.id, channel: message.channel, atMs: message.atMs })
    const [eventId] = await intake.record(within, [event])
    // Agents keep still with whom a person talks, on whichever channel that is.
    if (await isWithPerson(within, lead.id)) await within.updateTable('conversations').set({ unanswered_event_id: eventId }).where('id', '=', conversationId).execute()
    return { messageId, conversationId, duplicate: false }
  }

  /** Who it is now, where leads were merged. */
  async #lead(within: Within, { workspaceId, consumerId }: InboundMessage) {
    const find = (id: Id) => within.selectFrom('consumers').select(['id', 'creator_id', 'name', 'merged_into', 'erased_at']).where('id', '=', id).where('workspace_id', '=', workspaceId).executeTakeFirst()
    const named = await find(consumerId)
    const lead = named?.merged_into ? await find(named.merged_into) : named
    // What comes late for somebody who was erased is not kept: it would be all that is known of them again.
    if (!lead || lead.erased_at !== null) throw new MissingError('lead', consumerId)
    return { id: lead.id, creatorId: lead.creator_id, name: lead.name }
  }

  async #write(within: Within, { message, lead, messageId, conversationId, state, intent }: {
    message: InboundMessage & { subject: string | null }; lead: { id: Id; creatorId: Id; name: string | null }; messageId: Id; conversationId: Id; state: string | null; intent: ReturnType<typeof intentOf>
  }): Promise<void> {
    const { workspaceId, channel, atMs } = message
    if (state === null) {
      const before = await within.selectFrom('messages').select('author_id').where('consumer_id', '=', lead.id).where('channel', '=', channel).where('direction', '=', 'out').where('author_kind', '=', 'agent').orderBy('id', 'desc').limit(1).executeTakeFirst()
      await within.insertInto('conversations').values({
        id: conversationId, workspace_id: workspaceId, creator_id: lead.creatorId, consumer_id: lead.id, channel, state: 'with-agent', reason: null, agent_id: before?.author_id ?? null, assigned_to: null, unanswered_event_id: null,
        last_inbound_at: atMs, unread: 1, created_at: atMs, updated_at: atMs,
      }).execute()
    } else {
      await within.updateTable('conversations').set((to) => ({
        // Vendors' clocks and ours differ, and messages overtake each other.
        last_inbound_at: to.fn<number>('greatest', ['last_inbound_at', to.val(atMs)]), updated_at: to.fn<number>('greatest', ['updated_at', to.val(atMs)]), unread: to('unread', '+', 1),
        ...(state === 'resolved' ? { state: 'with-agent' as const, reason: null, assigned_to: null } : {}),
      })).where('id', '=', conversationId).execute()
    }
    await within.insertInto('messages').values({
      id: messageId, workspace_id: workspaceId, creator_id: lead.creatorId, consumer_id: lead.id, conversation_id: conversationId, action_id: null, turn_id: null, direction: 'in', channel, author_kind: 'lead', author_id: lead.id,
      author_name: lead.name ?? 'Lead', subject: message.subject, text: message.text, at: atMs, vendor: message.vendor, vendor_id: message.vendorId, delivery: null, generator: null, intent, read_at: null, simulated: message.simulated ?? false,
    }).execute()
  }
}
