/** Merging as people ask for it: shown before it is done, and on record in the audit log with what the lead that goes was called. */
import type { Merged, MessageIntent } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../../base/errors.ts'
import type { Id, Ids } from '../../../base/ids.ts'
import type { SuppressionList } from '../../../messaging/suppression/suppression-list.ts'
import { creatorScope, type Actor } from '../../../people/actor.ts'
import type { AuditLog } from '../../../people/audit-log.ts'
import type { Database } from '../../../store/database.ts'
import { contextOfRow, rowOfContext } from '../../context/context-row.ts'
import { holdContexts } from '../../events/hold-contexts.ts'
import { consumersShown } from '../consumer-rows.ts'
import { lockConsumer, type Consumers } from '../consumers.ts'
import { mergeLeads, type Moved } from './merge-leads.ts'
import { columnsTogether, contextsTogether, type ConsumerColumns } from './together.ts'

export interface ConsumerMergingParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly suppressions: SuppressionList
  readonly consumers: Pick<Consumers, 'get'>
  readonly onChanged: () => void
}

const NOTHING_MOVED: Moved = { events: 0, actions: 0, conversations: 0 }

export class ConsumerMerging {
  readonly #parts: ConsumerMergingParts

  constructor(parts: ConsumerMergingParts) {
    this.#parts = parts
  }

  /** What would be, and changes nothing. */
  async preview(by: Actor, keepId: Id, otherId: Id): Promise<Merged> {
    const { db, clock, suppressions, consumers } = this.#parts
    refuseSelf(keepId, otherId)
    // Throws where it is not there, or another's.
    const before = await consumers.get(by, keepId)
    const rows = await db.selectFrom('consumers').selectAll().where('id', 'in', [keepId, otherId]).where('workspace_id', '=', by.workspaceId).execute()
    const [keep, go] = [keepId, otherId].map((id) => rows.find((row) => row.id === id))
    if (keep === undefined) throw new MissingError('lead', keepId)
    if (otherOf(by, keep, go, otherId) === null) return { consumer: before, moved: NOTHING_MOVED }
    const contexts = await db.selectFrom('consumer_contexts').selectAll().where('consumer_id', 'in', [keepId, otherId]).execute()
    const [keepContext, goContext] = [keepId, otherId].map((id) => contexts.find((row) => row.consumer_id === id))
    if (go === undefined || keepContext === undefined || goContext === undefined) throw new ConflictError('This lead was erased; nothing of it can be merged.', 'lead-erased')
    const columns = columnsTogether(keep, go)
    const context = { ...keepContext, ...rowOfContext(contextsTogether(contextOfRow(keepContext), contextOfRow(goContext), columns.created_at)) }
    const { rows: [counted] } = await sql<Moved & { lastIntent: MessageIntent | null }>`SELECT (SELECT intent FROM messages WHERE consumer_id IN (${keepId}, ${otherId}) AND direction = 'in' AND intent IS NOT NULL ORDER BY id DESC LIMIT 1) AS "lastIntent",
      (SELECT count(*)::int FROM events WHERE consumer_id = ${otherId}) AS events, (SELECT count(*)::int FROM actions WHERE consumer_id = ${otherId}) AS actions,
      (SELECT count(*)::int FROM conversations WHERE consumer_id = ${otherId}) AS conversations`.execute(db)
    const { lastIntent = null, ...moved } = counted ?? NOTHING_MOVED as Moved & { lastIntent?: MessageIntent | null }
    const [consumer] = await consumersShown(db, suppressions, by.workspaceId, [{ ...columns, context, lastIntent }], clock.now())
    return { consumer: consumer ?? before, moved }
  }

  /** The other one goes into this one. Said again, it has been done. */
  async merge(by: Actor, keepId: Id, otherId: Id): Promise<Merged> {
    const { db, clock, ids, audit, suppressions, consumers, onChanged } = this.#parts
    refuseSelf(keepId, otherId)
    const moved = await db.transaction().execute(async (within) => {
      await holdContexts(within, [keepId, otherId])
      const keep = await lockConsumer(within, by, keepId)
      const found = await within.selectFrom('consumers').selectAll().where('id', '=', otherId).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
      const go = otherOf(by, keep, found, otherId)
      if (go === null) return null
      const { external_id: externalId, name, email, phone, whatsapp, tags } = go
      const done = await mergeLeads(within, { ids, nowMs: clock.now(), suppressions }, keepId, otherId)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'leads-merged', subject: { kind: 'consumer', id: keepId }, before: { externalId, name, email, phone, whatsapp, tags }, after: { mergedId: otherId, ...done } })
      return done
    })
    if (moved !== null) onChanged()
    return { consumer: await consumers.get(by, keepId), moved: moved ?? NOTHING_MOVED }
  }
}

/** Null where it is this one already. Throws where it can't become it. */
function otherOf(by: Actor, keep: ConsumerColumns, go: ConsumerColumns | undefined, otherId: Id): ConsumerColumns | null {
  const own = creatorScope(by)
  if (go === undefined || (own !== null && go.creator_id !== own)) throw new MissingError('lead', otherId)
  if (go.creator_id !== keep.creator_id) throw new ConflictError('These two are leads of different creators: what was told to one is not the other’s to know. Only leads of one creator are merged.', 'lead-of-another-creator')
  if (go.merged_into === keep.id) return null
  if (go.merged_into !== null) throw new ConflictError(`The lead ${otherId} was merged into ${go.merged_into}. Merge that one.`, 'lead-merged')
  if (go.erased_at !== null) throw new ConflictError('The other lead was erased; nothing of it can be merged.', 'lead-erased')
  return go
}

function refuseSelf(keepId: Id, otherId: Id): void {
  if (keepId === otherId) throw new InvalidError('A lead cannot be merged with itself.', [{ path: '/otherId', message: 'name the other one' }])
}
