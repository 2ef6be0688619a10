/**
 * The contract of a way to reach one person. The executor has written that it is about to send (`send_ledger`) before it calls a
 * channel, so every answer is an outcome and none an exception: what was thrown would say nothing of whether the message went out.
 * A channel knows one vendor, no rules and no database; whether the message may go was asked before (`policy/messaging/`).
 */
import type { Channel as ChannelName, Vendor } from '@troupe/contract'
import type { Id } from '../base/ids.ts'

export interface Channel {
  readonly channel: ChannelName
  /** Who takes the message in the end; of a payment link whoever carries its text. */
  readonly vendor: Vendor
  /** Must answer within `SEND_TIME_MS`; a signal that is given up makes `unknown` of whatever was under way. */
  send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>
  /** Finds out what became of a message whose answer was lost, and never sends it. */
  reconcile(search: ReconcileSearch, signal: AbortSignal): Promise<ReconcileOutcome>
}

/** Ready to go: words, disclosure and links are in `text` already, and no channel changes them. */
export interface OutboundMessage {
  readonly actionId: Id
  /** Of this try. Vendors that take a mark of ours get it, so that a listing or a receipt leads back here. */
  readonly ledgerId: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly channel: ChannelName
  /** An e-mail address, a number in E.164, or null where the channel needs none (console, in-app, webhook). */
  readonly to: string | null
  readonly recipientName: string | null
  /** In whose name it is written: the creator's. */
  readonly senderName: string
  /** Null but for e-mail. */
  readonly subject: string | null
  readonly text: string
  /** WhatsApp outside its 24 hours: sent instead of the text. */
  readonly template: { readonly id: string; readonly variables: Readonly<Record<string, string>> } | null
  /** What `List-Unsubscribe` names: https, or null where there is none; vendors of e-mail refuse automated mail without it. */
  readonly unsubscribeUrl: string | null
  /** False for what a person wrote into a thread: it is no bulk mail, and may go without `List-Unsubscribe`. */
  readonly automated: boolean
  /** Where an answer by e-mail goes; the sender's address where it is null. */
  readonly replyTo: string | null
  /** Of e-mail: a picture that tells of opening, and each address in the text by the one that counts its clicks. */
  readonly tracking: { readonly openUrl: string; readonly clickUrls: Readonly<Record<string, string>> } | null
  /** Of a payment link: what is to be paid for. Its address is added to the text. */
  readonly payment: PaymentWanted | null
  /** The same for every try of an action. */
  readonly idempotencyKey: string
}

export interface PaymentWanted {
  readonly title: string
  readonly amountMinor: number
  /** Three letters, as ISO 4217 has them. */
  readonly currency: string
}

export type SendOutcome =
  /** `text`: what went out, where the channel added to it (the address of a payment link). */
  | { readonly kind: 'sent'; readonly vendorId: string | null; readonly text?: string }
  /** Certainly not sent. `permanent`: no try with these words to this address will do better. `suppress`: nor will any other words. */
  | { readonly kind: 'failed'; readonly permanent: boolean; readonly reason: string; readonly suppress?: 'stop' | 'bounce' | 'complaint' }
  /** It may have gone out. Never repeated; looked for. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Certainly not sent, and the vendor says when to come again. */
  | { readonly kind: 'later'; readonly untilMs: number; readonly reason: string }

export type NotSent = Exclude<SendOutcome, { kind: 'sent' }>

export interface ReconcileSearch {
  readonly message: OutboundMessage
  readonly intendedAtMs: number
  /** Vendor's ids that belong to other messages of ours. */
  readonly taken: ReadonlySet<string>
}

export type ReconcileOutcome =
  | { readonly kind: 'found'; readonly vendorId: string }
  /** The vendor's listing doesn't have it now. It may lag, so once is not enough to try again. */
  | { readonly kind: 'not-found' }
  /** Whoever it is for takes one message once: it may simply be sent again. */
  | { readonly kind: 'again'; readonly reason: string }
  /** This vendor can't be asked, or didn't answer: stays unknown. */
  | { readonly kind: 'cannot-tell'; readonly reason: string }

/** All of one call to a vendor, connecting included. Shorter than the lease of whoever sends. */
export const SEND_TIME_MS = 20_000
