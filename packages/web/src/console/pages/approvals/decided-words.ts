/** What came of several decisions at once, and whom each that was not taken is about. */
import type { Approval, ApprovalBulk, BulkOutcome } from '@troupe/contract'
import { counted } from '../../../design/number-format.ts'
import { nameOr } from '../../parts/engagement/lead-name.ts'

export interface DecidedWords {
  readonly title: string
  /** One for each that was not decided. */
  readonly open: readonly { readonly id: string; readonly name: string; readonly why: string }[]
}

export function decidedWords(verb: ApprovalBulk['verb'], { done, failed }: BulkOutcome, asked: readonly Approval[]): DecidedWords {
  const names = new Map(asked.map(({ id, action: { consumerName, consumerId } }) => [id, nameOr(consumerName, consumerId)]))
  const title = `${verb === 'approve' ? 'Approved' : 'Rejected'}: ${counted(done.length, 'message', 'messages')}`
  return { title: failed.length === 0 ? title : `${title}; ${counted(failed.length, 'was', 'were')} not decided`, open: failed.map(({ id, reason }) => ({ id, name: names.get(id) ?? id, why: reason })) }
}
