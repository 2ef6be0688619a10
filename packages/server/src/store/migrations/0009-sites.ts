/**
 * Outside sites of workspaces with the proof that they own them, and agents that act on one. An agent's site has no cascade: it is
 * retired with its turns before its site goes (`runtime/agents/site-agents.ts`).
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `CREATE TABLE sites (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, name text NOT NULL, kind text NOT NULL, origin text NOT NULL,
    state text NOT NULL, state_since bigint NOT NULL, basis text, token text NOT NULL, identifier text, sealed_secret bytea, secret_ending text, secret_saved_at bigint,
    shows_flag boolean NOT NULL DEFAULT false, proved_at bigint, checked_at bigint, next_check_at bigint, asked_at bigint,
    wrong_answers integer NOT NULL DEFAULT 0, wrong_since bigint, last_check jsonb, created_at bigint NOT NULL)`,
  `CREATE UNIQUE INDEX sites_origin ON sites (workspace_id, origin)`,
  `CREATE INDEX sites_due ON sites (next_check_at) WHERE next_check_at IS NOT NULL`,
  `ALTER TABLE agents ADD COLUMN site_id uuid REFERENCES sites`,
  `CREATE INDEX agents_site ON agents (site_id, id) WHERE site_id IS NOT NULL`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
