/**
 * Worlds that were simulated and stand still now: when their time began and ended, people who belong to one project alone and
 * are not among the workspace's personas, and numbers for their journals.
 *
 * A published journal is numbered below zero, each in a block of its own (`published_journals` counts the blocks): whoever
 * follows what happens live reads from the newest number on, and would else be sent half a million acts of a January.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `ALTER TABLE worlds ADD COLUMN began_at bigint, ADD COLUMN ended_at bigint`,
  `ALTER TABLE personas ADD COLUMN project_id uuid REFERENCES projects ON DELETE CASCADE`,
  `DROP INDEX personas_username`,
  `DROP INDEX personas_origin`,
  `CREATE UNIQUE INDEX personas_username ON personas (workspace_id, lower(username)) WHERE project_id IS NULL`,
  `CREATE UNIQUE INDEX personas_origin ON personas (workspace_id, origin_pack, origin_seed, origin_index) WHERE origin_pack IS NOT NULL AND project_id IS NULL`,
  `CREATE INDEX personas_project ON personas (project_id) WHERE project_id IS NOT NULL`,
  `CREATE SEQUENCE published_journals`,
]
