/**
 * Where events come in by other wires than our own: a write key for Segment's client libraries, a signing secret for webhooks. Each
 * belongs to one creator. A write key often stands in a public page, so it says what happened and corrects nobody.
 */
import { randomBytes } from 'node:crypto'
import type { EventEntry, eventSourceDraftSchema } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { hashToken, newToken, open, seal } from '../../base/secrets.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import type { EventSourcesTable } from '../../store/lead-schema.ts'

export interface EventSourcesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** 32 bytes; seals the secrets of webhooks. */
  readonly secretKey: Uint8Array
}

/** Whose events come by it. */
export interface Entry {
  readonly id: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly usedMs: number | null
}

const WRITE_KEY_PREFIX = 'twk'
const SECRET_BYTES = 24
const SHOWN_CHARACTERS = 10
/** Of one workspace. */
const SOURCES_MOST = 500
/** "Last used" is for people to read; a write a minute will do. */
const USED_EVERY_MS = 60_000

export class EventSources {
  readonly #parts: EventSourcesParts

  constructor(parts: EventSourcesParts) {
    this.#parts = parts
  }

  /** The answer alone carries the key or secret. */
  async create(by: Actor, { name, creatorId, kind }: z.output<typeof eventSourceDraftSchema>): Promise<EventEntry> {
    const { db, clock, ids, audit, secretKey } = this.#parts
    const id = ids.next()
    const secret = kind === 'segment' ? newToken(WRITE_KEY_PREFIX) : `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
    const row = {
      id, workspace_id: by.workspaceId, creator_id: creatorId, name, kind, prefix: secret.slice(0, SHOWN_CHARACTERS), key_hash: kind === 'segment' ? hashOf(secret) : null,
      sealed_secret: kind === 'webhook' ? Buffer.from(seal(secret, secretKey, contextOf(by.workspaceId, id))) : null, created_at: clock.now(), last_used_at: null,
    }
    await db.transaction().execute(async (within) => {
      const creator = await within.selectFrom('creators').select('id').where('id', '=', creatorId).where('workspace_id', '=', by.workspaceId).where('erasing_at', 'is', null).forShare().executeTakeFirst()
      if (creator === undefined) throw new MissingError('creator', creatorId)
      const { count } = await within.selectFrom('event_sources').select((is) => is.fn.countAll<number>().as('count')).where('workspace_id', '=', by.workspaceId).executeTakeFirstOrThrow()
      if (count >= SOURCES_MOST) throw new ConflictError(`A workspace has at most ${SOURCES_MOST} event sources. Delete one first.`, 'too-many-sources')
      await within.insertInto('event_sources').values(row).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'event-source-created', subject: { kind: 'event-source', id }, after: { name, creatorId, kind } })
    })
    return { ...shown(row), secret }
  }

  async list(by: Actor, { limit, beforeId }: IdPageQuery): Promise<IdPage<EventEntry>> {
    const own = creatorScope(by)
    let select = this.#parts.db.selectFrom('event_sources').selectAll().where('workspace_id', '=', by.workspaceId)
    if (own !== null) select = select.where('creator_id', '=', own)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: rows.slice(0, limit).map(shown), more: rows.length > limit }
  }

  /** What came by it stays. */
  async remove(by: Actor, id: Id): Promise<void> {
    const { db, audit } = this.#parts
    await db.transaction().execute(async (within) => {
      const row = await within.deleteFrom('event_sources').where('id', '=', id).where('workspace_id', '=', by.workspaceId).returning(['name', 'kind', 'creator_id']).executeTakeFirst()
      if (row === undefined) throw new MissingError('event source', id)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'event-source-deleted', subject: { kind: 'event-source', id }, before: row })
    })
  }

  /** Null where no source has this key. */
  async ofWriteKey(key: string): Promise<Entry | null> {
    const row = await this.#parts.db.selectFrom('event_sources').selectAll().where('key_hash', '=', hashOf(key)).executeTakeFirst()
    return row === undefined ? null : entryOf(row)
  }

  /** With what signs its webhooks; null where there is none of the kind. */
  async ofHook(id: Id): Promise<Entry & { readonly secret: string } | null> {
    const row = await this.#parts.db.selectFrom('event_sources').selectAll().where('id', '=', id).where('kind', '=', 'webhook').executeTakeFirst()
    if (row?.sealed_secret == null) return null
    return { ...entryOf(row), secret: open(row.sealed_secret.toString(), this.#parts.secretKey, contextOf(row.workspace_id, row.id)) }
  }

  /** By somebody who has shown that they may. */
  async used({ id, usedMs }: Entry): Promise<void> {
    const nowMs = this.#parts.clock.now()
    if ((usedMs ?? 0) < nowMs - USED_EVERY_MS) await this.#parts.db.updateTable('event_sources').set({ last_used_at: nowMs }).where('id', '=', id).execute()
  }
}

function entryOf({ id, workspace_id: workspaceId, creator_id: creatorId, last_used_at: usedMs }: Selectable<EventSourcesTable>): Entry {
  return { id, workspaceId, creatorId, usedMs }
}

function shown({ id, name, creator_id: creatorId, kind, prefix, created_at: createdMs, last_used_at: usedMs }: Selectable<EventSourcesTable>): EventEntry {
  return { id, name, creatorId, kind, prefix, createdAt: new Date(createdMs).toISOString(), lastUsedAt: usedMs === null ? null : new Date(usedMs).toISOString(), path: kind === 'segment' ? '/api/v1' : `/api/hooks/${id}` }
}

function hashOf(key: string): Buffer {
  return Buffer.from(hashToken(key), 'hex')
}

function contextOf(workspaceId: Id, id: Id): string {
  return `event-source/${workspaceId}/${id}`
}
