/** What the page of approvals is narrowed to, and which lies open; it lives in the page's address. Waiting ones where nothing is said. */
import { approvalStateSchema, idSchema, type Approval } from '@troupe/contract'

export interface ApprovalFilters {
  state?: Exclude<Approval['state'], 'waiting'> | undefined
  creatorId?: string | undefined
  approval?: string | undefined
}

export function approvalFiltersOf(search: Record<string, unknown>): ApprovalFilters {
  const state = approvalStateSchema.exclude(['waiting']).safeParse(search['state'])
  const creatorId = idSchema.safeParse(search['creatorId'])
  const approval = idSchema.safeParse(search['approval'])
  return {
    ...(state.success ? { state: state.data } : {}),
    ...(creatorId.success ? { creatorId: creatorId.data } : {}),
    ...(approval.success ? { approval: approval.data } : {}),
  }
}

export function isNarrowed({ state, creatorId }: ApprovalFilters): boolean {
  return state !== undefined || creatorId !== undefined
}
