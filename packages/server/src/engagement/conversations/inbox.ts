/** What was said, as it stands in the instance's own inbox: everything the console carried, and answers tried out on it. */
import type { Channel, Message } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { InvalidError, MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import { addressOn, type Reachable } from '../consumers/addresses-of.ts'
import { messageRows, toldMessage } from './conversation-reader.ts'
import type { Inbound } from './inbound.ts'

export interface InboxQuery extends IdPageQuery {
  readonly creatorId?: Id | undefined
  readonly consumerId?: Id | undefined
  readonly unread?: boolean
}

export interface InboxParts {
  readonly db: Database
  readonly clock: Clock
  readonly audit: AuditLog
  readonly inbound: Inbound
  readonly onChanged: () => void
}

export class Inbox {
  readonly #parts: InboxParts

  constructor(parts: InboxParts) {
    this.#parts = parts
  }

  async list(by: Actor, { limit, beforeId, creatorId, consumerId, unread = false }: InboxQuery): Promise<IdPage<Message>> {
    const scope = creatorScope(by)
    let select = messageRows(this.#parts.db).where('m.workspace_id', '=', by.workspaceId).where('m.vendor', '=', 'console')
    if (scope !== null) select = select.where('m.creator_id', '=', scope)
    if (creatorId !== undefined) select = select.where('m.creator_id', '=', creatorId)
    if (consumerId !== undefined) select = select.where('m.consumer_id', '=', consumerId)
    if (unread) select = select.where('m.read_at', 'is', null)
    if (beforeId !== null) select = select.where('m.id', '<', beforeId)
    const rows = await select.orderBy('m.id', 'desc').limit(limit + 1).execute()
    return { items: rows.slice(0, limit).map(toldMessage), more: rows.length > limit }
  }

  async read(by: Actor, id: Id): Promise<Message> {
    const { db, clock } = this.#parts
    const scope = creatorScope(by)
    let mark = db.updateTable('messages').set((to) => ({ read_at: to.fn.coalesce('read_at', to.val(clock.now())) })).where('id', '=', id).where('workspace_id', '=', by.workspaceId)
    if (scope !== null) mark = mark.where('creator_id', '=', scope)
    const { numUpdatedRows } = await mark.executeTakeFirst()
    if (numUpdatedRows === 0n) throw new MissingError('message', id)
    return toldMessage(await messageRows(db).where('m.id', '=', id).executeTakeFirstOrThrow())
  }

  /** A person answers as if they were the lead, to see what comes of it. Not where a real vendor carries that thread: there only the lead may speak. */
  async simulate(by: Actor, { consumerId, channel, text }: { consumerId: Id; channel: Channel; text: string }): Promise<Message> {
    const { db, clock, audit, inbound, onChanged } = this.#parts
    const scope = creatorScope(by)
    const { messageId } = await db.transaction().execute(async (within) => {
      const lead = await within.selectFrom('consumers').select(['id', 'name', 'creator_id', 'email', 'phone', 'whatsapp', 'erased_at']).where('id', '=', consumerId).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
      if (!lead || (scope !== null && lead.creator_id !== scope)) throw new MissingError('lead', consumerId)
      if (lead.erased_at !== null) throw new InvalidError('This lead was erased; nothing of theirs is kept any more.', [{ path: '/consumerId', message: 'name another lead' }])
      const real = await within.selectFrom('messages').select('vendor').where('consumer_id', '=', consumerId).where('channel', '=', channel).where('vendor', '!=', 'console').limit(1).executeTakeFirst()
      if (real) throw new InvalidError(`This lead's messages by ${channel} go through ${real.vendor}, so only the lead can answer there.`, [{ path: '/channel', message: 'use a channel that the console carries' }])
      refuseNowhere(lead, channel)
      const heard = await inbound.hear(within, { workspaceId: by.workspaceId, consumerId, channel, text, vendor: 'console', vendorId: null, atMs: clock.now(), simulated: true })
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'message-simulated', subject: { kind: 'lead', id: consumerId }, after: { channel, messageId: heard.messageId } })
      return heard
    })
    onChanged()
    return toldMessage(await messageRows(db).where('m.id', '=', messageId).executeTakeFirstOrThrow())
  }
}

const ADDRESS_WORDS = { email: 'e-mail address', whatsapp: 'WhatsApp number', sms: 'phone number' } as const
const ANSWERED_ON = ['email', 'whatsapp', 'sms', 'in-app', 'console'] as const

/** What comes in from a number that nobody has would open a thread that nobody could answer. */
function refuseNowhere(lead: Reachable & { readonly name: string | null }, channel: Channel): void {
  if (!(channel in ADDRESS_WORDS) || addressOn(lead, channel as keyof typeof ADDRESS_WORDS) !== null) return
  const there = ANSWERED_ON.filter((one) => one === 'console' || addressOn(lead, one) !== null)
  throw new InvalidError(`${lead.name ?? 'This lead'} has no ${ADDRESS_WORDS[channel as keyof typeof ADDRESS_WORDS]}, so nothing could come from there. Add one to the lead, or answer by ${there.slice(0, -1).join(', ')} or ${there.at(-1)}.`, [
    { path: '/channel', message: `a channel on which the lead has an address: ${there.join(', ')}` },
  ])
}
