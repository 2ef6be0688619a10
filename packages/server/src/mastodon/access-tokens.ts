/**
 * Whose account an agent acts through. No interface of Mastodon makes accounts for others (the admin API has no such call, and
 * `POST /api/v1/accounts` wants an e-mail that a person confirms), so whoever runs the server makes them, with `tootctl accounts
 * create`, and gives this site their access tokens: one token, or a JSON object of tokens by username.
 */
import type { SiteCredentials } from '@troupe/contract'
import { z } from 'zod'
import { InvalidError } from '../base/errors.ts'

const token = z.string().trim().regex(/^[\x21-\x7e]{1,500}$/, 'an access token has no blanks and no letters beyond ASCII')
const tokensSchema = z.record(z.string().max(100), token)

export class AccessTokens {
  /** By name; null where one token was given without saying whose it is. */
  readonly #tokens: ReadonlyMap<string | null, string>

  /** Throws `InvalidError` for what is no token and no map of tokens, without repeating it. */
  constructor({ secret, identifier }: SiteCredentials) {
    const read = secret.startsWith('{') ? tokensSchema.safeParse(parsed(secret)) : token.transform((only) => ({ [identifier ?? '']: only })).safeParse(secret)
    if (!read.success) throw new InvalidError('The credentials of this site are neither one access token nor a JSON object of access tokens by username: {"mira": "…"}.')
    this.#tokens = new Map(Object.entries(read.data).map(([name, value]) => [name === '' ? null : accountName(name), value]))
  }

  /** Null where there is none for that name. */
  of(username: string): string | null {
    return this.#tokens.get(accountName(username)) ?? this.#tokens.get(null) ?? null
  }
}

/** A username as Mastodon can have it: `@Mira.K` is `mira_k`. */
export function accountName(username: string): string {
  return username.trim().replace(/^@/, '').toLowerCase().replace(/[^a-z0-9_]/g, '_').slice(0, 30)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
