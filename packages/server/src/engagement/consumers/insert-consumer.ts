/** The rows of a new lead. Its identities are claimed, and what is known of it recorded, by whoever makes it. */
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import type { ContactColumns } from './contact.ts'

export interface NewConsumer {
  readonly id: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly nowMs: number
  readonly columns: ContactColumns
}

export async function insertConsumer(within: Within, { id, workspaceId, creatorId, nowMs, columns }: NewConsumer): Promise<void> {
  await within.insertInto('consumers').values({
    id, workspace_id: workspaceId, creator_id: creatorId, external_id: null, name: null, email: null, phone: null, whatsapp: null, timezone: null, locale: null, consents: '{}', merged_into: null, erased_at: null, ...columns, created_at: nowMs,
  }).execute()
  await within.insertInto('consumer_contexts').values({
    consumer_id: id, workspace_id: workspaceId, creator_id: creatorId, stage: 'new', stage_since: nowMs, first_seen_at: null, last_seen_at: null, events: 0, counts: '{}', last_at: '{}', revenue_minor: 0, attributes: '{}',
  }).execute()
}
