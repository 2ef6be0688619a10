/**
 * Groups, who is in them, and which posts were made to one. `name_key` is what a name is known by (see `group-name.ts`).
 * Most posts stand in no group and cost the index nothing.
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `CREATE TABLE groups (
    id uuid PRIMARY KEY, world_id uuid NOT NULL, creator_id uuid NOT NULL, name text NOT NULL, name_key text NOT NULL, description text NOT NULL,
    member_count integer NOT NULL DEFAULT 0, post_count integer NOT NULL DEFAULT 0, generator text, turn_id uuid, created_at bigint NOT NULL)`,
  `CREATE UNIQUE INDEX groups_name ON groups (world_id, name_key)`,
  `CREATE INDEX groups_members ON groups (world_id, member_count DESC, id)`,
  `CREATE TABLE group_members (
    group_id uuid NOT NULL, profile_id uuid NOT NULL, world_id uuid NOT NULL, created_at bigint NOT NULL, PRIMARY KEY (group_id, profile_id))`,
  `CREATE INDEX group_members_profile ON group_members (profile_id)`,
  `ALTER TABLE posts ADD COLUMN group_id uuid`,
  `CREATE INDEX posts_group ON posts (group_id, created_at DESC, id DESC) WHERE group_id IS NOT NULL`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
