/**
 * People who join a world, beside the personas: what they sign in with, their sessions, and whether a world takes them.
 * Their words are the profile's, as everybody's are; a member who still waits for approval has none yet. Posts and
 * comments can be edited by those who wrote them.
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `ALTER TABLE worlds ADD COLUMN joining text NOT NULL DEFAULT 'off'`,
  `CREATE TABLE members (
    id uuid PRIMARY KEY, world_id uuid NOT NULL REFERENCES worlds ON DELETE CASCADE, profile_id uuid, email text NOT NULL, password_hash text NOT NULL,
    state text NOT NULL, username text NOT NULL, display_name text NOT NULL, bio text NOT NULL DEFAULT '',
    created_at bigint NOT NULL, decided_at bigint, last_seen_at bigint)`,
  `CREATE UNIQUE INDEX members_email ON members (world_id, lower(email))`,
  // A name is kept for whoever waits.
  `CREATE UNIQUE INDEX members_username ON members (world_id, lower(username))`,
  `CREATE UNIQUE INDEX members_profile ON members (profile_id) WHERE profile_id IS NOT NULL`,
  `CREATE INDEX members_state ON members (world_id, state, id)`,
  `CREATE TABLE member_sessions (
    id uuid PRIMARY KEY, member_id uuid NOT NULL REFERENCES members ON DELETE CASCADE, token_hash bytea NOT NULL UNIQUE,
    created_at bigint NOT NULL, expires_at bigint NOT NULL)`,
  `CREATE INDEX member_sessions_member ON member_sessions (member_id, id)`,
  `ALTER TABLE posts ADD COLUMN edited_at bigint`,
  `ALTER TABLE comments ADD COLUMN edited_at bigint`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
