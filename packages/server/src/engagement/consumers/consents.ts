/** How a lead's consent came to stand as it does. Only ever added to. */
import type { ConsentChange, ConsentRecord, Consumer } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import { cancelActions } from '../actions/cancel-actions.ts'
import type { Intake } from '../events/intake.ts'
import { consentEvent, refuseFuture } from './consent-event.ts'
import { lockConsumer, type Consumers } from './consumers.ts'

export interface ConsentsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly intake: Pick<Intake, 'record'>
  readonly consumers: Pick<Consumers, 'get'>
  readonly onChanged: () => void
}

export class Consents {
  readonly #parts: ConsentsParts

  constructor(parts: ConsentsParts) {
    this.#parts = parts
  }

  async list(by: Actor, consumerId: Id, { limit, beforeId }: IdPageQuery): Promise<IdPage<ConsentRecord>> {
    const { db } = this.#parts
    const own = creatorScope(by)
    const lead = await db.selectFrom('consumers').select('creator_id').where('id', '=', consumerId).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
    if (lead === undefined || (own !== null && own !== lead.creator_id)) throw new MissingError('lead', consumerId)
    let select = db.selectFrom('consents').selectAll().where('consumer_id', '=', consumerId)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    const items = rows.slice(0, limit).map(({ id, channel, status, source, at, proof, recorded_at: recordedMs }): ConsentRecord => ({ id, channel, status, source, at: new Date(at).toISOString(), proof, recordedAt: new Date(recordedMs).toISOString() }))
    return { items, more: rows.length > limit }
  }

  /** What was withdrawn is asked for nothing more on that channel, and what waits there is taken back. A yes lifts nothing from the suppression list. */
  async add(by: Actor, consumerId: Id, change: ConsentChange): Promise<Consumer> {
    const { db, clock, ids, audit, intake, consumers, onChanged } = this.#parts
    const nowMs = clock.now()
    refuseFuture([change], nowMs)
    await db.transaction().execute(async (within) => {
      const { creator_id: creatorId } = await lockConsumer(within, by, consumerId)
      await intake.record(within, [consentEvent({ workspaceId: by.workspaceId, creatorId, consumerId }, change, nowMs)])
      if (change.status === 'withdrawn') {
        const waiting = await within.selectFrom('actions').select('id').where('consumer_id', '=', consumerId).where('channel', '=', change.channel).where('state', 'in', ['planned', 'awaiting-approval', 'approved']).execute()
        await cancelActions(within, { ids, nowMs }, { actionIds: waiting.map(({ id }) => id) }, `consent for ${change.channel} was withdrawn`)
      }
      await audit.record(within, { workspaceId: by.workspaceId, by, action: change.status === 'granted' ? 'consent-granted' : 'consent-withdrawn', subject: { kind: 'consumer', id: consumerId }, after: change })
    })
    onChanged()
    return consumers.get(by, consumerId)
  }
}
