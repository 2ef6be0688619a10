/**
 * What signs in at a site: it goes in and never comes out but to an adapter. One secret is shown by its last four characters,
 * many by whose they are; of a JSON text no characters are shown, since its end is somebody's name or half a token.
 */
import type { Site, SiteCredentials } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import { open, seal, SealBrokenError } from '../base/secrets.ts'
import type { SiteRow } from './site-row.ts'

const ENDING_CHARACTERS = 4
/** A shorter secret would be half told by its ending. */
const ENDING_SHOWN_FROM = 12
const USERNAMES_SHOWN = 20
const USERNAME_LONGEST = 60

type CredentialColumns = Pick<SiteRow, 'identifier' | 'sealed_secret' | 'secret_ending' | 'secret_saved_at'>

export function sealCredentials(credentials: SiteCredentials | null, siteId: Id, secretKey: Uint8Array, nowMs: number): CredentialColumns {
  if (credentials === null) return { identifier: null, sealed_secret: null, secret_ending: null, secret_saved_at: null }
  const { secret, identifier } = credentials
  return {
    identifier: identifier ?? null, sealed_secret: Buffer.from(seal(secret, secretKey, context(siteId))), secret_saved_at: nowMs,
    secret_ending: secret.length < ENDING_SHOWN_FROM || isJson(secret) ? null : secret.slice(-ENDING_CHARACTERS),
  }
}

/** Throws `SealBrokenError` where the instance's secret key is another one now. */
export function openCredentials(row: CredentialColumns & { id: Id }, secretKey: Uint8Array): SiteCredentials | null {
  if (row.sealed_secret === null) return null
  const secret = open(row.sealed_secret.toString(), secretKey, context(row.id))
  return row.identifier === null ? { secret } : { secret, identifier: row.identifier }
}

/** For people. A secret that this instance can't open any more is still told of as stored. */
export function credentialsShown(row: CredentialColumns & { id: Id }, secretKey: Uint8Array): Site['credentials'] {
  if (row.sealed_secret === null || row.secret_saved_at === null) return null
  const secret = opened(row, secretKey)
  const hidden = secret === null || isJson(secret)
  return { identifier: row.identifier, ending: hidden ? null : row.secret_ending, tokens: secret === null ? null : tokensIn(secret), savedAt: new Date(row.secret_saved_at).toISOString() }
}

function opened(row: CredentialColumns & { id: Id }, secretKey: Uint8Array): string | null {
  try {
    return openCredentials(row, secretKey)?.secret ?? null
  } catch (error) {
    if (error instanceof SealBrokenError) return null
    throw error
  }
}

function isJson(secret: string): boolean {
  return /^[{[]/.test(secret)
}

/** Null where it is no object of tokens. */
function tokensIn(secret: string): { count: number; usernames: string[] } | null {
  if (!secret.startsWith('{')) return null
  try {
    const usernames = Object.keys(JSON.parse(secret) as object)
    return { count: usernames.length, usernames: usernames.slice(0, USERNAMES_SHOWN).map((name) => name.trim().replace(/^@/, '').slice(0, USERNAME_LONGEST)) }
  } catch {
    return null
  }
}

/** An address belongs to a site for good, so a secret can't be carried to another one. */
function context(siteId: Id): string {
  return `site-credentials/${siteId}`
}
