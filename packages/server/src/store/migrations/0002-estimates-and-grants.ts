/**
 * Of the tokens of a day, those nobody counted: calls that were given up or came back unusable, and providers that don't
 * tell. And the keys in the environment are granted to a workspace now: what the first one chose before is granted to it.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE spend ADD COLUMN estimated_tokens bigint NOT NULL DEFAULT 0`.execute(db)
  await sql`INSERT INTO settings (name, value)
    SELECT 'environment-keys/' || s.workspace_id, jsonb_agg(DISTINCT chosen.provider)
    FROM llm_settings s CROSS JOIN LATERAL (
      SELECT s.standard->>'provider' AS provider UNION SELECT purpose.value->>'provider' FROM jsonb_each(s.purposes) purpose) chosen
    WHERE s.workspace_id = (SELECT id FROM workspaces ORDER BY created_at, id LIMIT 1) AND chosen.provider IS NOT NULL
    GROUP BY s.workspace_id ON CONFLICT DO NOTHING`.execute(db)
}
