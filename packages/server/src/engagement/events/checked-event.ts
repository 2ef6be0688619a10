/**
 * An event looked at before anything is asked of the database: addresses in their one form, a clock that runs ahead set back, what
 * is too large or says too little refused with a reason. Pure.
 */
import { createHash } from 'node:crypto'
import { EVENT_PAYLOAD_BYTES_MOST, type EventSource } from '@troupe/contract'
import { isId, type Id } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import { EMAIL_FAULT, emailAddress } from '../../messaging/addresses/email-address.ts'
import { PHONE_FAULT, phoneNumber } from '../../messaging/addresses/phone-number.ts'
import { consentsSaid, type ConsentSaid } from './consent-said.ts'
import type { IncomingEvent, Refusal } from './incoming-event.ts'
import { detailsOf, type LeadDetails } from './lead-details.ts'
import { shown, unreadOf, type LeftAside } from './unread.ts'

export type IdentityKind = 'external' | 'email' | 'phone' | 'whatsapp' | 'anonymous'
export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
  /** Kind and value as one word, by which many are told apart. */
  readonly name: string
}

export function identity(kind: IdentityKind, value: string): Identity {
  return { kind, value, name: `${kind} ${value}` }
}

export interface CheckedEvent {
  readonly creatorId: Id | null
  readonly consumerId: Id | null
  /** The surest first: of several leads that they name, the first one's is meant. */
  readonly identities: readonly Identity[]
  /** As who they were known before. */
  readonly formerly: readonly Identity[]
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly payloadText: string
  readonly source: EventSource
  readonly atMs: number
  readonly note: string | null
  readonly messageId: string | null
  readonly notCounted: string | null
  readonly simulated: boolean
  /** No agent hears of it. */
  readonly quiet: boolean
  readonly details: LeadDetails | null
  readonly consents: readonly ConsentSaid[]
}

/** Clocks differ by as much; further ahead, the sender is told. */
const AHEAD_UNNOTED_MS = 60_000
const ADDRESSES = [['email', emailAddress, EMAIL_FAULT], ['phone', phoneNumber, PHONE_FAULT], ['whatsapp', phoneNumber, PHONE_FAULT]] as const

export function checkedEvent(given: IncomingEvent, nowMs: number): CheckedEvent | Refusal {
  const consumerId = given.consumerId?.toLowerCase() ?? null
  if (consumerId !== null && !isId(consumerId)) return { kind: 'invalid', path: '/consumerId', message: 'use the id as the API gave it, a UUID' }
  const read = identitiesOf(given)
  if ('message' in read) return read
  const { identities } = read
  const aside = [...read.aside, ...unreadOf(given.type, given.payload)]
  const aheadMs = (given.atMs ?? nowMs) - nowMs
  const skewed = aheadMs > AHEAD_UNNOTED_MS
  const notes = aside.map(({ field, sentence }) => `${field} was left aside: ${sentence}`)
  if (skewed) notes.unshift(`“at” lay ${Math.round(aheadMs / 1000)} s ahead of this instance's clock and was set to the time of arrival`)
  const payload = storable(notes.length === 0 ? given.payload : {
    ...given.payload, ...skewed ? { givenAt: new Date(given.atMs ?? 0).toISOString() } : {}, ...aside.length > 0 ? { leftAside: Object.fromEntries(aside.map(({ field, sentence }) => [field, sentence])) } : {},
  })
  const payloadText = JSON.stringify(payload)
  const bytes = Buffer.byteLength(payloadText)
  if (bytes > EVENT_PAYLOAD_BYTES_MOST) return { kind: 'too-large', path: '/payload', message: `the payload has ${bytes} bytes as JSON; at most ${EVENT_PAYLOAD_BYTES_MOST} are taken` }
  const consents = consentsSaid(given.type, payload)
  if (!Array.isArray(consents)) return consents
  return {
    creatorId: given.creatorId?.toLowerCase() ?? null, consumerId, identities, formerly: formerlyOf(given), type: given.type, payload, payloadText, source: given.source, atMs: nowMs + Math.min(0, aheadMs),
    note: notes.join('; ') || null, messageId: given.messageId ?? null, notCounted: null, simulated: false, quiet: false,
    details: given.type === 'identify' ? detailsOf(payload) : null, consents,
  }
}

/** What a message id stands for; when it happened is left out, as senders correct their clocks between two tries. */
export function fingerprint(event: IncomingEvent): Buffer {
  const { atMs: _, ...rest } = event
  return fingerprintOf(rest)
}

export function fingerprintOf(body: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(body) ?? '').digest()
}

/** A trait that was meant as an address and is none. The rest of the event is still good, and whoever looks at it sees this. */
/** Addresses that stand in the event itself must be some; what traits say besides is taken where it fits. */
function identitiesOf(given: IncomingEvent): { readonly identities: Identity[]; readonly aside: readonly LeftAside[] } | Refusal {
  const found: Identity[] = []
  const aside: LeftAside[] = []
  if (given.externalId !== undefined) found.push(identity('external', storable(given.externalId)))
  const traits = given.type === 'identify' ? given.payload : {}
  for (const [kind, read, fault] of ADDRESSES) {
    const own = given[kind]
    const said = own ?? textIn(traits[kind])
    if (said === null) continue
    const value = read(said)
    if (value !== null) found.push(identity(kind, value))
    else if (own !== undefined) return { kind: 'invalid', path: `/${kind}`, message: fault }
    else aside.push({ field: kind, sentence: `${shown(said)} ${fault}` })
  }
  if (given.anonymousId !== undefined) found.push(identity('anonymous', storable(given.anonymousId)))
  if (found.length === 0 && given.consumerId === undefined) return { kind: 'invalid', path: '', message: 'say whom it is about: consumerId, externalId, anonymousId, email, phone or whatsapp' }
  return { identities: found, aside }
}

const NONE: readonly Identity[] = []

/** It may be either. */
function formerlyOf({ previousId }: IncomingEvent): readonly Identity[] {
  return previousId === undefined ? NONE : [identity('external', storable(previousId)), identity('anonymous', storable(previousId))]
}

/** Clients write an empty text, or nothing, where somebody gave none. */
function textIn(trait: unknown): string | null {
  return typeof trait === 'string' && trait.trim() !== '' ? trait : null
}
