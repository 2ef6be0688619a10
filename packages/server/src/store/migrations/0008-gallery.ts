/**
 * Galleries: worlds whose posts carry an image. What a page shows of the image stands in the post, the image itself and what made it
 * in `images`. Most posts have none and cost the index nothing.
 */
import { sql, type Kysely } from 'kysely'

const STATEMENTS = [
  `ALTER TABLE worlds ADD COLUMN place text NOT NULL DEFAULT 'feed' CHECK (place IN ('feed', 'gallery'))`,
  // The one shown where no other is asked for, of each sort of place.
  `DROP INDEX worlds_default`,
  `CREATE UNIQUE INDEX worlds_default ON worlds (place) WHERE is_default`,
  `ALTER TABLE posts ADD COLUMN picture jsonb`,
  `CREATE INDEX posts_pictures ON posts (world_id, created_at DESC, id DESC) WHERE picture IS NOT NULL`,
  `CREATE TABLE images (
    id uuid PRIMARY KEY, project_id uuid NOT NULL, profile_id uuid, file text NOT NULL, bytes integer NOT NULL,
    width integer NOT NULL, height integer NOT NULL, colour text NOT NULL, variants jsonb NOT NULL, description jsonb NOT NULL, generator text,
    placeholder text, workflow jsonb, created_at bigint NOT NULL)`,
  `CREATE INDEX images_project ON images (project_id, created_at DESC, id DESC)`,
  `CREATE INDEX images_file ON images (file)`,
  `CREATE TABLE post_views (post_id uuid PRIMARY KEY, world_id uuid NOT NULL, views integer NOT NULL)`,
  `CREATE INDEX post_views_world ON post_views (world_id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
