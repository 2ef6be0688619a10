import type { Id } from '../../base/ids.ts'
import type { MessagingActionName } from '../../messaging/messaging-actions.ts'

/** What an agent wants done, before it becomes a row of the queue or a change of the lead. */
export interface PlannedIntent {
  readonly action: MessagingActionName
  /** As the action's schema takes it. */
  readonly input: Readonly<Record<string, unknown>>
  /** Of words that an experiment chose. */
  readonly experiment: { readonly id: Id; readonly arm: string } | null
}
