/**
 * Who changed what, when, from what to what (SPEC K3). Written in the transaction of the change itself, so that there is
 * no change without its entry and no entry without its change. Secrets are taken out here, whoever forgot to.
 */
import type { AuditEntry } from '@troupe/contract'
import type { Clock } from '../base/clock.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Database } from '../store/database.ts'
import type { Doer } from './actor.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface Change {
  /** `null`: concerns the instance, not one workspace. */
  readonly workspaceId: Id | null
  readonly by: Doer
  /** Noun-verb and past: `persona-created`. */
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string | null }
  readonly before?: unknown
  readonly after?: unknown
}

export interface AuditQuery {
  readonly limit: number
  /** Entries older than this one. */
  readonly beforeSeq?: number | undefined
  readonly action?: string | undefined
  readonly actorId?: Id | undefined
  readonly subjectId?: string | undefined
}

/** Longer documents (an imported pack, a long prompt) are named by their length alone. */
const DOCUMENT_CHARACTERS_MOST = 20_000

export class AuditLog {
  readonly #db: Database
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(db: Database, clock: Clock, ids: Ids) {
    this.#db = db
    this.#clock = clock
    this.#ids = ids
  }

  /** `within`: the transaction that makes the change. */
  async record(within: Database, change: Change): Promise<void> {
    await within.insertInto('audit').values({
      id: this.#ids.next(),
      at: this.#clock.now(),
      workspace_id: change.workspaceId,
      actor_kind: change.by.kind,
      actor_id: change.by.id,
      actor_name: change.by.name,
      action: change.action,
      subject_kind: change.subject.kind,
      subject_id: change.subject.id,
      before: asDocument(change.before),
      after: asDocument(change.after),
    }).execute()
  }

  /** Newest first; `nextSeq` continues. */
  async list(workspaceId: Id, query: AuditQuery): Promise<{ entries: AuditEntry[]; nextSeq: number | null }> {
    let select = this.#db.selectFrom('audit').selectAll().where('workspace_id', '=', workspaceId)
    if (query.beforeSeq !== undefined) select = select.where('seq', '<', query.beforeSeq)
    if (query.action !== undefined) select = select.where('action', '=', query.action)
    if (query.actorId !== undefined) select = select.where('actor_id', '=', query.actorId)
    if (query.subjectId !== undefined) select = select.where('subject_id', '=', query.subjectId)
    const rows = await select.orderBy('seq', 'desc').limit(query.limit + 1).execute()
    const shown = rows.slice(0, query.limit)
    return {
      entries: shown.map((row) => ({
        id: row.id,
        at: new Date(row.at).toISOString(),
        actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
        action: row.action,
        subject: { kind: row.subject_kind, id: row.subject_id },
        before: row.before,
        after: row.after,
      })),
      nextSeq: rows.length > query.limit ? (shown.at(-1)?.seq ?? null) : null,
    }
  }
}

function asDocument(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const text = JSON.stringify(withoutSecrets(value))
  return text.length <= DOCUMENT_CHARACTERS_MOST ? text : JSON.stringify({ tooLong: true, characters: text.length })
}
