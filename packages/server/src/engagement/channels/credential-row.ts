/** Credentials as they lie in their row: sealed to the workspace, whose and the vendor they are of; shown by what is no secret. */
import type { Credential, CredentialDraft, Vendor } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { open, seal } from '../../base/secrets.ts'
import type { ChannelCredentialsTable } from '../../store/sending-schema.ts'

export type CredentialRow = Selectable<ChannelCredentialsTable>

/** Stands where a workspace uses what the environment offers: those secrets stay where they are. */
export interface FromEnvironment {
  readonly vendor: Vendor
  readonly fromEnvironment: true
}
export type Stored = CredentialDraft | FromEnvironment

const ENDING_CHARACTERS = 4
/** A shorter secret would be half told by its ending. */
const ENDING_SHOWN_FROM = 12

export function sealStored(stored: Stored, workspaceId: Id, scopeId: Id, secretKey: Uint8Array): Buffer {
  return Buffer.from(seal(JSON.stringify(stored), secretKey, context(workspaceId, scopeId, stored.vendor)))
}

/** Throws `SealBrokenError` where the instance's secret key is another one now. */
export function openStored(row: Pick<CredentialRow, 'sealed' | 'workspace_id' | 'scope_id' | 'vendor'>, secretKey: Uint8Array): Stored {
  return JSON.parse(open(row.sealed.toString(), secretKey, context(row.workspace_id, row.scope_id, row.vendor))) as Stored
}

export function shownOf(stored: Stored): Record<string, string> {
  if ('fromEnvironment' in stored) return { from: 'environment' }
  const { vendor, ...rest } = stored
  switch (vendor) {
    case 'smtp': return { sender: stored.sender, server: new URL(stored.url).host }
    case 'stripe': return plainly(rest, ['baseUrl'])
    case 'ses': return plainly(rest, ['sender', 'region', 'accessKeyId', 'configurationSet', 'topicArn', 'baseUrl'])
    case 'twilio': return plainly(rest, ['accountSid', 'smsFrom', 'whatsappFrom', 'ownNumber', 'baseUrl'])
    case 'webhook': return { url: stored.url }
  }
}

export function endingOf(stored: Stored): string | null {
  if ('fromEnvironment' in stored || stored.vendor === 'smtp') return null
  const secret = stored.vendor === 'ses' ? stored.secretAccessKey : stored.vendor === 'twilio' ? stored.authToken : stored.vendor === 'stripe' ? stored.secretKey : stored.secret ?? ''
  return secret.length < ENDING_SHOWN_FROM ? null : secret.slice(-ENDING_CHARACTERS)
}

export function credentialOf(row: CredentialRow): Credential {
  return {
    vendor: row.vendor, creatorId: row.scope_id === row.workspace_id ? null : row.scope_id, shown: row.shown, ending: row.ending, savedAt: new Date(row.saved_at).toISOString(),
    tested: row.tested_at === null ? null : { at: new Date(row.tested_at).toISOString(), ok: row.tested_ok ?? false, message: row.tested_message ?? '' },
  }
}

function plainly(given: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => typeof given[name] === 'string' ? [[name, given[name]]] : []))
}

function context(workspaceId: Id, scopeId: Id, vendor: Vendor): string {
  return `channel-credentials/${workspaceId}/${scopeId}/${vendor}`
}
