/** A like knows the act that made it, so that another act on the same item is not told done by it. Older ones know none. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE outside_likes ADD COLUMN act_id uuid`.execute(db)
}
