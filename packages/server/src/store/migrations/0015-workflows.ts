/**
 * Image workflows and their runs, and which files in the image store belong to which image. Two images of the same bytes
 * share a file, so that a file may go only when no image is left that names it: `image_files` is what is asked.
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `CREATE TABLE workflows (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, name text NOT NULL, workflow jsonb NOT NULL,
    created_at bigint NOT NULL, updated_at bigint NOT NULL)`,
  `CREATE INDEX workflows_workspace ON workflows (workspace_id, id DESC)`,
  `CREATE TABLE workflow_runs (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, workflow_id uuid NOT NULL REFERENCES workflows ON DELETE CASCADE,
    workflow jsonb NOT NULL, seed text NOT NULL, state text NOT NULL, steps_done integer NOT NULL DEFAULT 0, step_name text, message text, until_at bigint,
    cost_micros bigint NOT NULL DEFAULT 0, tries integer NOT NULL DEFAULT 0, lease_until bigint,
    actor_kind text NOT NULL, actor_id uuid, actor_name text NOT NULL, created_at bigint NOT NULL, started_at bigint, ended_at bigint)`,
  `CREATE INDEX workflow_runs_workflow ON workflow_runs (workflow_id, id DESC)`,
  `CREATE INDEX workflow_runs_workspace ON workflow_runs (workspace_id, id DESC)`,
  `CREATE INDEX workflow_runs_open ON workflow_runs (created_at) WHERE state IN ('waiting', 'running')`,

  // What a run made belongs to the workspace, and to no project.
  `ALTER TABLE images ALTER COLUMN project_id DROP NOT NULL, ADD COLUMN run_id uuid`,
  `CREATE INDEX images_run ON images (run_id, id) WHERE run_id IS NOT NULL`,
  `CREATE INDEX images_profile ON images (profile_id) WHERE profile_id IS NOT NULL`,
  // Whether an image may be seen is asked of the posts that show it.
  `CREATE INDEX posts_picture_image ON posts ((picture->>'id')) WHERE picture IS NOT NULL`,

  // No foreign key: a file is claimed before it is written, and its image comes after.
  `CREATE TABLE image_files (image_id uuid NOT NULL, file text NOT NULL, due_at bigint, PRIMARY KEY (image_id, file))`,
  `CREATE INDEX image_files_file ON image_files (file)`,
  `CREATE INDEX image_files_due ON image_files (due_at) WHERE due_at IS NOT NULL`,
  `INSERT INTO image_files (image_id, file) SELECT id, file FROM images UNION SELECT id, variant->>'file' FROM images, jsonb_array_elements(variants) AS variant`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
