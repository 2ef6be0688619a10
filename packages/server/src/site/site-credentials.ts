/** What signs in at a site: it goes in and never comes out but to an adapter; shown by its last four characters. */
import type { SiteCredentials } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import { open, seal } from '../base/secrets.ts'
import type { SiteRow } from './site-row.ts'

const ENDING_CHARACTERS = 4
/** A shorter secret would be half told by its ending. */
const ENDING_SHOWN_FROM = 12

type CredentialColumns = Pick<SiteRow, 'identifier' | 'sealed_secret' | 'secret_ending' | 'secret_saved_at'>

export function sealCredentials(credentials: SiteCredentials | null, siteId: Id, secretKey: Uint8Array, nowMs: number): CredentialColumns {
  if (credentials === null) return { identifier: null, sealed_secret: null, secret_ending: null, secret_saved_at: null }
  const { secret, identifier } = credentials
  return {
    identifier: identifier ?? null, sealed_secret: Buffer.from(seal(secret, secretKey, context(siteId))), secret_saved_at: nowMs,
    secret_ending: secret.length < ENDING_SHOWN_FROM ? null : secret.slice(-ENDING_CHARACTERS),
  }
}

/** Throws `SealBrokenError` where the instance's secret key is another one now. */
export function openCredentials(row: CredentialColumns & { id: Id }, secretKey: Uint8Array): SiteCredentials | null {
  if (row.sealed_secret === null) return null
  const secret = open(row.sealed_secret.toString(), secretKey, context(row.id))
  return row.identifier === null ? { secret } : { secret, identifier: row.identifier }
}

/** An address belongs to a site for good, so a secret can't be carried to another one. */
function context(siteId: Id): string {
  return `site-credentials/${siteId}`
}
