/**
 * Erasing a lead (SPEC E12): by a person, or because nothing was heard of it for as long as the workspace keeps anybody. Who asked
 * for silence keeps it: the addresses of withdrawn consent go on the suppression list, which knows them by hash. Who is erased
 * without having said no is not suppressed; they may come back by themselves.
 */
import type { Consent, ConsentChannel, erasedConsumerSchema } from '@troupe/contract'
import type { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { ChannelAddress, SuppressionList, SuppressionWanted } from '../../messaging/suppression/suppression-list.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import { cancelActions } from '../actions/cancel-actions.ts'
import { addressesOf, type Reachable } from '../consumers/addresses-of.ts'
import { lockConsumer } from '../consumers/consumers.ts'
import { eraseWords } from './erase-words.ts'

export interface ErasureParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly suppressions: SuppressionList
  readonly onChanged: () => void
}

export type Erased = z.output<typeof erasedConsumerSchema>

export interface LeadToErase extends Reachable {
  readonly workspace_id: Id
  readonly consents: Partial<Record<ConsentChannel, Consent>>
}

export class Erasure {
  readonly #parts: ErasureParts

  constructor(parts: ErasureParts) {
    this.#parts = parts
  }

  async one(by: Actor, id: Id): Promise<Erased> {
    const { db, onChanged } = this.#parts
    const erased = await db.transaction().execute(async (within) => {
      // Those that were merged into this one are the same person.
      const lead = await lockConsumer(within, by, id)
      return this.within(within, by, lead, 'lead-erased')
    })
    onChanged()
    return erased
  }

  /** The lead is held by the caller: its context first, then the lead. */
  async within(within: Within, by: Doer, lead: LeadToErase, action: 'lead-erased' | 'lead-expired'): Promise<Erased> {
    const { clock, ids, audit, suppressions } = this.#parts
    const nowMs = clock.now()
    const merged = await within.selectFrom('consumers').select('id').where('merged_into', '=', lead.id).where('workspace_id', '=', lead.workspace_id).execute()
    const leadIds = [lead.id, ...merged.map(({ id }) => id)]
    const wanted = (await everyAddress(within, lead, leadIds)).flatMap(({ channel, address }): SuppressionWanted[] => lead.consents[channel]?.status === 'withdrawn' ? [{ channel, address, reason: 'erasure', source: 'consent was withdrawn' }] : [])
    await suppressions.suppress(within, lead.workspace_id, wanted)
    await cancelActions(within, { ids, nowMs }, { consumerIds: leadIds }, 'the lead was erased')
    const counts = await eraseWords(within, leadIds)
    await within.deleteFrom('consumer_identities').where('consumer_id', 'in', leadIds).execute()
    await within.deleteFrom('consumer_contexts').where('consumer_id', 'in', leadIds).execute()
    await within.updateTable('consumers').set({ external_id: null, name: null, email: null, phone: null, whatsapp: null, timezone: null, locale: null, tags: [], consents: '{}', erased_at: nowMs }).where('id', 'in', leadIds).execute()
    const suppressed = [...new Set(wanted.map(({ channel }) => channel))]
    await audit.record(within, { workspaceId: lead.workspace_id, by, action, subject: { kind: 'consumer', id: lead.id }, after: { ...counts, suppressed } })
    return { ...counts, suppressed }
  }
}

/** Those they are written to at, and those they are only known by: of leads that were merged into them, and earlier ones. */
async function everyAddress(within: Within, lead: Reachable, leadIds: readonly Id[]): Promise<ChannelAddress[]> {
  const known = await within.selectFrom('consumer_identities').select(['kind', 'value']).where('consumer_id', 'in', [...leadIds]).where('kind', 'in', ['email', 'phone', 'whatsapp']).execute()
  const all = [lead, ...known.map(({ kind, value }) => ({ id: lead.id, email: null, phone: null, whatsapp: null, [kind]: value }))].flatMap(addressesOf)
  return [...new Map(all.map((one) => [`${one.channel} ${one.address}`, one])).values()]
}
