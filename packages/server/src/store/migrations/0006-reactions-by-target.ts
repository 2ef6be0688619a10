/** Who reacted to a post, in the order of members: what the bridging recommender reads of each post it weighs. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE INDEX reactions_target ON reactions (target_id, profile_id)`.execute(db)
}
