/**
 * Agents on outside sites: their accounts there, what they like, and what they did of which a record has to be kept beside the
 * journal. An account outlives its agent until the far side has taken it away, so it has no foreign key to it.
 *
 * A memory may now be about somebody outside, whose id is whatever the far side calls it.
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `CREATE TABLE outside_accounts (
    agent_id uuid PRIMARY KEY, site_id uuid NOT NULL REFERENCES sites ON DELETE CASCADE, persona_id uuid NOT NULL, name text NOT NULL, username text NOT NULL,
    far_id text NOT NULL, far_username text NOT NULL, created_at bigint NOT NULL, limited_until bigint, limit_reason text,
    leaving_at bigint, leaving_tries integer NOT NULL DEFAULT 0, leaving_reason text)`,
  `CREATE INDEX outside_accounts_site ON outside_accounts (site_id)`,
  `CREATE INDEX outside_accounts_leaving ON outside_accounts (leaving_at) WHERE leaving_at IS NOT NULL`,
  `CREATE TABLE outside_likes (
    site_id uuid NOT NULL REFERENCES sites ON DELETE CASCADE, item_id text NOT NULL, agent_id uuid NOT NULL, state text NOT NULL, count_before integer, since bigint NOT NULL,
    PRIMARY KEY (site_id, item_id, agent_id))`,
  `CREATE INDEX outside_likes_agent ON outside_likes (agent_id)`,
  `CREATE TABLE outside_acts (
    id uuid PRIMARY KEY, agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE, site_id uuid NOT NULL REFERENCES sites ON DELETE CASCADE, turn_id uuid NOT NULL,
    state text NOT NULL, far_id text, intent jsonb, generator text, intended_at bigint NOT NULL, reason text, tries integer NOT NULL DEFAULT 0, next_at bigint, settled_at bigint)`,
  `CREATE INDEX outside_acts_agent ON outside_acts (agent_id, intended_at)`,
  `CREATE INDEX outside_acts_due ON outside_acts (next_at) WHERE next_at IS NOT NULL`,
  `ALTER TABLE memories ALTER COLUMN about_id TYPE text`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
