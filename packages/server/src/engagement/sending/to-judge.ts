import type { Channel, PlannedContent } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'

/** A message before the gate: a row of the queue, or one that somebody only thinks of. */
export interface ToJudge {
  readonly workspaceId: Id
  /** Whose kill switch holds it. */
  readonly projectId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly agentId: Id | null
  /** The intent's name. */
  readonly kind: string
  readonly channel: Channel
  /** Null once erased. */
  readonly content: PlannedContent | null
  readonly generator: string | null
  /** Who wrote it by hand. */
  readonly author: { readonly id: Id | null; readonly name: string } | null
  /** Under which it was planned. */
  readonly experimentId?: Id | null
  /** Hexadecimal; null where nobody has said yes. */
  readonly approvedHash: string | null
}

export const NO_CONTENT: PlannedContent = Object.freeze({ subject: null, text: '', template: null, productId: null, url: null, amountMinor: null, currency: null })
