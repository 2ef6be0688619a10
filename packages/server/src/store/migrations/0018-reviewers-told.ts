/** Of what reviewers were told by mail, and when, so that several processes tell them once. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE reviewers_told (workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, about text NOT NULL, at bigint NOT NULL, PRIMARY KEY (workspace_id, about))`.execute(db)
  await sql`CREATE INDEX approvals_unanswered ON approvals (creator_id, created_at) WHERE state = 'waiting'`.execute(db)
}
