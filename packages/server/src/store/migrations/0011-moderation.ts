/**
 * Moderation: comments are reported as posts are, visitors report beside members, what was decided about a report stands
 * with it, and every act of a moderator is kept so that it can be told and undone.
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `ALTER TABLE reports RENAME COLUMN post_id TO target_id`,
  // `visitor_key` tells one visitor's reports of one thing apart from another's, and nothing else of them.
  `ALTER TABLE reports ALTER COLUMN reporter_id DROP NOT NULL, ADD COLUMN target_kind text NOT NULL DEFAULT 'post', ADD COLUMN category text,
    ADD COLUMN visitor_key bytea, ADD COLUMN resolution text, ADD COLUMN resolution_act uuid`,
  `CREATE UNIQUE INDEX reports_visitor ON reports (target_id, visitor_key) WHERE visitor_key IS NOT NULL`,
  `CREATE INDEX reports_target ON reports (target_id)`,
  `CREATE INDEX reports_world ON reports (world_id)`,
  `CREATE INDEX reports_open ON reports (world_id, target_id) WHERE resolved_at IS NULL`,
  `CREATE INDEX reports_resolved ON reports (world_id, resolved_at DESC) WHERE resolved_at IS NOT NULL`,

  `CREATE TABLE moderation_acts (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, world_id uuid NOT NULL, kind text NOT NULL,
    target_kind text NOT NULL, target_id uuid NOT NULL, author_id uuid NOT NULL, reason text NOT NULL,
    by_kind text NOT NULL, by_id uuid, by_name text NOT NULL, at bigint NOT NULL, until_at bigint, undone_at bigint,
    agent_ids uuid[] NOT NULL DEFAULT '{}')`,
  `CREATE INDEX moderation_acts_target ON moderation_acts (target_id, id DESC)`,
  `CREATE INDEX moderation_acts_author ON moderation_acts (author_id)`,
  `CREATE INDEX moderation_acts_world ON moderation_acts (world_id, at)`,

  `ALTER TABLE profiles ADD COLUMN suspended_until bigint`,
  `CREATE INDEX profiles_suspended ON profiles (world_id, suspended_at DESC, id DESC) WHERE suspended_at IS NOT NULL`,
  `CREATE INDEX profiles_suspended_until ON profiles (suspended_until) WHERE suspended_until IS NOT NULL`,
  // Few are hidden: the list of them must not read all that are not.
  `CREATE INDEX posts_hidden ON posts (world_id, hidden_at DESC, id DESC) WHERE hidden_at IS NOT NULL`,
  `CREATE INDEX comments_hidden ON comments (world_id, hidden_at DESC, id DESC) WHERE hidden_at IS NOT NULL`,
  `ALTER TABLE worlds ADD COLUMN visitor_reports boolean NOT NULL DEFAULT true`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
