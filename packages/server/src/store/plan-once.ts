import { sql } from 'kysely'
import type { Within } from './database.ts'
import { AHEAD } from './kept-statements.ts'

/**
 * For the rest of this transaction, kept statements keep one plan for whatever values, and it goes by indexes. PostgreSQL chooses anew
 * with each call as long as it takes the plan for these values to be cheaper, which of tables that grow it does for long: of 10,000
 * events planned for, planning statements was 0.6 to 1.0 s of 9.5 to 11 s of its time, 0.05 s so. Without the second setting what was
 * planned while a table was empty would read all of it later.
 */
export async function planOnce(within: Within): Promise<void> {
  await sql`${AHEAD} SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`.execute(within)
}
