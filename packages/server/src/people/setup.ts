/**
 * The first run: who shows the one-time setup token (printed by `main`) or TROUPE_BOOTSTRAP_TOKEN may become the first
 * owner; once there is one, neither opens anything. Only the token's hash is stored, so the printed line is its one copy.
 */
import type { Clock } from '../base/clock.ts'
import { sameSecret, hashToken, newToken } from '../base/secrets.ts'
import type { Database } from '../store/database.ts'

const SETTING = 'setup-token'
const LIFETIME_MS = 30 * 60_000

interface StoredSetupToken {
  readonly hash: string
  readonly expiresAtMs: number
}

export class Setup {
  readonly #db: Database
  readonly #clock: Clock
  readonly #bootstrapToken: string | null

  constructor(db: Database, clock: Clock, bootstrapToken: string | null) {
    this.#db = db
    this.#clock = clock
    this.#bootstrapToken = bootstrapToken
  }

  async ownerExists(within: Database = this.#db): Promise<boolean> {
    const owner = await within.selectFrom('memberships').select('user_id').where('role', '=', 'owner').limit(1).executeTakeFirst()
    return owner !== undefined
  }

  /** A new token, good for 30 minutes; the one before stops working. `null` once there is an owner. */
  async newToken(): Promise<{ token: string; expiresAtMs: number } | null> {
    if (await this.ownerExists()) return null
    const token = newToken('setup')
    const expiresAtMs = this.#clock.now() + LIFETIME_MS
    const value = JSON.stringify({ hash: hashToken(token), expiresAtMs } satisfies StoredSetupToken)
    await this.#db.insertInto('settings').values({ name: SETTING, value })
      .onConflict((clash) => clash.column('name').doUpdateSet({ value })).execute()
    return { token, expiresAtMs }
  }

  async accepts(token: string): Promise<boolean> {
    if (this.#bootstrapToken !== null && sameSecret(token, this.#bootstrapToken)) return true
    const row = await this.#db.selectFrom('settings').select('value').where('name', '=', SETTING).executeTakeFirst()
    if (!row) return false
    const stored = row.value as StoredSetupToken
    return sameSecret(hashToken(token), stored.hash) && stored.expiresAtMs > this.#clock.now()
  }

  async close(within: Database): Promise<void> {
    await within.deleteFrom('settings').where('name', '=', SETTING).execute()
  }
}
