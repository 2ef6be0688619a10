/** Since when a project is being deleted, which for a large one is many transactions, and how many rows have gone. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE projects ADD COLUMN erasing_at bigint, ADD COLUMN erased_rows bigint NOT NULL DEFAULT 0`.execute(db)
}
