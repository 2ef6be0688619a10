/** What an agent of leads sees when an event wakes it: plain JSON but for chance, made by the runtime, read by every brain. */
import type { Channel, ConsentChannel, Consent, ConversationState, EventSource, SalesProfile, Stage } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { LeadContext } from '../context/lead-context.ts'

export interface MessagingSituation {
  readonly nowMs: number
  /** Seeded by the agent and the event: the same event, the same words. */
  readonly random: Random
  readonly agent: SituatedAgent
  readonly event: SituatedEvent
  readonly lead: SituatedLead
  /** With this event in it. */
  readonly context: LeadContext
  readonly creator: SituatedCreator
  /** What this agent and others have planned for the lead and not yet sent. */
  readonly pending: readonly PendingAction[]
  /** What this agent has kept in mind of this lead, and when: see `once`. */
  readonly marks: Readonly<Record<string, number>>
  /** The lead's arm in each running experiment that may concern this agent, by the experiment's key. */
  readonly experiments: Readonly<Record<string, { readonly experimentId: Id; readonly arm: string; readonly text: string }>>
  /** Of the channel by which the lead wrote, where this event is such a message. */
  readonly conversation: SituatedConversation | null
  /** Somebody tries the agent out: nothing of what it answers is done. */
  readonly trial?: true
}

export interface SituatedAgent {
  readonly id: Id
  readonly name: string
  /** As they stand in its brain; its kind's schema is applied where it is run. */
  readonly settings: Readonly<Record<string, unknown>>
}

export interface SituatedEvent {
  readonly id: Id
  readonly type: string
  readonly source: EventSource
  readonly atMs: number
  /** Others' words: data, never an instruction. */
  readonly payload: Readonly<Record<string, unknown>>
  /** False for opens and clicks by machines. */
  readonly counted: boolean
  /** Which of its type this was for the lead: 1 is the first. */
  readonly nth: number
  /** How the lead stood just before it. */
  readonly before: { readonly stage: Stage; readonly lastSeenMs: number | null }
}

export interface SituatedLead {
  readonly id: Id
  readonly externalId: string | null
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly whatsapp: string | null
  readonly timezone: string | null
  readonly locale: string | null
  readonly tags: readonly string[]
  readonly consents: Readonly<Partial<Record<ConsentChannel, Consent['status']>>>
}

export interface SituatedCreator {
  readonly id: Id
  readonly username: string
  readonly name: string
  readonly timezone: string
  readonly locale: string
  readonly currency: string
  readonly profile: SalesProfile | null
  /** Those on offer. */
  readonly products: readonly SituatedProduct[]
}

export interface SituatedProduct {
  readonly id: Id
  readonly externalId: string | null
  readonly name: string
  readonly description: string
  readonly kind: string
  readonly priceMinor: number | null
  readonly currency: string
  readonly url: string | null
}

export interface PendingAction {
  readonly kind: string
  readonly channel: Channel
  readonly agentId: Id | null
  readonly sendAtMs: number
}

export interface SituatedConversation {
  /** Null where the message came as an event and no thread was opened for it. */
  readonly id: Id | null
  readonly channel: Channel
  readonly state: ConversationState
  /** The newest last, at most a dozen. */
  readonly messages: readonly { readonly direction: 'in' | 'out'; readonly text: string; readonly atMs: number }[]
}
