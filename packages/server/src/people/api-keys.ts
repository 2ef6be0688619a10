/** Keys for programs: they belong to a workspace, not to the person who made them, and can do what their scopes say. */
import type { z } from 'zod'
import type { ApiKey, apiKeyDraftSchema } from '@troupe/contract'
import type { Clock } from '../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import { newToken } from '../base/secrets.ts'
import type { Database } from '../store/database.ts'
import type { ApiKeysTable } from '../store/people-schema.ts'
import type { Actor } from './actor.ts'
import type { AuditLog } from './audit-log.ts'
import type { IdPage, IdPageQuery } from './id-page.ts'
import { tokenHash } from './sessions.ts'

export const API_KEY_PREFIX = 'trk'
/** Enough to tell keys apart, far too little to guess the rest. */
const SHOWN_CHARACTERS = 10
/** Live keys of one workspace. */
const KEYS_MOST = 100

export type ApiKeyDraft = z.output<typeof apiKeyDraftSchema>

export class ApiKeys {
  readonly #db: Database
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #audit: AuditLog

  constructor(db: Database, clock: Clock, ids: Ids, audit: AuditLog) {
    this.#db = db
    this.#clock = clock
    this.#ids = ids
    this.#audit = audit
  }

  /** The answer alone carries the whole key. */
  async create(by: Actor, draft: ApiKeyDraft): Promise<ApiKey> {
    const nowMs = this.#clock.now()
    const expiresAtMs = draft.expiresAt === null ? null : Date.parse(draft.expiresAt)
    if (expiresAtMs !== null && expiresAtMs <= nowMs) {
      throw new InvalidError('The key would be expired already.', [{ path: '/expiresAt', message: 'give a time to come, or null for none' }])
    }
    const key = newToken(API_KEY_PREFIX)
    const row: ApiKeysTable = {
      id: this.#ids.next(), workspace_id: by.workspaceId, name: draft.name, prefix: key.slice(0, SHOWN_CHARACTERS), token_hash: tokenHash(key),
      scopes: [...new Set(draft.scopes)], created_by: by.kind === 'user' ? by.id : null, created_at: nowMs, expires_at: expiresAtMs,
      last_used_at: null, revoked_at: null,
    }
    await this.#db.transaction().execute(async (within) => {
      const { count } = await within.selectFrom('api_keys').select((is) => is.fn.countAll<number>().as('count'))
        .where('workspace_id', '=', by.workspaceId).where('revoked_at', 'is', null).executeTakeFirstOrThrow()
      if (count >= KEYS_MOST) throw new ConflictError(`A workspace has at most ${KEYS_MOST} keys. Revoke one first.`, 'too-many-keys')
      await within.insertInto('api_keys').values(row).execute()
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'api-key-created', subject: { kind: 'api-key', id: row.id },
        after: { name: row.name, scopes: row.scopes, expiresAt: draft.expiresAt },
      })
    })
    return { ...shown(row), key }
  }

  async list(workspaceId: Id, page: IdPageQuery): Promise<IdPage<ApiKey>> {
    let select = this.#db.selectFrom('api_keys').selectAll().where('workspace_id', '=', workspaceId).where('revoked_at', 'is', null)
    if (page.beforeId !== null) select = select.where('id', '<', page.beforeId)
    const rows = await select.orderBy('id', 'desc').limit(page.limit + 1).execute()
    return { items: rows.slice(0, page.limit).map(shown), more: rows.length > page.limit }
  }

  async revoke(by: Actor, id: Id): Promise<void> {
    await this.#db.transaction().execute(async (within) => {
      const key = await within.updateTable('api_keys').set({ revoked_at: this.#clock.now() })
        .where('id', '=', id).where('workspace_id', '=', by.workspaceId).where('revoked_at', 'is', null)
        .returning(['name', 'scopes']).executeTakeFirst()
      if (!key) throw new MissingError('API key', id)
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'api-key-revoked', subject: { kind: 'api-key', id }, before: key,
      })
    })
  }
}

function shown(row: ApiKeysTable): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    prefix: row.prefix,
    createdAt: new Date(row.created_at).toISOString(),
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at).toISOString(),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at).toISOString(),
  }
}
