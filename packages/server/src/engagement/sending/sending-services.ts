/** The parts of sending, put together. */
import { ActionReader } from '../actions/action-reader.ts'
import { Actions } from '../actions/actions.ts'
import { ApprovalReader } from '../approvals/approval-reader.ts'
import { Approvals } from '../approvals/approvals.ts'
import { expireApprovals } from '../approvals/approval-expiry.ts'
import { MessagingPolicies } from '../policies/messaging-policies.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import { Executor, type ExecutorParts } from './executor.ts'

export type SendingServicesParts = ExecutorParts & { readonly audit: AuditLog }

export function createSendingServices(parts: SendingServicesParts) {
  const actionReader = new ActionReader(parts.db)
  const approvalReader = new ApprovalReader(parts)
  const decided = (): void => {
    parts.onChanged()
    parts.onAsked()
  }
  return {
    executor: new Executor(parts), actionReader, actions: new Actions({ ...parts, reader: actionReader }), approvalReader, approvals: new Approvals({ ...parts, reader: approvalReader, onChanged: decided }), policies: new MessagingPolicies(parts),
    expire: async (): Promise<void> => {
      if (await expireApprovals(parts.db, { ids: parts.ids, nowMs: parts.clock.now() }) > 0) decided()
    },
  }
}
