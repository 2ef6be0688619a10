/** `send.…`: messages as an agent of code plans them. Each becomes an intent; the gate decides when its time has come. */
import type { CancelReason, MessagingActionName } from '../../../messaging/messaging-actions.ts'
import type { Lead, MessageChannel } from './lead.ts'
import type { Offer } from './offers.ts'
import type { Gaps } from './wording.ts'

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
  words(words: Words, offer: Offer | null, gaps: Gaps, key: string): string
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
  readonly email = (options: EmailOptions): void => {
    this.#plan('send_email', options, { subject: this.#said(options.subject, options, 'subject').replaceAll('\n', ' '), text: this.#said(options.text, options, 'text') })
  }

  /** A WhatsApp message. */
  readonly whatsapp = (options: WhatsappOptions): void => {
    this.#plan('send_whatsapp', options, { text: this.#said(options.text, options, 'text'), ...(options.template === undefined ? {} : { template: options.template }) })
  }

  /** A text message. */
  readonly sms = (options: MessageOptions): void => {
    this.#plan('send_sms', options, { text: this.#said(options.text, options, 'text') })
  }

  /** A message in the creator's own app. */
  readonly inApp = (options: MessageOptions): void => {
    this.#plan('send_in_app', options, { text: this.#said(options.text, options, 'text') })
  }

  /** By the channel the lead has just written on, else the preferred or first one it can be written to by. Says by which, or null where there is none. */
  readonly best = (options: BestOptions): MessageChannel | null => {
    const channel = this.bestChannel(options.prefer)
    const short = this.#said(options.short ?? options.text, options, 'short')
    switch (channel) {
      case 'email':
        this.email(options)
        return channel
      case 'whatsapp':
        this.#plan('send_whatsapp', options, { text: short })
        return channel
      case 'in-app':
        this.#plan('send_in_app', options, { text: short })
        return channel
      case 'sms':
        this.#plan('send_sms', options, { text: short.length > SMS_LONGEST ? `${short.slice(0, SMS_LONGEST - 1)}…` : short })
        return channel
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
    this.#plan('send_payment_link', options, { productId: product.id, ...(options.text === undefined ? {} : { text: this.#said(options.text, options, 'text') }) })
    return true
  }

  /** Something for the creator's own system, as JSON. */
  readonly webhook = (payload: Readonly<Record<string, unknown>>, when: When = {}): void => {
    this.#plan('send_webhook', when, { payload })
  }

  #said(words: Words, { offer = null, with: gaps = {} }: Pick<MessageOptions, 'offer' | 'with'>, key: string): string {
    return this.#planner.words(words, offer ?? null, gaps, key)
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
