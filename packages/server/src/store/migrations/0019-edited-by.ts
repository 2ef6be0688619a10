/** Who changed an agent's words before they were sent: by name, as whoever wrote one by hand is kept, so that it outlives the user. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE actions ADD COLUMN edited_by text`.execute(db)
  await sql`ALTER TABLE messages ADD COLUMN edited_by text`.execute(db)
}
