/**
 * Messages to a server of the workspace's own, signed as Standard Webhooks has it (https://www.standardwebhooks.com). Its
 * `webhook-id` is the same for every try, and receivers take one id once: so here, and only here, what may have arrived is sent again.
 */
import { Webhook } from 'standardwebhooks'
import { messageOf } from '../../../base/errors.ts'
import type { Channel as ChannelName } from '@troupe/contract'
import type { Channel, OutboundMessage, ReconcileOutcome, SendOutcome } from '../../channel.ts'
import { outcomeOfStatus, outcomeOfThrown, short } from '../http-outcome.ts'
import { callSignal, type VendorParts } from '../vendor-parts.ts'

export interface WebhookOptions {
  readonly url: string
  /** `whsec_` and base64. */
  readonly secret: string
}

export class WebhookChannel implements Channel {
  readonly vendor = 'webhook'
  readonly channel: ChannelName
  readonly #options: WebhookOptions
  readonly #parts: VendorParts

  /** `channel`: what is told of: a message as such, or a request to call. */
  constructor(channel: 'webhook' | 'call', options: WebhookOptions, parts: VendorParts) {
    this.channel = channel
    this.#options = options
    this.#parts = parts
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const { clock } = this.#parts
    const at = new Date(clock.now())
    const id = `msg_${message.idempotencyKey}`
    const body = JSON.stringify(this.#payload(message, at))
    try {
      const response = await this.#parts.fetch(new URL(this.#options.url), {
        method: 'POST', signal: callSignal(this.#parts, signal), body,
        headers: { 'content-type': 'application/json', 'user-agent': 'Troupe', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(this.#options.secret).sign(id, at, body) },
      })
      await response.body?.cancel()
      if (response.ok) return { kind: 'sent', vendorId: id }
      const outcome = outcomeOfStatus('The webhook', { status: response.status, reason: 'see its log.', retryAfter: response.headers.get('retry-after') }, clock.now())
      return outcome.kind === 'unknown' ? { kind: 'failed', permanent: false, reason: short(`The webhook answered ${response.status}.`) } : outcome
    } catch (error) {
      const outcome = outcomeOfThrown('the webhook', error)
      return outcome.kind === 'unknown' ? { kind: 'failed', permanent: false, reason: short(`The webhook gave no answer: ${messageOf(error)}`) } : outcome
    }
  }

  async reconcile(): Promise<ReconcileOutcome> {
    return { kind: 'again', reason: 'a webhook is taken once however often it comes' }
  }

  #payload({ actionId, creatorId, consumerId, to, recipientName, senderName, subject, text, automated }: OutboundMessage, at: Date): object {
    return {
      type: this.channel === 'call' ? 'call.requested' : 'message.sent', timestamp: at.toISOString(),
      data: { actionId, creatorId, consumerId, to, recipientName, senderName, subject, text, automated },
    }
  }
}
