/** What vendors post to us, believed by their signatures under the credentials of the workspace it is posted to, and by nothing else. */
import type { CredentialDraft } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { isId, type Id } from '../../base/ids.ts'
import type { PublicLinks } from '../../messaging/links/public-links.ts'
import { ForgedReceiptError } from '../../messaging/vendors/forged-receipt-error.ts'
import { sesReceipt } from '../../messaging/vendors/ses/ses-notification.ts'
import { snsMessage, type SnsVerifier } from '../../messaging/vendors/ses/sns-message.ts'
import { paymentReceipt, stripeEvent } from '../../messaging/vendors/stripe/stripe-receipt.ts'
import { isFromTwilio, twilioReceipt } from '../../messaging/vendors/twilio/twilio-receipt.ts'
import type { ChannelDesk } from './channel-desk.ts'
import type { Deliveries } from './deliveries.ts'
import type { InboundReceipts } from './inbound-receipts.ts'
import type { PaymentReceipts } from './payment-receipts.ts'

export interface ReceiptsParts {
  readonly clock: Clock
  readonly desk: ChannelDesk
  readonly links: PublicLinks
  readonly sns: SnsVerifier
  readonly deliveries: Deliveries
  readonly inbound: InboundReceipts
  readonly payments: PaymentReceipts
}

type Draft<Name extends CredentialDraft['vendor']> = Extract<CredentialDraft, { vendor: Name }>

export class Receipts {
  readonly #parts: ReceiptsParts

  constructor(parts: ReceiptsParts) {
    this.#parts = parts
  }

  /** `query`: of the address, with its question mark, as it came: it is signed too. Throws `ForgedReceiptError`. */
  async twilio(workspaceId: Id, form: Readonly<Record<string, string>>, signature: string, query: string): Promise<void> {
    const { links, deliveries, inbound } = this.#parts
    const url = links.receiptUrl('twilio', workspaceId)
    const credentials = (await this.#drafts(workspaceId, 'twilio')).filter(({ draft }) => form['AccountSid'] === undefined || draft.accountSid === form['AccountSid'])
    if (url === null || !await isFromTwilio(credentials.map(({ draft }) => draft.authToken), signature, url + query, form)) {
      throw new ForgedReceiptError('Twilio', 'Set TROUPE_PUBLIC_URL to the address that Twilio reaches, and save the auth token of the account that sends it.')
    }
    const receipt = twilioReceipt(form, new URLSearchParams(query).get('ledger'))
    if (receipt === null) return
    if (receipt.kind === 'inbound') {
      const to = (form['To'] ?? '').replace(/^whatsapp:/, '')
      // A messaging service sends by whichever number of its pool it likes; what comes to one of them names the service.
      const own = credentials.find(({ draft }) => [draft.smsFrom, draft.whatsappFrom].some((from) => from !== undefined && (from === to || from === form['MessagingServiceSid'])))
      const [only, ...others] = new Set(credentials.map(({ creatorId }) => creatorId))
      return inbound.take(workspaceId, { channel: receipt.channel, from: receipt.from, text: receipt.text, vendorId: receipt.sid, creatorId: own === undefined ? (others.length === 0 ? only ?? null : null) : own.creatorId })
    }
    const { sid, ledgerId, delivery, reason, stopped, channel, to } = receipt
    await deliveries.take(workspaceId, { vendor: 'twilio', vendorId: sid, ledgerId, delivery, reason, suppress: stopped && to !== '' ? { channel, addresses: [to], reason: 'stop' } : null })
  }

  /** Throws `ForgedReceiptError`. */
  async ses(workspaceId: Id, body: string): Promise<void> {
    const { sns, deliveries } = this.#parts
    const message = snsMessage(body)
    const topics = (await this.#drafts(workspaceId, 'ses')).map(({ draft }) => draft.topicArn)
    if (message === null || !topics.includes(message.TopicArn) || !await sns.isSigned(message)) throw new ForgedReceiptError('Amazon SNS', 'Save the ARN of the topic with the credentials of SES.')
    if (message.Type === 'SubscriptionConfirmation') {
      if (!await sns.confirm(message)) throw new ForgedReceiptError('Amazon SNS', 'Its address to confirm is not Amazon\'s.')
      return
    }
    const receipt = message.Type === 'Notification' ? sesReceipt(message.Message) : null
    if (receipt === null) return
    const { messageId, ledgerId, delivery, reason, suppress } = receipt
    await deliveries.take(workspaceId, { vendor: 'ses', vendorId: messageId, ledgerId, delivery, reason, suppress: suppress === null ? null : { channel: 'email', ...suppress } })
  }

  /** Throws `ForgedReceiptError`. */
  async stripe(workspaceId: Id, body: Buffer, signature: string): Promise<void> {
    const { clock, payments } = this.#parts
    const secrets = (await this.#drafts(workspaceId, 'stripe')).flatMap(({ draft }) => draft.webhookSecret ?? [])
    const event = await stripeEvent(body, signature, secrets, clock.now())
    if (event === null) throw new ForgedReceiptError('Stripe', 'Save the signing secret of the webhook endpoint (whsec_…) with the credentials of Stripe.')
    const receipt = paymentReceipt(event)
    if (receipt !== null) await payments.take(workspaceId, receipt)
  }

  async #drafts<Name extends CredentialDraft['vendor']>(workspaceId: Id, vendor: Name): Promise<{ draft: Draft<Name>; creatorId: Id | null }[]> {
    if (!isId(workspaceId)) return []
    return (await this.#parts.desk.opened(workspaceId)).flatMap(({ draft, row }) => draft?.vendor === vendor ? [{ draft: draft as Draft<Name>, creatorId: row.scope_id === row.workspace_id ? null : row.scope_id }] : [])
  }
}
