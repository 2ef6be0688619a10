/** The rules of a workspace by which messages are sent, and those of creators who have their own. */
import { STANDARD_MESSAGING_POLICY, type MessagingPolicy, type StoredPolicy, type WhatIfResult } from '@troupe/contract'
import type { z } from 'zod'
import type { whatIfSchema } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { MissingError, must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'
import type { FactParts } from '../sending/facts.ts'
import { foresee } from '../sending/foresee.ts'

export interface MessagingPoliciesParts extends FactParts {
  readonly db: Database
  readonly clock: Clock
  readonly audit: AuditLog
}

export class MessagingPolicies {
  readonly #parts: MessagingPoliciesParts

  constructor(parts: MessagingPoliciesParts) {
    this.#parts = parts
  }

  /** Of a creator, or of the workspace; where none is stored, those that hold instead. */
  async get(by: Actor, creatorId: Id | null): Promise<StoredPolicy> {
    const { db } = this.#parts
    await this.#check(by, creatorId)
    const scopes = creatorId === null ? [by.workspaceId] : [creatorId, by.workspaceId]
    const rows = await db.selectFrom('messaging_policies').selectAll().where('workspace_id', '=', by.workspaceId).where('scope_id', 'in', scopes).execute()
    const own = rows.find((row) => row.scope_id === scopes[0])
    const above = rows.find((row) => row.scope_id === by.workspaceId)
    const row = own ?? above
    return { creatorId, policy: { ...STANDARD_MESSAGING_POLICY, ...row?.policy }, inherited: own === undefined, updatedAt: row === undefined ? null : new Date(row.updated_at).toISOString() }
  }

  async put(by: Actor, creatorId: Id | null, policy: MessagingPolicy): Promise<StoredPolicy> {
    const { db, clock, audit } = this.#parts
    await this.#check(by, creatorId)
    const scopeId = creatorId ?? by.workspaceId
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('messaging_policies').select('policy').where('workspace_id', '=', by.workspaceId).where('scope_id', '=', scopeId).forUpdate().executeTakeFirst()
      const values = { policy: JSON.stringify(policy), updated_at: clock.now() }
      await within.insertInto('messaging_policies').values({ workspace_id: by.workspaceId, scope_id: scopeId, ...values }).onConflict((clash) => clash.columns(['workspace_id', 'scope_id']).doUpdateSet(values)).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'messaging-policy-saved', subject: { kind: 'messaging-policy', id: scopeId }, before: before?.policy, after: policy })
    })
    return this.get(by, creatorId)
  }

  /** Back to those that hold for all. */
  async remove(by: Actor, creatorId: Id | null): Promise<StoredPolicy> {
    const { db, audit } = this.#parts
    await this.#check(by, creatorId)
    const scopeId = creatorId ?? by.workspaceId
    await db.transaction().execute(async (within) => {
      const row = await within.deleteFrom('messaging_policies').where('workspace_id', '=', by.workspaceId).where('scope_id', '=', scopeId).returning('policy').executeTakeFirst()
      if (row !== undefined) await audit.record(within, { workspaceId: by.workspaceId, by, action: 'messaging-policy-deleted', subject: { kind: 'messaging-policy', id: scopeId }, before: row.policy })
    })
    return this.get(by, creatorId)
  }

  /** What the gate would say, of a message by an agent; nothing is written. */
  async whatIf(by: Actor, { consumerId, channel, at, text, policy }: z.output<typeof whatIfSchema>): Promise<WhatIfResult> {
    const { db } = this.#parts
    const scope = creatorScope(by)
    let find = db.selectFrom('consumers as l').innerJoin('creators as c', 'c.id', 'l.creator_id').select(['l.creator_id', 'c.project_id', 'c.currency']).where('l.id', '=', consumerId).where('l.workspace_id', '=', by.workspaceId)
    if (scope !== null) find = find.where('l.creator_id', '=', scope)
    const lead = await find.executeTakeFirst()
    if (lead === undefined) throw new MissingError('consumer', consumerId)
    // A link is asked about as if it had a price: without one it would be refused for that alone.
    const paid = channel === 'payment-link'
    const item = {
      workspaceId: by.workspaceId, projectId: lead.project_id, creatorId: lead.creator_id, consumerId, agentId: null, kind: 'what-if', channel, generator: null, author: null, approvedHash: null,
      content: { subject: null, text, template: null, productId: null, url: null, amountMinor: paid ? 1 : null, currency: paid ? lead.currency : null },
    }
    const [foreseen] = await foresee(db, this.#parts, [item], Date.parse(at), policy ?? null)
    const { verdict, situation: { zones } } = must(foreseen, 'a verdict')
    const timezone = zones.zones[0] ?? 'UTC'
    return { ...verdict, localTime: localTime(Date.parse(at), timezone), timezone, timezoneFrom: zones.from }
  }

  async #check(by: Actor, creatorId: Id | null): Promise<void> {
    if (creatorId === null) return
    const scope = creatorScope(by)
    const creator = scope !== null && scope !== creatorId ? undefined : await this.#parts.db.selectFrom('creators').select('id').where('id', '=', creatorId).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
    if (creator === undefined) throw new MissingError('creator', creatorId)
  }
}

/** `2027-05-03T21:30`, as a clock there shows. */
function localTime(atMs: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timezone).toPlainDateTime().toString({ smallestUnit: 'minute' })
}
