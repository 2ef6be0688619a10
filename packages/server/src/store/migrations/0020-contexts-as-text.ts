/**
 * What is read and written whole with every event stands as the text that comes and goes: a sixth of PostgreSQL's time was taking JSON
 * apart and putting it together again, events' payloads with it (`docs/decisions/2026-11-22-lanes-by-lead.md`).
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE consumer_contexts ALTER COLUMN counts TYPE json USING counts::json, ALTER COLUMN last_at TYPE json USING last_at::json, ALTER COLUMN attributes TYPE json USING attributes::json,
    ALTER COLUMN marks DROP DEFAULT, ALTER COLUMN marks TYPE json USING marks::json, ALTER COLUMN marks SET DEFAULT '{}'`.execute(db)
  await sql`ALTER TABLE event_keys ALTER COLUMN answer TYPE json USING answer::json`.execute(db)
}
