/** Who a lead is now: whoever it was merged into. Null for one that is erased or was never there. */
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export interface LeadNow {
  readonly id: Id
  readonly creatorId: Id
}

export async function leadNow(within: Database, workspaceId: Id, consumerId: Id): Promise<LeadNow | null> {
  const find = (id: Id) => within.selectFrom('consumers').select(['id', 'creator_id', 'merged_into', 'erased_at']).where('id', '=', id).where('workspace_id', '=', workspaceId).executeTakeFirst()
  const named = await find(consumerId)
  const lead = named?.merged_into ? await find(named.merged_into) : named
  return lead === undefined || lead.erased_at !== null ? null : { id: lead.id, creatorId: lead.creator_id }
}
