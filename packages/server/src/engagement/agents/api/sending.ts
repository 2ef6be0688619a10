/** `send.…`: messages as an agent of code plans them. Each becomes an intent; the gate decides when its time has come. */
import type { CancelReason, MessagingActionName } from '../../../messaging/messaging-actions.ts'
import type { Lead, MessageChannel } from './lead.ts'
import type { Offer } from './offers.ts'
import type { Gaps, Worded } from './wording.ts'

/** One text, or variants of which chance takes one; `{firstName|there}` and other gaps are filled. */
export type Words = string | readonly string[]

export interface When {
  /** How long from now: `5m`, `3h`, `2d`. */
  readonly in?: string
  /** Or the moment, epoch milliseconds. */
  readonly at?: number
  /** What ends it before it is sent. */
  readonly unless?: readonly CancelReason[]
  /** −10 to 10; the higher, the sooner among what is due together. */
  readonly priority?: number
}

export interface MessageOptions extends When {
  readonly text: Words
  /** What it is about: fills `{offer}`, `{price}`, `{url}` and `{about}`. */
  readonly offer?: Offer | null
  /** Further gaps and what fills them. */
  readonly with?: Gaps
}

export interface EmailOptions extends MessageOptions {
  readonly subject: Words
}

export interface WhatsappOptions extends MessageOptions {
  /** An approved template, for when the 24 hours are over. */
  readonly template?: { readonly id: string; readonly variables: Readonly<Record<string, string>> }
}

export interface BestOptions extends EmailOptions {
  /** For channels on which people expect few words; the text when left out. */
  readonly short?: Words
  /** Which channel to try first. */
  readonly prefer?: MessageChannel
}

export interface PaymentLinkOptions extends When {
  readonly offer: Offer
  readonly text?: Words
  readonly with?: Gaps
}

/** What sending needs of the rest of the helpers. */
export interface Planner {
  plan(action: MessagingActionName, input: Readonly<Record<string, unknown>>): void
  words(words: Words, offer: Offer | null, gaps: Gaps, key: string): Worded
  readonly nowMs: number
  /** By which the lead has just written. */
  readonly answering: MessageChannel | null
}

const ORDER: readonly MessageChannel[] = ['email', 'whatsapp', 'in-app', 'sms']
/** Carriers cut what is longer into many. */
const SMS_LONGEST = 640

export class Sending {
  readonly #planner: Planner
  readonly #lead: Lead

  constructor(planner: Planner, lead: Lead) {
    this.#planner = planner
    this.#lead = lead
  }

  /** An e-mail. */
  readonly email = (options: EmailOptions): void => void this.#email(options)

  /** A WhatsApp message. */
  readonly whatsapp = (options: WhatsappOptions): void => void this.#message('send_whatsapp', options, options.text, options.template === undefined ? {} : { template: options.template })

  /** A text message. */
  readonly sms = (options: MessageOptions): void => void this.#message('send_sms', options, options.text)

  /** A message in the creator's own app. */
  readonly inApp = (options: MessageOptions): void => void this.#message('send_in_app', options, options.text)

  /** By the channel the lead has just written on, else the preferred or first one it can be written to by. Says by which, or null where there is none or nothing to say. */
  readonly best = (options: BestOptions): MessageChannel | null => {
    const channel = this.bestChannel(options.prefer)
    const short = options.short ?? options.text
    switch (channel) {
      case 'email':
        return this.#email(options) ? channel : null
      case 'whatsapp':
        return this.#message('send_whatsapp', options, short) ? channel : null
      case 'in-app':
        return this.#message('send_in_app', options, short) ? channel : null
      case 'sms':
        return this.#message('send_sms', options, short, {}, SMS_LONGEST) ? channel : null
      case null:
        return null
    }
  }

  /** Which channel `best` would take. Where the lead agreed to none, one that there is an address for: then the gate says what is missing. */
  bestChannel(prefer?: MessageChannel): MessageChannel | null {
    const { answering } = this.#planner
    const order = [...(answering === null ? [] : [answering]), ...(prefer === undefined ? [] : [prefer]), ...ORDER]
    return order.find((channel) => this.#lead.can(channel))
      ?? order.find((channel) => channel !== 'in-app' && this.#lead.reachable(channel) && !this.#lead.withdrew(channel)) ?? null
  }

  /** A link by which to pay for a product; says false where the offer has no price to pay. */
  readonly paymentLink = (options: PaymentLinkOptions): boolean => {
    const { product } = options.offer
    if (product === null || product.priceMinor === null || product.priceMinor <= 0) return false
    const said = options.text === undefined ? null : this.#words(options.text, options, 'text')
    // The link speaks for itself where there is nothing else to say.
    this.#plan('send_payment_link', options, { productId: product.id, ...(said === null || said.missing.length > 0 ? {} : { text: said.text }) })
    return true
  }

  /** Something for the creator's own system, as JSON. */
  readonly webhook = (payload: Readonly<Record<string, unknown>>, when: When = {}): void => {
    this.#plan('send_webhook', when, { payload })
  }

  #email(options: EmailOptions): boolean {
    const subject = this.#said('subject', options.subject, options)
    return subject !== null && this.#message('send_email', options, options.text, { subject: subject.replaceAll('\n', ' ') })
  }

  /** False where nothing was planned, because there is nothing to say. */
  #message(action: MessagingActionName, options: MessageOptions, words: Words, input: Readonly<Record<string, unknown>> = {}, longest = Infinity): boolean {
    const text = this.#said('text', words, options)
    if (text === null) return false
    this.#plan(action, options, { ...input, text: text.length > longest ? `${text.slice(0, longest - 1)}…` : text })
    return true
  }

  /** Null where no more than a greeting is left of the words for want of what they speak of; the turn says so. */
  #said(key: 'subject' | 'text', words: Words, options: MessageOptions): string | null {
    const { text, missing } = this.#words(words, options, key)
    if (missing.length === 0) return text
    this.#planner.plan('do_nothing', { reason: `nothing to say is left of the ${key}: ${missing.map((gap) => `{${gap}}`).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not known` })
    return null
  }

  #words(words: Words, { offer = null, with: gaps = {} }: Pick<MessageOptions, 'offer' | 'with'>, key: string): Worded {
    return this.#planner.words(words, offer, gaps, key)
  }

  #plan(action: MessagingActionName, options: When & { readonly offer?: Offer | null }, input: Readonly<Record<string, unknown>>): void {
    const productId = options.offer?.product?.id
    this.#planner.plan(action, {
      ...input, ...whenOf(options),
      ...(productId === undefined || action === 'send_payment_link' ? {} : { productId }),
    })
  }
}

/** As the actions' schemas have it. */
export function whenOf({ in: delay, at, unless, priority }: When): Readonly<Record<string, unknown>> {
  return {
    ...(delay === undefined ? {} : { in: delay }), ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    ...(unless === undefined ? {} : { unless: [...unless] }), ...(priority === undefined ? {} : { priority }),
  }
}
