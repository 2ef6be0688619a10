/**
 * When happened what an action was planned for. What ends it is whatever came after that, by the clock of whoever told of both: an
 * event that was minutes under way, or whose sender's clock is slow, came before the moment of planning and ended nothing.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE actions ADD COLUMN caused_at bigint`.execute(db)
}
