/**
 * Lockout. An attempt is counted before its password is looked at and taken back when it was right: counting afterwards
 * would let a hundred guesses sent at once all pass the check. Counted three ways: by account and address together; by account, so that many
 * addresses can't share the guessing of one password (more generously: a stranger must not lock an owner out with ten
 * requests); and by address, so that one address can't try one password on everybody.
 */
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { ExpectedError } from '../base/errors.ts'
import type { Database } from '../store/database.ts'
import { networkOf } from './network-of.ts'

const FAILURES_MOST = 10
const ACCOUNT_FAILURES_MOST = 100
/** An office or a school shares an address. */
const ADDRESS_FAILURES_MOST = 50
/** Failures further apart than this don't add up. */
const WINDOW_MS = 15 * 60_000
const LOCK_MS = 15 * 60_000
/** Old rows are of no use to anybody; cleared at most this often. */
const KEPT_MS = 24 * 60 * 60_000
const SWEEP_EVERY_MS = 10 * 60_000

export class TooManyAttemptsError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'too-many-attempts'
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super(`Too many failed attempts. Try again in ${Math.max(1, Math.ceil(retryAfterMs / 60_000))} min.`)
    this.retryAfterMs = retryAfterMs
  }
}

export class SignInAttempts {
  readonly #db: Database
  readonly #clock: Clock
  #sweptAt = 0

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** `account`: an e-mail address, or null where only the address is known. Throws `TooManyAttemptsError`. */
  async begin(account: string | null, address: string): Promise<{ succeeded(): Promise<void> }> {
    const network = networkOf(address)
    const counters: (readonly [key: string, most: number])[] = [[`address:${network}`, ADDRESS_FAILURES_MOST]]
    if (account !== null) {
      const name = account.toLowerCase()
      counters.push([`account:${name}`, ACCOUNT_FAILURES_MOST], [`both:${network}:${name}`, FAILURES_MOST])
    }
    for (const [key, most] of counters) await this.#count(key, most)
    await this.#sweep()
    return {
      succeeded: async () => {
        // One row a statement: two sign-ins that took several rows at once in different orders would wait for each other.
        for (const [key] of counters) {
          await this.#db.updateTable('login_failures').set((at) => ({ failures: at('failures', '-', 1) }))
            .where('key', '=', key).where('failures', '>', 0).execute()
        }
        if (account !== null) await this.#db.deleteFrom('login_failures').where('key', '=', `both:${network}:${account.toLowerCase()}`).execute()
      },
    }
  }

  async #count(key: string, most: number): Promise<void> {
    const nowMs = this.#clock.now()
    // The lock set by the last failure counts from that failure; attempts while it stands neither count nor prolong it.
    const { rows } = await sql<{ failures: number; locked_until: number | null }>`
      INSERT INTO login_failures AS known (key, failures, last_at) VALUES (${key}, 1, ${nowMs})
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN known.locked_until > ${nowMs} THEN known.failures
                        WHEN known.locked_until IS NOT NULL OR known.last_at < ${nowMs - WINDOW_MS} THEN 1
                        ELSE known.failures + 1 END,
        last_at = CASE WHEN known.locked_until > ${nowMs} THEN known.last_at ELSE ${nowMs} END,
        locked_until = CASE WHEN known.locked_until > ${nowMs} THEN known.locked_until
                            WHEN known.locked_until IS NULL AND known.last_at >= ${nowMs - WINDOW_MS} AND known.failures >= ${most}
                              THEN ${nowMs + LOCK_MS}::bigint END
      RETURNING failures, locked_until`.execute(this.#db)
    const lockedUntil = rows[0]?.locked_until ?? null
    if (lockedUntil !== null && lockedUntil > nowMs) throw new TooManyAttemptsError(lockedUntil - nowMs)
  }

  async #sweep(): Promise<void> {
    const nowMs = this.#clock.now()
    if (nowMs - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = nowMs
    await this.#db.deleteFrom('login_failures').where('last_at', '<', nowMs - KEPT_MS).execute()
  }
}
