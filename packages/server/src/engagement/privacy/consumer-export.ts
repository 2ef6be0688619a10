/** Everything the house has of one lead, as one JSON document: what a person may ask for (SPEC E12). */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'

/** Of each list: the newest. Nobody has more; a lead made by a machine might. */
const ROWS_MOST = 20_000

export class ConsumerExport {
  readonly #parts: { readonly db: Database; readonly clock: Clock; readonly audit: AuditLog }

  constructor(parts: { readonly db: Database; readonly clock: Clock; readonly audit: AuditLog }) {
    this.#parts = parts
  }

  async of(by: Actor, id: Id): Promise<Record<string, unknown>> {
    const { db, clock, audit } = this.#parts
    const own = creatorScope(by)
    return db.transaction().setIsolationLevel('repeatable read').execute(async (within) => {
      const lead = await within.selectFrom('consumers').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
      if (lead === undefined || (own !== null && own !== lead.creator_id)) throw new MissingError('lead', id)
      const leads = sql`(SELECT id FROM consumers WHERE workspace_id = ${by.workspaceId} AND (id = ${id} OR merged_into = ${id}))`
      const rows = async (query: ReturnType<typeof sql>): Promise<unknown[]> => (await query.execute(within)).rows
      const told = async (table: string): Promise<unknown[]> => rows(sql`SELECT * FROM ${sql.table(table)} WHERE consumer_id IN ${leads} ORDER BY id DESC LIMIT ${ROWS_MOST}`)
      const turns = sql`(SELECT t.id FROM turns t JOIN events e ON t.trigger->>'eventId' = e.id::text WHERE t.trigger->>'kind' = 'event' AND e.consumer_id IN ${leads}
        UNION SELECT turn_id FROM actions WHERE consumer_id IN ${leads} AND turn_id IS NOT NULL)`
      const document = {
        exportedAt: new Date(clock.now()).toISOString(), times: 'numbers named at, since or until are milliseconds since 1970, UTC', lead,
        identities: await rows(sql`SELECT kind, value FROM consumer_identities WHERE consumer_id IN ${leads} ORDER BY kind, value`), context: (await rows(sql`SELECT * FROM consumer_contexts WHERE consumer_id IN ${leads}`))[0] ?? null,
        consents: await told('consents'), events: await told('events'), messages: await told('messages'), conversations: await told('conversations'), actions: await told('actions'), sends: await told('send_ledger'),
        actionLog: await rows(sql`SELECT * FROM action_log WHERE action_id IN (SELECT id FROM actions WHERE consumer_id IN ${leads}) ORDER BY id DESC LIMIT ${ROWS_MOST}`),
        approvals: await rows(sql`SELECT id, action_id, state, why, expires_at, created_at, decided_at, decided_by, note FROM approvals WHERE action_id IN (SELECT id FROM actions WHERE consumer_id IN ${leads}) ORDER BY id DESC LIMIT ${ROWS_MOST}`),
        experiments: await rows(sql`SELECT x.key, l.arm, l.assigned_at, l.exposed_at FROM experiment_leads l JOIN experiments x ON x.id = l.experiment_id WHERE l.consumer_id IN ${leads}`),
        turns: await rows(sql`SELECT t.id, t.agent_id, t.trigger, t.started_at, t.ended_at, t.outcome, t.summary, (SELECT coalesce(jsonb_agg(jsonb_build_object('at', j.at, 'kind', j.kind, 'action', j.action, 'verdict', j.verdict, 'result', j.result, 'reason', j.reason, 'payload', p.body) ORDER BY j.step, j.place), '[]')
          FROM journal j LEFT JOIN payloads p ON p.id = j.payload_id WHERE j.turn_id = t.id) AS entries FROM turns t WHERE t.id IN ${turns} ORDER BY t.id DESC LIMIT ${ROWS_MOST}`),
        audit: await rows(sql`SELECT at, actor_kind, actor_name, action, before, after FROM audit WHERE workspace_id = ${by.workspaceId} AND subject_kind = 'consumer' AND subject_id = ${id} ORDER BY seq DESC LIMIT ${ROWS_MOST}`),
      }
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'lead-exported', subject: { kind: 'consumer', id } })
      return document
    })
  }
}
