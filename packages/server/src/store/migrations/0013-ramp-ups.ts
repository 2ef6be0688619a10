/** Ramp-up plans, one that binds a project at a time, and what an agent has done today for their cap. */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `CREATE TABLE ramp_ups (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    name text NOT NULL, state text NOT NULL, days jsonb NOT NULL, starts_at bigint, paused_at bigint, created_at bigint NOT NULL)`,
  `CREATE UNIQUE INDEX ramp_ups_binding ON ramp_ups (project_id) WHERE state IN ('active', 'paused')`,
  `CREATE INDEX ramp_ups_workspace ON ramp_ups (workspace_id, id DESC)`,
  `ALTER TABLE agents ADD COLUMN tally_acts integer NOT NULL DEFAULT 0`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
