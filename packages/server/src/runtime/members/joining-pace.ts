/** How many people may join from one address in an hour: counted in the database, exactly, since each one stays. */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ExpectedError } from '../../base/errors.ts'
import { networkOf } from '../../people/network-of.ts'
import type { Database } from '../../store/database.ts'

/** A class or an office may join together, though not a crowd. */
export const JOININGS_MOST = 12
const WINDOW_MS = 60 * 60_000

export class TooManyJoiningsError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'too-many-joinings'
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super(`Many people have joined from your network lately. Try again in ${Math.max(1, Math.ceil(retryAfterMs / 60_000))} min.`)
    this.retryAfterMs = retryAfterMs
  }
}

/** Counts one more before anything else is looked at. Rows stand among the failed sign-ins, and are swept with them after a day. */
export async function countJoining(db: Database, clock: Clock, address: string): Promise<void> {
  const nowMs = clock.now()
  // `locked_until` is the window's end here.
  const { rows: [counted] } = await sql<{ failures: number; locked_until: number }>`
    INSERT INTO login_failures AS known (key, failures, last_at, locked_until) VALUES (${`joining:${networkOf(address)}`}, 1, ${nowMs}, ${nowMs + WINDOW_MS})
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN known.locked_until > ${nowMs} THEN known.failures + 1 ELSE 1 END,
      locked_until = CASE WHEN known.locked_until > ${nowMs} THEN known.locked_until ELSE ${nowMs + WINDOW_MS}::bigint END,
      last_at = ${nowMs}
    RETURNING failures, locked_until`.execute(db)
  if (counted !== undefined && counted.failures > JOININGS_MOST) throw new TooManyJoiningsError(counted.locked_until - nowMs)
}
