/** How long a workspace keeps the words of events and messages, and leads nothing is heard of. For ever, unless it says so. */
import type { Retention } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'

export class Retentions {
  readonly #parts: { readonly db: Database; readonly audit: AuditLog; readonly onSet: () => void }

  constructor(parts: { readonly db: Database; readonly audit: AuditLog; readonly onSet: () => void }) {
    this.#parts = parts
  }

  async get(workspaceId: Id): Promise<Retention> {
    const row = await this.#parts.db.selectFrom('retention').selectAll().where('workspace_id', '=', workspaceId).executeTakeFirst()
    return { eventPayloadDays: row?.event_payload_days ?? null, messageDays: row?.message_days ?? null, inactiveLeadDays: row?.inactive_lead_days ?? null }
  }

  async set(by: Actor, retention: Retention): Promise<Retention> {
    const { db, audit, onSet } = this.#parts
    const before = await this.get(by.workspaceId)
    const columns = { event_payload_days: retention.eventPayloadDays, message_days: retention.messageDays, inactive_lead_days: retention.inactiveLeadDays, swept_at: null }
    await db.transaction().execute(async (within) => {
      await within.insertInto('retention').values({ workspace_id: by.workspaceId, ...columns }).onConflict((clash) => clash.column('workspace_id').doUpdateSet(columns)).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'retention-changed', subject: { kind: 'workspace', id: by.workspaceId }, before, after: retention })
    })
    onSet()
    return retention
  }
}
