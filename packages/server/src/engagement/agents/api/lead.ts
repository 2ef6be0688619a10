/** Who the lead is and how it stands. */
import type { ConsentChannel, Stage } from '@troupe/contract'
import type { MessagingSituation } from '../situation.ts'

/** Channels that carry words to a lead. */
export type MessageChannel = 'email' | 'whatsapp' | 'sms' | 'in-app'

export class Lead {
  readonly #situation: MessagingSituation

  constructor(situation: MessagingSituation) {
    this.#situation = situation
  }

  /** Its id. */
  get id(): string {
    return this.#situation.lead.id
  }

  /** Its whole name, or null. */
  get name(): string | null {
    return this.#situation.lead.name
  }

  /** The first of its names, or null: "Ana" of "Ana María López". */
  get firstName(): string | null {
    const first = this.#situation.lead.name?.trim().split(/\s+/)[0] ?? ''
    // Names that came in capitals read as a shout; addresses and ids in the name's field are no names.
    if (first === '' || /[\d@_]/.test(first)) return null
    return first.length > 2 && first === first.toUpperCase() ? first[0] + first.slice(1).toLowerCase() : first
  }

  /** Its e-mail address, or null. */
  get email(): string | null {
    return this.#situation.lead.email
  }

  /** Its phone number in E.164, or null. */
  get phone(): string | null {
    return this.#situation.lead.phone
  }

  /** Its timezone; the creator's where it is not known. */
  get timezone(): string {
    return this.#situation.lead.timezone ?? this.#situation.creator.timezone
  }

  /** Its locale; the creator's where it is not known. */
  get locale(): string {
    return this.#situation.lead.locale ?? this.#situation.creator.locale
  }

  /** Where it stands, this event included. */
  get stage(): Stage {
    return this.#situation.context.stage
  }

  /** Where it stood just before this event. */
  get stageBefore(): Stage {
    return this.#situation.event.before.stage
  }

  /** Its stage is `new`. */
  get isNew(): boolean {
    return this.stage === 'new'
  }

  /** Its stage is `interested`. */
  get isInterested(): boolean {
    return this.stage === 'interested'
  }

  /** Its stage is `engaged`. */
  get isEngaged(): boolean {
    return this.stage === 'engaged'
  }

  /** Its stage is `converted`. */
  get isConverted(): boolean {
    return this.stage === 'converted'
  }

  /** Its stage is `churned`. */
  get isChurned(): boolean {
    return this.stage === 'churned'
  }

  /** Its tags. */
  get tags(): readonly string[] {
    return this.#situation.lead.tags
  }

  /** Whether it bears this tag. */
  hasTag(tag: string): boolean {
    return this.#situation.lead.tags.includes(tag)
  }

  /** What is known of it under this name, from `identify` and imports; null when nothing is. */
  attribute(name: string): unknown {
    const { attributes } = this.#situation.context
    return Object.hasOwn(attributes, name) ? attributes[name] ?? null : null
  }

  /** Whether it agreed to hear from the creator by this channel. */
  consented(channel: ConsentChannel): boolean {
    return this.#situation.lead.consents[channel] === 'granted'
  }

  /** Whether it said that it does not want to. */
  withdrew(channel: ConsentChannel): boolean {
    return this.#situation.lead.consents[channel] === 'withdrawn'
  }

  /** Whether there is an address for this channel. */
  reachable(channel: MessageChannel): boolean {
    const { email, phone, whatsapp } = this.#situation.lead
    switch (channel) {
      case 'email':
        return email !== null
      case 'sms':
        return phone !== null
      case 'whatsapp':
        return whatsapp !== null
      case 'in-app':
        return true
    }
  }

  /** Whether it can be written to by this channel: there is an address, and it agreed or has just written there itself. The gate decides all the same. */
  can(channel: MessageChannel): boolean {
    if (!this.reachable(channel) || this.withdrew(channel)) return false
    return this.consented(channel) || this.#situation.conversation?.channel === channel
  }
}
