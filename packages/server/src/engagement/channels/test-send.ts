/**
 * A real message to see whether a channel works: to the address one signs in with or the number saved as one's own, and nowhere else,
 * so that it is no way around consent. The suppression list and kill switches hold here too.
 */
import type { Channel as ChannelName, ConsentChannel, Vendor } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { emailAddress } from '../../messaging/addresses/email-address.ts'
import { phoneNumber } from '../../messaging/addresses/phone-number.ts'
import type { OutboundMessage, SendOutcome } from '../../messaging/channel.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import { NotAllowedError } from '../../people/refusals.ts'
import type { Database } from '../../store/database.ts'
import type { ChannelDesk } from './channel-desk.ts'
import { carrierOf, type Opened } from './opened-credentials.ts'

export interface TestSendParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly desk: ChannelDesk
  readonly suppressions: SuppressionList
  /** Why a project or the instance stands still; null where it does not. */
  readonly killed: (of: { readonly projectId: Id }) => string | null
}

export interface TestResult {
  readonly ok: boolean
  readonly message: string
  readonly vendorId: string | null
  readonly ms: number
}

export class TestSend {
  readonly #parts: TestSendParts

  constructor(parts: TestSendParts) {
    this.#parts = parts
  }

  async send(by: Actor, channel: ChannelName, given: string, creatorId: Id | null, signal: AbortSignal): Promise<TestResult> {
    const { clock, desk } = this.#parts
    if (by.kind !== 'user') throw new NotAllowedError('A test message goes to the address that its sender signs in with, and an API key has none.')
    if (channel === 'payment-link') throw new InvalidError('A payment link goes by another channel, and is no message of its own.', [{ path: '/channel', message: 'test the channel that carries it' }])
    const carrier = carrierOf(await desk.opened(by.workspaceId), creatorId, channel)
    const to = await this.#ownAddress(by, channel, given, carrier)
    await this.#heedSuppression(by.workspaceId, channel, to)
    await this.#heedKillSwitch(by.workspaceId, creatorId)
    const began = clock.now()
    const outcome = await (await desk.carriers(by.workspaceId, creatorId)).open(channel).send(this.#message(by, channel, to), signal)
    const result = { ok: outcome.kind === 'sent', message: said(outcome, carrier?.vendor ?? 'console'), vendorId: outcome.kind === 'sent' ? outcome.vendorId : null, ms: clock.now() - began }
    await this.#keep(by, channel, carrier, result)
    return result
  }

  /** Null where the channel goes to no address. */
  async #ownAddress(by: Actor, channel: ChannelName, given: string, carrier: Opened | undefined): Promise<string | null> {
    if (channel === 'email') {
      const user = await this.#parts.db.selectFrom('users').select('email').where('id', '=', by.id).executeTakeFirst()
      if (user === undefined) throw new MissingError('user', by.id)
      if (emailAddress(given) !== emailAddress(user.email)) throw new InvalidError('A test mail goes to your own address alone.', [{ path: '/to', message: `use ${user.email}` }], 'not-your-own')
      return emailAddress(given)
    }
    if (channel !== 'sms' && channel !== 'whatsapp') return null
    const own = carrier?.draft?.vendor === 'twilio' ? carrier.draft.ownNumber : undefined
    if (carrier !== undefined && (own === undefined || phoneNumber(given) !== own)) {
      throw new InvalidError('A test message goes to your own number alone.', [{ path: '/to', message: own === undefined ? 'save your own number with the credentials of Twilio first' : `use ${own}` }], 'not-your-own')
    }
    return carrier === undefined ? null : own ?? null
  }

  async #heedSuppression(workspaceId: Id, channel: ChannelName, to: string | null): Promise<void> {
    const { db, suppressions } = this.#parts
    if (to === null) return
    const [reason] = await suppressions.reasons(db, workspaceId, [{ channel: channel as ConsentChannel, address: to }])
    if (reason) throw new ConflictError(`${to} stands on the suppression list (${reason}). Lift that first.`, 'suppressed')
  }

  async #heedKillSwitch(workspaceId: Id, creatorId: Id | null): Promise<void> {
    const { db, killed } = this.#parts
    const creator = creatorId === null ? undefined : await db.selectFrom('creators').select('project_id').where('id', '=', creatorId).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (creatorId !== null && creator === undefined) throw new MissingError('creator', creatorId)
    const reason = killed({ projectId: creator?.project_id ?? workspaceId })
    if (reason !== null) throw new ConflictError(`Nothing is sent while it is switched off: ${reason}. Release the kill switch first.`, 'switched-off')
  }

  #message(by: Actor, channel: ChannelName, to: string | null): OutboundMessage {
    const id = this.#parts.ids.next()
    return {
      actionId: id, ledgerId: id, workspaceId: by.workspaceId, creatorId: by.workspaceId, consumerId: by.id, channel, to, recipientName: by.name, senderName: 'Troupe', subject: 'A test from Troupe',
      text: `This message shows that ${channel} works. ${by.name} asked for it in the settings of Troupe. It was written by a program.`,
      template: null, unsubscribeUrl: null, automated: false, replyTo: null, tracking: null, payment: null, idempotencyKey: id,
    }
  }

  async #keep(by: Actor, channel: ChannelName, carrier: Opened | undefined, { ok, message }: TestResult): Promise<void> {
    const { db, clock, audit, desk } = this.#parts
    await db.transaction().execute(async (within) => {
      if (carrier !== undefined) await within.updateTable('channel_credentials').set({ tested_at: clock.now(), tested_ok: ok, tested_message: message }).where('id', '=', carrier.row.id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'channel-tested', subject: { kind: 'channel', id: channel }, after: { vendor: carrier?.vendor ?? 'console', ok, message } })
    })
    desk.forget(by.workspaceId)
  }
}

function said(outcome: SendOutcome, vendor: Vendor): string {
  if (outcome.kind === 'sent') return vendor === 'console' ? 'The console took it. Nothing left this machine.' : `${vendor} took it.`
  return outcome.reason
}
