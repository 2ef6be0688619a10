/**
 * By which way a payment link went, for caps, receipts and suppression once its words are gone. And indexes by which rows are asked
 * for: approvals by their action, with each row of the queue; whatever is about a lead when leads are merged or erased, of which each
 * read whole tables; what ended, by those who empty it in time.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE send_ledger ADD COLUMN way text`.execute(db)
  await sql`CREATE INDEX approvals_action ON approvals (action_id, id)`.execute(db)
  await sql`DROP INDEX send_ledger_consumer`.execute(db)
  await sql`CREATE INDEX send_ledger_consumer ON send_ledger (consumer_id, intended_at)`.execute(db)
  await sql`CREATE INDEX audit_subject ON audit (subject_id) WHERE subject_id IS NOT NULL`.execute(db)
  await sql`CREATE INDEX memories_about ON memories (about_id) WHERE about_id IS NOT NULL`.execute(db)
  await sql`CREATE INDEX goal_tasks_consumer ON goal_tasks (consumer_id) WHERE consumer_id IS NOT NULL`.execute(db)
  await sql`CREATE INDEX actions_ended ON actions (workspace_id, ended_at) WHERE content IS NOT NULL AND ended_at IS NOT NULL`.execute(db)
}
