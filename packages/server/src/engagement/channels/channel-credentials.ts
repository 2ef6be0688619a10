/**
 * What signs in at the vendors that carry messages (SPEC E13): of the workspace, or of one creator, who then has a sender of their
 * own. It goes in and never comes out; who saved, replaced or removed it stands in the audit log.
 */
import { randomBytes } from 'node:crypto'
import type { Credential, CredentialDraft, Vendor } from '@troupe/contract'
import type { ChannelVariables } from '../../base/config.ts'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import { refusePrivate } from '../../base/guarded-fetch.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { neededPhone } from '../../messaging/addresses/phone-number.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { InstanceOwners } from '../../people/instance-owners.ts'
import type { Database, Within } from '../../store/database.ts'
import { credentialOf, endingOf, sealStored, shownOf, type CredentialRow, type Stored } from './credential-row.ts'
import { environmentOffers, type EnvironmentVendor } from './environment-credentials.ts'

export interface ChannelCredentialsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly owners: InstanceOwners
  readonly secretKey: Uint8Array
  readonly environment: ChannelVariables
  /** After a change, for those who keep them at hand. */
  readonly onChanged: (workspaceId: Id) => void
}

const SECRET_BYTES = 32

export class ChannelCredentials {
  readonly #parts: ChannelCredentialsParts

  constructor(parts: ChannelCredentialsParts) {
    this.#parts = parts
  }

  async list(workspaceId: Id): Promise<Credential[]> {
    return (await this.rows(workspaceId)).map(credentialOf)
  }

  /** Newest first. */
  rows(workspaceId: Id): Promise<CredentialRow[]> {
    return this.#parts.db.selectFrom('channel_credentials').selectAll().where('workspace_id', '=', workspaceId).orderBy('saved_at', 'desc').orderBy('id', 'desc').execute()
  }

  /** One a vendor; what was there is replaced. A webhook's secret that was left out is made, and told this once. */
  async save(by: Actor, given: CredentialDraft, creatorId: Id | null): Promise<Credential> {
    const made = given.vendor === 'webhook' && given.secret === undefined ? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}` : null
    const draft = checked(given.vendor === 'webhook' && made !== null ? { ...given, secret: made } : given)
    const saved = await this.#put(by, draft, creatorId)
    return made === null ? saved : { ...saved, secret: made }
  }

  /** The operator's account is used at the operator's cost, so that only they may open it to a workspace. */
  async useEnvironment(by: Actor, vendor: EnvironmentVendor): Promise<Credential> {
    await this.#parts.owners.need(by, 'let a workspace use credentials of the environment', 'Save credentials of your own instead.')
    const offer = environmentOffers(this.#parts.environment).find((one) => one.vendor === vendor)
    if (offer === undefined) throw new ConflictError(`The environment has nothing for ${vendor}.`, 'environment-empty')
    if (offer.draft === null) throw new ConflictError(`The environment's ${vendor} credentials are not whole: set ${offer.missing.join(', ')}.`, 'environment-incomplete')
    return this.#put(by, { vendor, fromEnvironment: true }, null)
  }

  async remove(by: Actor, vendor: Vendor, creatorId: Id | null): Promise<void> {
    const { db, audit, onChanged } = this.#parts
    await db.transaction().execute(async (within) => {
      const row = await within.deleteFrom('channel_credentials').where('workspace_id', '=', by.workspaceId).where('scope_id', '=', creatorId ?? by.workspaceId).where('vendor', '=', vendor).returningAll().executeTakeFirst()
      if (row === undefined) throw new MissingError('credential', vendor)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'channel-credentials-deleted', subject: { kind: 'channel', id: vendor }, before: told(row) })
    })
    onChanged(by.workspaceId)
  }

  async #put(by: Actor, stored: Stored, creatorId: Id | null): Promise<Credential> {
    const { db, clock, ids, audit, secretKey, onChanged } = this.#parts
    const { workspaceId } = by
    const scopeId = creatorId ?? workspaceId
    const saved = await db.transaction().execute(async (within) => {
      await this.#checkScope(within, workspaceId, creatorId)
      await checkAddress(within, workspaceId, stored)
      const before = await within.selectFrom('channel_credentials').selectAll().where('workspace_id', '=', workspaceId).where('scope_id', '=', scopeId).where('vendor', '=', stored.vendor).forUpdate().executeTakeFirst()
      const shown = shownOf(stored)
      const columns = { sealed: sealStored(stored, workspaceId, scopeId, secretKey), shown: JSON.stringify(shown), ending: endingOf(stored), saved_at: clock.now(), tested_at: null, tested_ok: null, tested_message: null }
      const row = await within.insertInto('channel_credentials').values({ id: before?.id ?? ids.next(), workspace_id: workspaceId, scope_id: scopeId, vendor: stored.vendor, ...columns })
        .onConflict((clash) => clash.columns(['workspace_id', 'scope_id', 'vendor']).doUpdateSet(columns)).returningAll().executeTakeFirstOrThrow()
      await audit.record(within, { workspaceId, by, action: 'channel-credentials-saved', subject: { kind: 'channel', id: stored.vendor }, before: before && told(before), after: told(row) })
      return credentialOf(row)
    })
    onChanged(workspaceId)
    return saved
  }

  async #checkScope(within: Within, workspaceId: Id, creatorId: Id | null): Promise<void> {
    if (creatorId === null) return
    const creator = await within.selectFrom('creators').select('id').where('id', '=', creatorId).where('workspace_id', '=', workspaceId).forKeyShare().executeTakeFirst()
    if (creator === undefined) throw new MissingError('creator', creatorId)
  }
}

/** Numbers in E.164 whatever way they were typed; what the vendors' consoles show as `whatsapp:+…` too. */
function checked(draft: CredentialDraft): CredentialDraft {
  if (draft.vendor === 'webhook' && draft.secret !== undefined && !/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(draft.secret)) {
    throw new InvalidError('This is no secret of Standard Webhooks.', [{ path: '/secret', message: 'whsec_ and at least 16 characters of base64; leave it out to have one made' }])
  }
  if (draft.vendor !== 'twilio') return draft
  const { smsFrom, whatsappFrom, ownNumber, ...rest } = draft
  if (smsFrom === undefined && whatsappFrom === undefined) throw new InvalidError('Twilio needs a sender.', [{ path: '/smsFrom', message: 'give a number for SMS, for WhatsApp, or both' }])
  return {
    ...rest, ...(smsFrom === undefined ? {} : { smsFrom: /^MG[0-9a-f]{32}$/i.test(smsFrom) ? smsFrom : senderAt('smsFrom', smsFrom) }), ...(whatsappFrom === undefined ? {} : { whatsappFrom: senderAt('whatsappFrom', whatsappFrom) }),
    ...(ownNumber === undefined ? {} : { ownNumber: neededPhone(ownNumber, '/ownNumber') }),
  }
}

/** Not checked for being in use anywhere: Twilio's test numbers are not. */
function senderAt(field: string, text: string): string {
  const plain = text.replace(/^whatsapp:/i, '').replace(/[\s().-]/g, '')
  if (!/^\+[1-9]\d{6,14}$/.test(plain)) throw new InvalidError('This is no sender.', [{ path: `/${field}`, message: 'a number with its country, such as +49 30 1234567' }])
  return plain
}

async function checkAddress(within: Within, workspaceId: Id, stored: Stored): Promise<void> {
  if ('fromEnvironment' in stored || stored.vendor === 'smtp') return
  const field = stored.vendor === 'webhook' ? 'url' : 'baseUrl'
  const address = stored.vendor === 'webhook' ? stored.url : stored.baseUrl
  if (address === undefined) return
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw new InvalidError('The address carries a password.', [{ path: `/${field}`, message: 'leave user and password out' }])
  const { private_network: privateNetwork } = await within.selectFrom('workspaces').select('private_network').where('id', '=', workspaceId).executeTakeFirstOrThrow()
  refusePrivate(url, { privateNetwork })
}

function told({ vendor, scope_id: scopeId, workspace_id: workspaceId, shown, ending }: CredentialRow): object {
  return { vendor, creatorId: scopeId === workspaceId ? null : scopeId, ...shown, ending }
}
