/**
 * Keys and servers of a workspace. A key goes in and never comes out: it is sealed, and shown by its last four characters.
 * An address of one's own on loopback or a private network takes the grant for it (SPEC K4).
 */
import type { z } from 'zod'
import type { providerKeySchema, storedKeySchema } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import { ForbiddenAddressError, refusePrivate } from '../../base/guarded-fetch.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { open, seal } from '../../base/secrets.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import type { ProviderKeysTable } from '../../store/agent-schema.ts'
import { isOwnMachine } from '../prices.ts'
import { isProviderId, PROVIDERS } from '../providers/catalogue.ts'

export type StoredKey = z.infer<typeof storedKeySchema>
export type ProviderKeyDraft = z.output<typeof providerKeySchema>
export const REHEARSAL = 'rehearsal'

const ENDING_CHARACTERS = 4
/** A shorter secret would be half told by its ending. */
const ENDING_SHOWN_FROM = 12
const STORED_MOST = 100

export interface ProviderKeysParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly secretKey: Uint8Array
  /** After a change, for those who keep settings at hand. */
  readonly onChanged: (workspaceId: Id) => void
  /** After a key or an address was saved: who sleeps because the old one was used up may wake. */
  readonly onLifted: (workspaceId: Id) => Promise<void>
}

export class ProviderKeys {
  readonly #parts: ProviderKeysParts

  constructor(parts: ProviderKeysParts) {
    this.#parts = parts
  }

  async list(workspaceId: Id): Promise<StoredKey[]> {
    const rows = await this.#parts.db.selectFrom('provider_keys').selectAll().where('workspace_id', '=', workspaceId).orderBy('id').execute()
    return rows.map(shown)
  }

  /** One a provider; what was there is replaced. Left out, a key stays, unless the address changes: it was given for the old one. */
  async save(by: Actor, draft: ProviderKeyDraft): Promise<StoredKey> {
    const { db, clock, ids, audit, onChanged, onLifted } = this.#parts
    const { provider } = draft
    const saved = await db.transaction().execute(async (within) => {
      if (provider === REHEARSAL) throw new InvalidError('The rehearsal model needs no key.', [{ path: '/provider', message: 'name another provider' }])
      const baseUrl = await checkedBaseUrl(within, by.workspaceId, draft)
      const before = await within.selectFrom('provider_keys').selectAll().where('workspace_id', '=', by.workspaceId).where('provider', '=', provider).forUpdate().executeTakeFirst()
      const kept = before !== undefined && before.base_url === baseUrl ? before : undefined
      if (isProviderId(provider) && PROVIDERS[provider].keyNeeded && draft.apiKey === undefined && !kept?.sealed_key) {
        throw new InvalidError(`${PROVIDERS[provider].label} needs a key.`, [{ path: '/apiKey', message: 'enter the key' }])
      }
      if (before === undefined && (await this.#count(within, by.workspaceId)) >= STORED_MOST) throw new ConflictError(`A workspace has at most ${STORED_MOST} providers.`, 'too-many-providers')
      const row: Selectable<ProviderKeysTable> = {
        id: before?.id ?? ids.next(),
        workspace_id: by.workspaceId,
        provider,
        label: draft.label ?? before?.label ?? (isProviderId(provider) ? PROVIDERS[provider].label : provider),
        base_url: baseUrl,
        sealed_key: draft.apiKey === undefined ? kept?.sealed_key ?? null : Buffer.from(seal(draft.apiKey, this.#parts.secretKey, context(by.workspaceId, provider))),
        ending: draft.apiKey === undefined ? kept?.ending ?? null : endingOf(draft.apiKey),
        models: draft.models ?? before?.models ?? [],
        created_at: clock.now(),
      }
      const { id: _id, workspace_id: _workspace, provider: _provider, ...changed } = row
      await within.insertInto('provider_keys').values(row).onConflict((clash) => clash.columns(['workspace_id', 'provider']).doUpdateSet(changed)).execute()
      const told = (one: Selectable<ProviderKeysTable>) => ({ label: one.label, baseUrl: one.base_url, models: one.models, ending: one.ending })
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'provider-key-saved', subject: { kind: 'provider', id: provider }, before: before && told(before), after: told(row),
      })
      return shown(row)
    })
    onChanged(by.workspaceId)
    if (draft.apiKey !== undefined || draft.baseUrl !== undefined) await onLifted(by.workspaceId)
    return saved
  }

  async remove(by: Actor, id: Id): Promise<void> {
    const { db, audit, onChanged } = this.#parts
    await db.transaction().execute(async (within) => {
      const row = await within.selectFrom('provider_keys').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!row) throw new MissingError('provider key', id)
      const settings = await within.selectFrom('llm_settings').select(['standard', 'purposes']).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
      const chosen = [settings?.standard, ...Object.values(settings?.purposes ?? {})].some((choice) => choice?.provider === row.provider)
      if (chosen && !isProviderId(row.provider)) throw new ConflictError(`${row.label} is chosen for a purpose. Choose another model there first.`, 'provider-in-use')
      await within.deleteFrom('provider_keys').where('id', '=', id).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'provider-key-deleted', subject: { kind: 'provider', id: row.provider }, before: { label: row.label, baseUrl: row.base_url, ending: row.ending },
      })
    })
    onChanged(by.workspaceId)
  }

  /** Opens a stored key. Throws `SealBrokenError` where the instance's secret key is another one now. */
  plainKey(row: Pick<Selectable<ProviderKeysTable>, 'workspace_id' | 'provider' | 'sealed_key'>): string | null {
    return row.sealed_key === null ? null : open(row.sealed_key.toString(), this.#parts.secretKey, context(row.workspace_id, row.provider))
  }

  async #count(within: Within, workspaceId: Id): Promise<number> {
    const { n } = await within.selectFrom('provider_keys').select((is) => is.fn.countAll<number>().as('n')).where('workspace_id', '=', workspaceId).executeTakeFirstOrThrow()
    return n
  }
}

async function checkedBaseUrl(within: Within, workspaceId: Id, { provider, baseUrl }: ProviderKeyDraft): Promise<string | null> {
  if (baseUrl === undefined) {
    if (isProviderId(provider) && PROVIDERS[provider].baseUrl !== null) return null
    throw new InvalidError('A server of your own needs its address.', [{ path: '/baseUrl', message: 'for example http://127.0.0.1:11434/v1' }])
  }
  const url = new URL(baseUrl)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new InvalidError('The base URL is an http or https address.', [{ path: '/baseUrl', message: 'use http or https' }])
  if (url.username !== '' || url.password !== '') throw new InvalidError('The base URL carries a password.', [{ path: '/baseUrl', message: 'leave user and password out, and give the key as apiKey' }])
  const { private_network: privateNetwork } = await within.selectFrom('workspaces').select('private_network').where('id', '=', workspaceId).executeTakeFirstOrThrow()
  refusePrivate(url, { privateNetwork })
  // Names are looked up and checked again at every call; the usual ones can be told now.
  if (!privateNetwork && isOwnMachine(baseUrl)) throw new ForbiddenAddressError(url.hostname)
  return baseUrl.replace(/\/+$/, '')
}

function context(workspaceId: Id, provider: string): string {
  return `provider-key/${workspaceId}/${provider}`
}

function endingOf(key: string): string | null {
  return key.length < ENDING_SHOWN_FROM ? null : key.slice(-ENDING_CHARACTERS)
}

function shown(row: Selectable<ProviderKeysTable>): StoredKey {
  return { id: row.id, provider: row.provider, label: row.label, baseUrl: row.base_url, ending: row.ending, createdAt: new Date(row.created_at).toISOString() }
}
