/**
 * Signed-in people: a cookie for the console, a bearer token for programs. Tokens are opaque and only their hash is kept,
 * so a session ends when its row goes, and a stolen backup signs nobody in.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import type { Id, Ids } from '../base/ids.ts'
import { hashToken, newToken, sameSecret } from '../base/secrets.ts'
import type { Database } from '../store/database.ts'

export type SessionKind = 'cookie' | 'bearer'

export interface OpenedSession {
  readonly token: string
  readonly expiresAtMs: number
}

const MINUTE_MS = 60_000
export const BEARER_LIFETIME_MS = 30 * MINUTE_MS
const COOKIE_LIFETIME_MS = 7 * 24 * 60 * MINUTE_MS
/** Of one person and one kind; the oldest goes. A program that signs in for each request must not fill the table. */
const SESSIONS_MOST = 50

export class Sessions {
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #lifetimeMs: Readonly<Record<SessionKind, number>>

  constructor(clock: Clock, ids: Ids, bearerLifetimeMs = BEARER_LIFETIME_MS) {
    this.#clock = clock
    this.#ids = ids
    this.#lifetimeMs = { bearer: bearerLifetimeMs, cookie: COOKIE_LIFETIME_MS }
  }

  async open(within: Database, userId: Id, kind: SessionKind): Promise<OpenedSession> {
    const nowMs = this.#clock.now()
    const token = newToken('trs')
    const expiresAtMs = nowMs + this.#lifetimeMs[kind]
    await within.deleteFrom('sessions').where('user_id', '=', userId).where((is) => is.or([
      is('expires_at', '<=', nowMs),
      is('id', 'in', within.selectFrom('sessions').select('id').where('user_id', '=', userId).where('kind', '=', kind)
        .orderBy('id', 'desc').offset(SESSIONS_MOST - 1)),
    ])).execute()
    await within.insertInto('sessions').values({
      id: this.#ids.next(), user_id: userId, kind, token_hash: tokenHash(token), csrf_hash: null, created_at: nowMs, expires_at: expiresAtMs,
    }).execute()
    return { token, expiresAtMs }
  }

  /** Closing what is not open is no error: whoever logs out wants to be out. */
  async close(within: Database, token: string): Promise<void> {
    await within.deleteFrom('sessions').where('token_hash', '=', tokenHash(token)).execute()
  }

  async closeAllOf(within: Database, userId: Id, exceptId: Id | null): Promise<void> {
    let others = within.deleteFrom('sessions').where('user_id', '=', userId)
    if (exceptId !== null) others = others.where('id', '!=', exceptId)
    await others.execute()
  }
}

export function tokenHash(token: string): Buffer {
  return Buffer.from(hashToken(token), 'hex')
}

/**
 * What a page must send back in `X-CSRF-Token`. Derived from the cookie's token, which pages can't read and other sites
 * can't guess; so it needs no storing, and the console can ask for it again after a reload.
 */
export function csrfTokenOf(sessionToken: string): string {
  return createHash('sha256').update(`csrf ${sessionToken}`).digest('base64url')
}

export function isCsrfTokenOf(sessionToken: string, given: string): boolean {
  return sameSecret(csrfTokenOf(sessionToken), given)
}
