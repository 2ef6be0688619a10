/**
 * Archetype packs of one's own, every version kept, and proposals for personas. A run's queue is its waiting proposals, so
 * that whoever takes it up after a crash finds what is left.
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `CREATE TABLE archetype_packs (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, slug text NOT NULL, version integer NOT NULL,
    created_at bigint NOT NULL, updated_at bigint NOT NULL, UNIQUE (workspace_id, slug))`,
  `CREATE TABLE archetype_pack_versions (
    pack_id uuid NOT NULL REFERENCES archetype_packs ON DELETE CASCADE, version integer NOT NULL, files jsonb NOT NULL, by_name text NOT NULL,
    created_at bigint NOT NULL, PRIMARY KEY (pack_id, version))`,
  `CREATE TABLE enrichment_runs (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, state text NOT NULL, reason text, until_at bigint,
    apply boolean NOT NULL, research jsonb, actor_kind text NOT NULL, actor_id uuid, actor_name text NOT NULL, personas integer NOT NULL,
    lease_until bigint, created_at bigint NOT NULL, ended_at bigint)`,
  `CREATE INDEX enrichment_runs_workspace ON enrichment_runs (workspace_id, id DESC)`,
  `CREATE INDEX enrichment_runs_open ON enrichment_runs (created_at) WHERE state IN ('running', 'asleep')`,
  `CREATE TABLE enrichments (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, persona_id uuid NOT NULL REFERENCES personas ON DELETE CASCADE,
    run_id uuid REFERENCES enrichment_runs ON DELETE CASCADE, state text NOT NULL, generator text, note text, before jsonb NOT NULL, after jsonb NOT NULL,
    accepted text[] NOT NULL, cost_micros bigint, created_at bigint NOT NULL, settled_at bigint)`,
  `CREATE INDEX enrichments_persona ON enrichments (persona_id, id DESC)`,
  `CREATE INDEX enrichments_run ON enrichments (run_id, state, id) WHERE run_id IS NOT NULL`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
