/** What people do with the queue: plan a message by hand, take messages out of it, and put those back that had failed. */
import { type ActionDetail, type BulkOutcome, type Channel } from '@troupe/contract'
import type { z } from 'zod'
import type { actionBulkSchema, actionDraftSchema } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import { uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import type { ActionReader } from './action-reader.ts'
import { writeLog } from '../sending/sending-rows.ts'
import { planActions } from './plan-actions.ts'
import { cancelActions } from './cancel-actions.ts'

export interface ActionsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly reader: ActionReader
  /** After a commit. */
  readonly onChanged: () => void
}

type Bulk = z.output<typeof actionBulkSchema>
type Standing = { readonly id: Id; readonly state: string; readonly approved: boolean; readonly wordless: boolean }

/** Somebody has written it and waits for it to go. */
const BY_HAND_PRIORITY = 9
const KIND_OF: Readonly<Partial<Record<Channel, string>>> = { email: 'send_email', whatsapp: 'send_whatsapp', sms: 'send_sms', 'in-app': 'send_in_app', console: 'send_in_app', call: 'request_call' }
const BEFORE_SENDING = ['planned', 'awaiting-approval', 'approved']

export class Actions {
  readonly #parts: ActionsParts

  constructor(parts: ActionsParts) {
    this.#parts = parts
  }

  /** It waits in the queue and passes the gate like any other. */
  async plan(by: Actor, draft: z.output<typeof actionDraftSchema>): Promise<ActionDetail> {
    const { db, clock, ids, audit, reader, onChanged } = this.#parts
    const kind = KIND_OF[draft.channel]
    if (kind === undefined) throw new InvalidError(`Nobody writes by ${draft.channel} by hand.`, [{ path: '/channel', message: `use one of ${Object.keys(KIND_OF).join(', ')}` }])
    const id = ids.next()
    await db.transaction().execute(async (within) => {
      const scope = creatorScope(by)
      let find = within.selectFrom('consumers as l').innerJoin('creators as c', 'c.id', 'l.creator_id').select(['l.creator_id', 'c.project_id']).where('l.id', '=', draft.consumerId).where('l.workspace_id', '=', by.workspaceId).where('l.erased_at', 'is', null).where('l.merged_into', 'is', null)
      if (scope !== null) find = find.where('l.creator_id', '=', scope)
      const lead = await find.executeTakeFirst()
      if (lead === undefined) throw new MissingError('consumer', draft.consumerId)
      await planActions(within, [{
        id, workspaceId: by.workspaceId, projectId: lead.project_id, creatorId: lead.creator_id, consumerId: draft.consumerId, agentId: null, author: { id: by.kind === 'user' ? by.id : null, name: by.name }, turnId: null, eventId: null,
        kind, channel: draft.channel, content: { subject: draft.channel === 'email' ? draft.subject : null, text: draft.text, template: null, productId: null, url: null, amountMinor: null, currency: null },
        priority: BY_HAND_PRIORITY, sendAtMs: draft.sendAt === undefined ? clock.now() : Date.parse(draft.sendAt), generator: null, createdMs: clock.now(), why: `${by.name} wrote it`,
      }])
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'action-planned', subject: { kind: 'action', id }, after: { consumerId: draft.consumerId, channel: draft.channel } })
    })
    onChanged()
    return reader.get(by, id)
  }

  /** One that can't be done does not keep the others from it. */
  async bulk(by: Actor, { verb, ids: given, reason }: Bulk): Promise<BulkOutcome> {
    const { db, audit, onChanged } = this.#parts
    const wanted = [...new Set(given)]
    const outcome = await db.transaction().execute(async (within) => {
      const standing = new Map((await this.#held(within, by, wanted)).map((row) => [row.id, row]))
      const failed: BulkOutcome['failed'] = []
      const fit: Standing[] = []
      for (const id of wanted) {
        const row = standing.get(id)
        const refusal = row === undefined ? 'there is no such action' : refusalOf(verb, row, reason)
        if (refusal !== null) failed.push({ id, reason: refusal })
        else if (row !== undefined) fit.push(row)
      }
      if (verb === 'cancel') await this.#cancel(within, by, fit, reason)
      else await this.#replay(within, by, fit, reason)
      if (fit.length > 0) await audit.record(within, { workspaceId: by.workspaceId, by, action: verb === 'cancel' ? 'actions-cancelled' : 'actions-replayed', subject: { kind: 'action', id: fit.length === 1 ? fit[0]?.id ?? null : null }, after: { ids: fit.map(({ id }) => id), reason: reason ?? null } })
      return { done: fit.map(({ id }) => id), failed }
    })
    if (outcome.done.length > 0) onChanged()
    return outcome
  }

  async #held(within: Within, by: Actor, wanted: readonly Id[]): Promise<Standing[]> {
    const scope = creatorScope(by)
    const { rows } = await sql<Standing>`SELECT id, state, approved_hash IS NOT NULL AS approved, content IS NULL AS wordless FROM actions WHERE id = ANY(${uuids(wanted, (id) => id)}) AND workspace_id = ${by.workspaceId} ${scope === null ? sql`` : sql`AND creator_id = ${scope}`}
      ORDER BY id FOR UPDATE`.execute(within)
    return rows
  }

  async #cancel(within: Within, by: Actor, fit: readonly Standing[], reason: string | undefined): Promise<void> {
    const { ids, clock } = this.#parts
    const why = `cancelled by ${by.name}${reason ? `: ${reason}` : ''}`
    await cancelActions(within, { ids, nowMs: clock.now() }, { actionIds: fit.filter(({ state }) => BEFORE_SENDING.includes(state)).map(({ id }) => id) }, why)
    const given = fit.filter(({ state }) => !BEFORE_SENDING.includes(state))
    if (given.length === 0) return
    // What may have gone out counts as sent, as far as caps go; nobody looks for it any more.
    await sql`UPDATE send_ledger SET reconcile_at = NULL, message = NULL WHERE action_id = ANY(${uuids(given, ({ id }) => id)}) AND state = 'unknown'`.execute(within)
    await sql`UPDATE actions SET state = 'cancelled', dead = false, reason = ${why}, ended_at = ${clock.now()} WHERE id = ANY(${uuids(given, ({ id }) => id)})`.execute(within)
    await writeLog(within, { ids, nowMs: clock.now() }, given.map(({ id }) => ({ actionId: id, kind: 'cancelled', state: 'cancelled', policy: null, reason: why })))
  }

  async #replay(within: Within, by: Actor, fit: readonly Standing[], reason: string | undefined): Promise<void> {
    if (fit.length === 0) return
    const { ids, clock } = this.#parts
    const nowMs = clock.now()
    const why = `replayed by ${by.name}${reason ? `: ${reason}` : ''}`
    await sql`UPDATE send_ledger SET state = 'failed', reason = ${why}, reconcile_at = NULL, message = NULL, settled_at = ${nowMs} WHERE action_id = ANY(${uuids(fit, ({ id }) => id)}) AND state = 'unknown'`.execute(within)
    await sql`UPDATE actions SET state = CASE WHEN approved_hash IS NULL THEN 'planned' ELSE 'approved' END, dead = false, tries = 0, send_at = ${nowMs}, reason = ${why}, vendor_id = NULL, delivery = NULL, ended_at = NULL
      WHERE id = ANY(${uuids(fit, ({ id }) => id)})`.execute(within)
    await writeLog(within, { ids, nowMs }, fit.map(({ id, approved }) => ({ actionId: id, kind: 'replayed', state: approved ? 'approved' : 'planned', policy: null, reason: why })))
  }
}

/** Why not, in a sentence that says what to do instead; null where it can be done. */
function refusalOf(verb: Bulk['verb'], { state, wordless }: Standing, reason: string | undefined): string | null {
  if (state === 'unknown' && !reason) return `it may have been sent: look at the vendor first, then ${verb} it with a reason`
  if (verb === 'cancel') return [...BEFORE_SENDING, 'unknown', 'failed'].includes(state) ? null : `it is ${state}; only what was not sent can be cancelled`
  if (wordless) return 'its words are not kept any more, since the lead was erased or its time was over; write a new one'
  return ['failed', 'suppressed', 'unknown'].includes(state) ? null : `it is ${state}; what failed, was suppressed, or whose fate is unknown can be replayed`
}
