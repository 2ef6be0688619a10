/**
 * What the gate knows of a message at the moment it is to be sent. Policies judge by these alone, purely: the same facts get
 * the same verdict, whether a message is due, somebody asks what would happen if, or an agent is tried out.
 */
import type { Channel, ConsentChannel, Consent, MessagingPolicy, PlannedContent, Vendor } from '@troupe/contract'

export interface MessagingFacts {
  readonly nowMs: number
  /** Why the creator's project or the instance stands still, if it does. */
  readonly killed: string | null
  readonly policy: MessagingPolicy
  readonly message: MessageFacts
  readonly lead: LeadFacts
  /** State of the agent that planned it; null for what a person wrote. */
  readonly agent: { readonly name: string; readonly state: string; readonly reason: string | null; readonly untilMs: number | null } | null
  /** What carries the channel for this creator now; by `console` nothing leaves the machine. */
  readonly vendor: Vendor
  /** Where it would go, as it stands now; null where the lead has no such address. */
  readonly recipient: string | null
  /** Why that address stands on the suppression list; null where it does not. */
  readonly suppressed: string | null
  /** The experiment out of which the lead is held, so as to hear nothing; null where none does. */
  readonly heldOut: string | null
  /** What went to this lead, as far back as the longest cap looks, newest first. Sends, not tries. */
  readonly sends: readonly Send[]
  /** What went out in the creator's name in the last 24 hours to all leads together. */
  readonly creatorSends: { readonly count: number; readonly oldestMs: number | null }
  /** Mail can carry a link that ends it: there is a public address of HTTPS. */
  readonly unsubscribable: boolean
  /** Real payment links can be made. */
  readonly stripe: boolean
}

export interface MessageFacts {
  readonly channel: Channel
  /** Which way it reaches the person: a payment link goes by mail, WhatsApp or SMS. Null where nobody's consent is touched. */
  readonly carrier: ConsentChannel | null
  readonly author: 'agent' | 'person'
  readonly content: PlannedContent
  readonly generator: string | null
  /** Hash of words and recipient as they stand, and as somebody said yes to them; hexadecimal. */
  readonly contentHash: string
  readonly approvedHash: string | null
  /** The line of P2 that its text will end with; null where nothing appends it. */
  readonly disclosure: string | null
}

export interface LeadFacts {
  readonly merged: boolean
  readonly erased: boolean
  readonly consents: Partial<Record<ConsentChannel, Consent>>
  /** Where the lead's clock stands: one zone, or all of the country that the phone number tells. */
  readonly zones: readonly string[]
  /** Has been written to before. */
  readonly known: boolean
  /** A person talks with the lead, or is waited for, in whichever thread. */
  readonly person: 'talks' | 'waited-for' | null
  /** The thread on this message's channel. */
  readonly thread: { readonly lastInboundMs: number | null; readonly lastInboundText: string | null } | null
}

export interface Send {
  readonly channel: Channel
  /** By which it went: another than the channel for a payment link. */
  readonly carrier: Channel
  readonly atMs: number
}
