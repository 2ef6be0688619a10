/**
 * SMS and WhatsApp through Twilio's own client. Creating a message takes no idempotency key there, so nothing is ever created
 * twice by us: an answer that was lost is looked for in the listing of what went to that number.
 */
import type { Twilio } from 'twilio'
import type { Channel, NotSent, OutboundMessage, ReconcileOutcome, ReconcileSearch, SendOutcome } from '../../channel.ts'
import { outcomeOfStatus, outcomeOfThrown, short } from '../http-outcome.ts'
import { callSignal, type VendorParts } from '../vendor-parts.ts'
import { twilioRefusal } from './twilio-refusal.ts'
import { twilioWire } from './twilio-wire.ts'

export interface TwilioOptions {
  readonly accountSid: string
  readonly authToken: string
  /** A number in E.164, or a messaging service (MG…) for SMS. */
  readonly from: string
  readonly baseUrl: string | null
  /** Where receipts are to come, without the message's mark; null where we can't be reached. */
  readonly statusUrl: string | null
}

const SID = /^(?:SM|MM)[0-9a-f]{32}$/i
/** Newest first; more than anybody is sent between a lost answer and the look for it. */
const LISTED_MOST = 100
/** Their clock may be behind ours, and their times have no milliseconds. */
const CLOCK_SLACK_MS = 120_000

export class TwilioChannel implements Channel {
  readonly vendor = 'twilio'
  readonly channel: 'sms' | 'whatsapp'
  readonly #options: TwilioOptions
  readonly #parts: VendorParts

  constructor(channel: 'sms' | 'whatsapp', options: TwilioOptions, parts: VendorParts) {
    this.channel = channel
    this.#options = options
    this.#parts = parts
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    if (message.to === null) return { kind: 'failed', permanent: true, reason: 'There is no number to write to.' }
    try {
      const client = await this.#client(signal)
      const { sid } = await client.messages.create({ to: this.#address(message.to), ...this.#sender(), ...this.#words(message), ...this.#callback(message) })
      return typeof sid === 'string' && SID.test(sid) ? { kind: 'sent', vendorId: sid } : { kind: 'unknown', reason: 'Twilio answered with something that is no message.' }
    } catch (error) {
      return this.#refusal(error)
    }
  }

  async reconcile({ message, intendedAtMs, taken }: ReconcileSearch, signal: AbortSignal): Promise<ReconcileOutcome> {
    if (message.to === null) return { kind: 'not-found' }
    const service = isService(this.#options.from)
    try {
      const client = await this.#client(signal)
      const listed = await client.messages.list({ to: this.#address(message.to), ...(service ? {} : { from: this.#address(this.#options.from) }), limit: LISTED_MOST, pageSize: LISTED_MOST })
      const ours = listed.filter((one) => one.direction !== 'inbound' && !taken.has(one.sid) && one.dateCreated.getTime() >= intendedAtMs - CLOCK_SLACK_MS
        && (!service || one.messagingServiceSid === this.#options.from) && (message.template !== null || sameWords(one.body, message.text)))
      const first = ours.toSorted((a, b) => a.dateCreated.getTime() - b.dateCreated.getTime())[0]
      if (first === undefined) return { kind: 'not-found' }
      // What a template says is theirs to know, so that two of them to one number can't be told apart.
      if (message.template !== null && ours.length > 1) return { kind: 'cannot-tell', reason: `Twilio lists ${ours.length} messages to this number from that time, and this one can't be told from the others.` }
      return { kind: 'found', vendorId: first.sid }
    } catch (error) {
      return { kind: 'cannot-tell', reason: this.#refusal(error).reason }
    }
  }

  /** Loaded when first used: it takes 36 MB. */
  async #client(signal: AbortSignal): Promise<Twilio> {
    const { default: twilio } = await import('twilio')
    const { accountSid, authToken, baseUrl } = this.#options
    return twilio(accountSid, authToken, { httpClient: twilioWire({ fetch: this.#parts.fetch, baseUrl, signal: callSignal(this.#parts, signal) }), autoRetry: false })
  }

  #address(number: string): string {
    return this.channel === 'whatsapp' ? `whatsapp:${number}` : number
  }

  #sender(): { from: string } | { messagingServiceSid: string } {
    const { from } = this.#options
    return isService(from) ? { messagingServiceSid: from } : { from: this.#address(from) }
  }

  #words({ template, text }: OutboundMessage): { body: string } | { contentSid: string; contentVariables: string } {
    if (template === null || this.channel === 'sms') return { body: text }
    return { contentSid: template.id, contentVariables: JSON.stringify(template.variables) }
  }

  /** The mark is part of the address, and with it of what Twilio signs: a receipt leads back even where the answer was lost. */
  #callback({ ledgerId }: OutboundMessage): { statusCallback?: string } {
    const { statusUrl } = this.#options
    return statusUrl === null ? {} : { statusCallback: `${statusUrl}?ledger=${ledgerId}` }
  }

  #refusal(error: unknown): NotSent {
    const { status, code, message } = error as { status?: unknown; code?: unknown; message?: unknown }
    // What Twilio answered bears a status; what else is thrown has a code of the network, or none.
    if (typeof status !== 'number') return error instanceof SyntaxError ? { kind: 'unknown', reason: 'Twilio answered with something that is no JSON.' } : outcomeOfThrown('Twilio', error)
    const final = typeof code === 'number' && status < 500 ? twilioRefusal(code) : null
    if (final !== null) return final
    return outcomeOfStatus('Twilio', { status, reason: short(String(message)) }, this.#parts.clock.now())
  }
}

function isService(from: string): boolean {
  return /^MG[0-9a-f]{32}$/i.test(from)
}

/** Line ends and spaces at the ends are the carrier's. */
function sameWords(a: string | null, b: string): boolean {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
  return a !== null && plain(a) === plain(b)
}
