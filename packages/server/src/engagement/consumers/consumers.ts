/**
 * Leads as people see and change them. What is said of a lead's stage, attributes and consent goes through the intake as events,
 * so that a context that is rebuilt from them is the same; addresses and names are columns here.
 */
import type { Consumer, consumerChangeSchema, consumerDraftSchema, ConsumerPage, consumerQuerySchema, LeadScore } from '@troupe/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import { creatorAsked, creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import { holdContexts } from '../events/hold-contexts.ts'
import type { Intake, OwnEvent } from '../events/intake.ts'
import { consentEvent, refuseFuture } from './consent-event.ts'
import { countByStage, listConsumers, totalOf, type ListPosition } from './consumer-list.ts'
import { consumersShown, scoreOf, selectConsumers, suppressedOf } from './consumer-rows.ts'
import { contactColumns, identitiesIn, refuseNobody } from './contact.ts'
import { claimIdentities, refuseTaken, releaseIdentities } from './identities.ts'
import { insertConsumer } from './insert-consumer.ts'

export interface ConsumersParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly suppressions: SuppressionList
  readonly intake: Pick<Intake, 'record'>
  /** After a commit with events in it. */
  readonly onChanged: () => void
}

type Listing = Omit<ConsumerPage, 'nextCursor'> & { readonly next: ListPosition | null }

export class Consumers {
  readonly #parts: ConsumersParts

  constructor(parts: ConsumersParts) {
    this.#parts = parts
  }

  async list(by: Actor, { creatorId, ...query }: z.output<typeof consumerQuerySchema>, after: ListPosition | null): Promise<Listing> {
    const { db, clock, suppressions } = this.#parts
    const { workspaceId } = by
    const wanted = { ...query, creatorId: creatorAsked(by, creatorId), after }
    const [{ rows, next }, stage] = await Promise.all([listConsumers(db, suppressions, workspaceId, wanted, clock.now()), countByStage(db, workspaceId, wanted)])
    return { items: await consumersShown(db, suppressions, workspaceId, rows, clock.now()), next, total: totalOf(query, stage), facets: { stage } }
  }

  /** Also somebody erased; of somebody merged the one they were merged into is named. */
  async get(by: Actor, id: Id): Promise<Consumer> {
    const { db, clock, suppressions } = this.#parts
    const own = creatorScope(by)
    const rows = await selectConsumers(db, by.workspaceId, sql`c.id = ${id} AND ${own === null ? sql`true` : sql`c.creator_id = ${own}`}`)
    const [consumer] = await consumersShown(db, suppressions, by.workspaceId, rows, clock.now())
    if (consumer === undefined) throw await missing(db, by, id)
    return consumer
  }

  /** How likely it is to buy, with every point accounted for. */
  async score(by: Actor, id: Id): Promise<LeadScore> {
    const { db, clock, suppressions } = this.#parts
    const own = creatorScope(by)
    const rows = await selectConsumers(db, by.workspaceId, sql`c.id = ${id} AND ${own === null ? sql`true` : sql`c.creator_id = ${own}`}`)
    const [row] = rows
    if (row === undefined) throw await missing(db, by, id)
    const suppressed = await suppressedOf(db, suppressions, by.workspaceId, rows)
    const nowMs = clock.now()
    const { score, reasons, personaClass } = scoreOf(row, suppressed.get(id) ?? {}, nowMs)
    return { score, reasons: [...reasons], personaClass, asOf: new Date(nowMs).toISOString() }
  }

  async create(by: Actor, draft: z.output<typeof consumerDraftSchema>): Promise<Consumer> {
    const { db, clock, ids, audit, intake, onChanged } = this.#parts
    const { workspaceId } = by
    const columns = contactColumns(draft)
    const nowMs = clock.now()
    refuseNobody(columns)
    refuseFuture(draft.consents, nowMs)
    const id = ids.next()
    await db.transaction().execute(async (within) => {
      const creator = await within.selectFrom('creators').select('id').where('id', '=', draft.creatorId).where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null).forShare().executeTakeFirst()
      if (creator === undefined) throw new MissingError('creator', draft.creatorId)
      await insertConsumer(within, { id, workspaceId, creatorId: draft.creatorId, nowMs, columns })
      refuseTaken(await claimIdentities(within, draft.creatorId, id, identitiesIn(columns)))
      const lead = { workspaceId, creatorId: draft.creatorId, consumerId: id }
      const events: OwnEvent[] = [...attributesSaid(lead, draft.attributes, nowMs), ...draft.consents.map((consent) => consentEvent(lead, consent, nowMs))]
      if (events.length > 0) await intake.record(within, events)
      await audit.record(within, { workspaceId, by, action: 'lead-created', subject: { kind: 'consumer', id }, after: { creatorId: draft.creatorId, ...columns } })
    })
    onChanged()
    return this.get(by, id)
  }

  /** Attributes that are named are set, or emptied by null; others stay. */
  async change(by: Actor, id: Id, { attributes, stage, ...contact }: z.output<typeof consumerChangeSchema>): Promise<Consumer> {
    const { db, clock, audit, intake, onChanged } = this.#parts
    const columns = contactColumns(contact)
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      const before = await lockConsumer(within, by, id)
      const lead = { workspaceId: by.workspaceId, creatorId: before.creator_id, consumerId: id }
      if (Object.keys(columns).length > 0) {
        const [was, is] = [identitiesIn(before), identitiesIn({ ...before, ...columns })]
        await releaseIdentities(within, id, was.filter((one) => !is.some((other) => other.kind === one.kind && other.value === one.value)))
        refuseTaken(await claimIdentities(within, before.creator_id, id, is))
        await within.updateTable('consumers').set(columns).where('id', '=', id).execute()
      }
      const events: OwnEvent[] = [
        ...attributesSaid(lead, attributes ?? {}, nowMs), ...stage === undefined ? [] : [{ ...lead, type: 'stage_changed', payload: { to: stage, by: by.name }, source: 'api' as const, atMs: nowMs }],
      ]
      if (events.length > 0) await intake.record(within, events)
      const named = Object.keys(columns) as (keyof typeof columns)[]
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'lead-changed', subject: { kind: 'consumer', id },
        before: Object.fromEntries(named.map((name) => [name, before[name]])), after: { ...columns, ...(attributes === undefined ? {} : { attributes }), ...(stage === undefined ? {} : { stage }) },
      })
    })
    onChanged()
    return this.get(by, id)
  }
}

/** For a change: neither merged nor erased. */
export async function lockConsumer(within: Within, by: Actor, id: Id) {
  const own = creatorScope(by)
  await holdContexts(within, [id])
  const row = await within.selectFrom('consumers').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
  if (row === undefined || (own !== null && row.creator_id !== own)) throw new MissingError('lead', id)
  if (row.merged_into !== null) throw new ConflictError(`This lead was merged into ${row.merged_into}. Change that one.`, 'lead-merged')
  if (row.erased_at !== null) throw new ConflictError('This lead was erased; nothing of it can be changed.', 'lead-erased')
  return row
}

async function missing(db: Database, by: Actor, id: Id): Promise<MissingError> {
  const own = creatorScope(by)
  const row = await db.selectFrom('consumers').select(['merged_into', 'creator_id']).where('id', '=', id).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
  return row?.merged_into == null || (own !== null && row.creator_id !== own) ? new MissingError('lead', id) : new MissingError('lead', `${id} any more; it was merged into ${row.merged_into}`)
}

function attributesSaid(lead: Pick<OwnEvent, 'workspaceId' | 'creatorId' | 'consumerId'>, attributes: Readonly<Record<string, unknown>>, nowMs: number): OwnEvent[] {
  return Object.keys(attributes).length === 0 ? [] : [{ ...lead, type: 'identify', payload: attributes, source: 'api', atMs: nowMs }]
}
