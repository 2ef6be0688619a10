/**
 * Members who are signed in. Apart from the console's sessions in table, cookie and kind of token: no mistake in one
 * lets anybody into the other.
 */
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { newToken } from '../../base/secrets.ts'
import { tokenHash, type OpenedSession } from '../../people/sessions.ts'
import type { Database, Within } from '../../store/database.ts'

const LIFETIME_MS = 30 * 24 * 60 * 60_000
/** Of one member; the oldest goes. */
const SESSIONS_MOST = 20

export class MemberSessions {
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock
    this.#ids = ids
  }

  async open(within: Within, memberId: Id): Promise<OpenedSession> {
    const nowMs = this.#clock.now()
    const token = newToken('trm')
    const expiresAtMs = nowMs + LIFETIME_MS
    await within.deleteFrom('member_sessions').where('member_id', '=', memberId).where((is) => is.or([
      is('expires_at', '<=', nowMs),
      is('id', 'in', within.selectFrom('member_sessions').select('id').where('member_id', '=', memberId).orderBy('id', 'desc').offset(SESSIONS_MOST - 1)),
    ])).execute()
    await within.insertInto('member_sessions').values({ id: this.#ids.next(), member_id: memberId, token_hash: tokenHash(token), created_at: nowMs, expires_at: expiresAtMs }).execute()
    return { token, expiresAtMs }
  }

  /** Closing what is not open is no error: whoever signs out wants to be out. */
  async close(db: Database, token: string): Promise<void> {
    await db.deleteFrom('member_sessions').where('token_hash', '=', tokenHash(token)).execute()
  }

  async closeOthers(within: Within, memberId: Id, exceptId: Id): Promise<void> {
    await within.deleteFrom('member_sessions').where('member_id', '=', memberId).where('id', '!=', exceptId).execute()
  }
}
