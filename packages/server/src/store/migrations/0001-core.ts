/** The house's first tables: people, personas, projects and worlds, the feed, agents with their journal, models. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `CREATE TABLE settings (name text PRIMARY KEY, value jsonb NOT NULL)`,
  `CREATE TABLE workspaces (
    id uuid PRIMARY KEY, name text NOT NULL, private_network boolean NOT NULL DEFAULT false, created_at bigint NOT NULL)`,
  `CREATE TABLE users (
    id uuid PRIMARY KEY, email text NOT NULL, name text NOT NULL, password_hash text NOT NULL,
    created_at bigint NOT NULL, last_seen_at bigint)`,
  `CREATE UNIQUE INDEX users_email ON users (lower(email))`,
  `CREATE TABLE memberships (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    role text NOT NULL, created_at bigint NOT NULL, PRIMARY KEY (user_id, workspace_id))`,
  `CREATE TABLE sessions (
    id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, kind text NOT NULL,
    token_hash bytea NOT NULL UNIQUE, csrf_hash bytea, created_at bigint NOT NULL, expires_at bigint NOT NULL)`,
  `CREATE INDEX sessions_user ON sessions (user_id)`,
  `CREATE TABLE api_keys (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, name text NOT NULL,
    prefix text NOT NULL, token_hash bytea NOT NULL UNIQUE, scopes text[] NOT NULL,
    created_by uuid REFERENCES users ON DELETE SET NULL, created_at bigint NOT NULL, expires_at bigint, last_used_at bigint, revoked_at bigint)`,
  `CREATE TABLE invitations (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, email text NOT NULL, role text NOT NULL,
    token_hash bytea NOT NULL UNIQUE, invited_by uuid REFERENCES users ON DELETE SET NULL,
    created_at bigint NOT NULL, expires_at bigint NOT NULL, accepted_at bigint)`,
  `CREATE TABLE login_failures (key text PRIMARY KEY, failures integer NOT NULL, last_at bigint NOT NULL, locked_until bigint)`,
  `CREATE TABLE audit (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, at bigint NOT NULL, workspace_id uuid,
    actor_kind text NOT NULL, actor_id uuid, actor_name text NOT NULL, action text NOT NULL,
    subject_kind text NOT NULL, subject_id text, before jsonb, after jsonb)`,
  `CREATE INDEX audit_workspace ON audit (workspace_id, seq DESC)`,

  `CREATE TABLE personas (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, username text NOT NULL,
    display_name text NOT NULL, archetype text, doc jsonb NOT NULL, origin_pack text, origin_seed text, origin_index integer,
    created_at bigint NOT NULL, updated_at bigint NOT NULL)`,
  `CREATE UNIQUE INDEX personas_username ON personas (workspace_id, lower(username))`,
  `CREATE UNIQUE INDEX personas_origin ON personas (workspace_id, origin_pack, origin_seed, origin_index) WHERE origin_pack IS NOT NULL`,

  `CREATE TABLE projects (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, name text NOT NULL,
    wake jsonb NOT NULL, created_at bigint NOT NULL)`,
  `CREATE INDEX projects_workspace ON projects (workspace_id)`,
  `CREATE TABLE worlds (
    id uuid PRIMARY KEY, project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE, name text NOT NULL, kind text NOT NULL,
    public boolean NOT NULL, is_default boolean NOT NULL DEFAULT false, recommender text NOT NULL, created_at bigint NOT NULL)`,
  `CREATE INDEX worlds_project ON worlds (project_id)`,
  `CREATE UNIQUE INDEX worlds_default ON worlds (is_default) WHERE is_default`,

  // Counters move often: room on the page lets PostgreSQL update a row in place (HOT) without touching its indexes.
  `CREATE TABLE profiles (
    id uuid PRIMARY KEY, world_id uuid NOT NULL, persona_id uuid, username text NOT NULL, display_name text NOT NULL,
    bio text NOT NULL DEFAULT '', location text NOT NULL DEFAULT '', interests text[] NOT NULL DEFAULT '{}', archetype text,
    avatar_url text NOT NULL, automated boolean NOT NULL,
    post_count integer NOT NULL DEFAULT 0, comment_count integer NOT NULL DEFAULT 0, follower_count integer NOT NULL DEFAULT 0,
    following_count integer NOT NULL DEFAULT 0, likes_received integer NOT NULL DEFAULT 0,
    joined_at bigint NOT NULL, suspended_at bigint) WITH (fillfactor = 70)`,
  `CREATE UNIQUE INDEX profiles_username ON profiles (world_id, lower(username))`,
  `CREATE INDEX profiles_persona ON profiles (persona_id)`,
  `CREATE TABLE posts (
    id uuid PRIMARY KEY, world_id uuid NOT NULL, author_id uuid NOT NULL, kind text NOT NULL, title text, text text NOT NULL,
    referenced_id uuid, hashtags text[] NOT NULL DEFAULT '{}', mentions text[] NOT NULL DEFAULT '{}',
    like_count integer NOT NULL DEFAULT 0, dislike_count integer NOT NULL DEFAULT 0, comment_count integer NOT NULL DEFAULT 0,
    repost_count integer NOT NULL DEFAULT 0, quote_count integer NOT NULL DEFAULT 0,
    generator text, turn_id uuid, created_at bigint NOT NULL, hidden_at bigint, deleted_at bigint) WITH (fillfactor = 70)`,
  `CREATE INDEX posts_world ON posts (world_id, created_at DESC, id DESC)`,
  `CREATE INDEX posts_author ON posts (author_id, created_at DESC, id DESC)`,
  `CREATE UNIQUE INDEX posts_repost_once ON posts (author_id, referenced_id) WHERE kind = 'repost' AND deleted_at IS NULL`,
  `CREATE INDEX posts_search ON posts USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || text)) WITH (fastupdate = on)`,
  // Most posts bear no hashtag, and cost this index nothing.
  `CREATE INDEX posts_hashtags ON posts USING gin (hashtags) WHERE hashtags <> '{}'`,
  `CREATE TABLE comments (
    id uuid PRIMARY KEY, world_id uuid NOT NULL, post_id uuid NOT NULL, parent_id uuid, author_id uuid NOT NULL, text text NOT NULL,
    like_count integer NOT NULL DEFAULT 0, dislike_count integer NOT NULL DEFAULT 0, reply_count integer NOT NULL DEFAULT 0,
    generator text, turn_id uuid, created_at bigint NOT NULL, hidden_at bigint, deleted_at bigint) WITH (fillfactor = 80)`,
  `CREATE INDEX comments_post ON comments (post_id, id)`,
  `CREATE INDEX comments_author ON comments (author_id, id DESC)`,
  `CREATE TABLE reactions (
    profile_id uuid NOT NULL, target_id uuid NOT NULL, target_kind text NOT NULL, world_id uuid NOT NULL, value smallint NOT NULL,
    created_at bigint NOT NULL, PRIMARY KEY (profile_id, target_id))`,
  `CREATE TABLE follows (
    follower_id uuid NOT NULL, followee_id uuid NOT NULL, world_id uuid NOT NULL, created_at bigint NOT NULL,
    PRIMARY KEY (follower_id, followee_id))`,
  `CREATE INDEX follows_followee ON follows (followee_id, created_at DESC)`,
  `CREATE TABLE mutes (
    muter_id uuid NOT NULL, muted_id uuid NOT NULL, world_id uuid NOT NULL, created_at bigint NOT NULL, PRIMARY KEY (muter_id, muted_id))`,
  `CREATE TABLE reports (
    id uuid PRIMARY KEY, world_id uuid NOT NULL, reporter_id uuid NOT NULL, post_id uuid NOT NULL, reason text NOT NULL,
    created_at bigint NOT NULL, resolved_at bigint, UNIQUE (reporter_id, post_id))`,
  `CREATE TABLE notices (
    profile_id uuid NOT NULL, said_id uuid NOT NULL, kind text NOT NULL, post_id uuid NOT NULL, comment_id uuid, actor_id uuid NOT NULL,
    at bigint NOT NULL, PRIMARY KEY (profile_id, said_id))`,
  `CREATE INDEX notices_profile ON notices (profile_id, at DESC)`,

  `CREATE TABLE agents (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE, name text NOT NULL, platform text NOT NULL, brain jsonb NOT NULL,
    persona_id uuid REFERENCES personas ON DELETE CASCADE, profile_id uuid,
    state text NOT NULL, state_reason text, state_since bigint NOT NULL, until_at bigint, wake_at bigint,
    lease integer NOT NULL DEFAULT 0, lease_until bigint, lease_worker uuid, turn_id uuid, turn_trigger jsonb,
    turns integer NOT NULL DEFAULT 0, acts integer NOT NULL DEFAULT 0, cost_micros bigint NOT NULL DEFAULT 0,
    texts integer NOT NULL DEFAULT 0, tally_day text NOT NULL DEFAULT '',
    tally_posts integer NOT NULL DEFAULT 0, tally_comments integer NOT NULL DEFAULT 0, chain bytea NOT NULL DEFAULT '\\x'::bytea, last_turn_at bigint, created_at bigint NOT NULL)
    WITH (fillfactor = 70)`,
  // Holds just what a claim may take, so that the first 500 are read off it. With these conditions left to the query, PostgreSQL
  // expected next to nothing to fit and sorted all that were due at each claim: 23 ms of CPU at 10,000 due, against 7.
  `CREATE INDEX agents_due ON agents (wake_at) WHERE wake_at IS NOT NULL AND lease_until IS NULL AND state IN ('idle', 'asleep')`,
  `CREATE INDEX agents_leased ON agents (lease_until) WHERE lease_until IS NOT NULL`,
  `CREATE INDEX agents_project ON agents (project_id, id)`,
  `CREATE INDEX agents_workspace ON agents (workspace_id, id)`,
  `CREATE INDEX agents_persona ON agents (persona_id)`,
  `CREATE TABLE turns (
    id uuid PRIMARY KEY, agent_id uuid NOT NULL, project_id uuid NOT NULL, trigger jsonb NOT NULL, started_at bigint NOT NULL,
    ended_at bigint, outcome text NOT NULL, reason text, steps integer NOT NULL, acts integer NOT NULL,
    cost_micros bigint NOT NULL DEFAULT 0, summary text NOT NULL DEFAULT '', snapshot jsonb)`,
  `CREATE INDEX turns_agent ON turns (agent_id, id DESC)`,
  `CREATE INDEX turns_trouble ON turns (project_id, id DESC) WHERE outcome = 'failed'`,
  `CREATE TABLE journal (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, turn_id uuid NOT NULL, step smallint NOT NULL, place smallint NOT NULL,
    at bigint NOT NULL, project_id uuid NOT NULL, agent_id uuid NOT NULL, kind text NOT NULL, action text, target_id text,
    verdict text, policy text, result text, reason text, made_id uuid, ms real, tokens integer, cost_micros bigint,
    payload_id uuid, hash bytea NOT NULL)`,
  // The journal grows by time alone, so one summary a few pages finds a span of hours, and costs its writers nothing.
  `CREATE INDEX journal_at ON journal USING brin (at) WITH (pages_per_range = 32, autosummarize = on)`,
  `CREATE UNIQUE INDEX journal_once ON journal (turn_id, step, place)`,
  // json, not jsonb: the hash is of the text as it was written.
  `CREATE TABLE payloads (id uuid PRIMARY KEY, salt bytea NOT NULL, body json NOT NULL)`,
  `CREATE TABLE memories (
    id uuid PRIMARY KEY, agent_id uuid NOT NULL, kind text NOT NULL, about_id uuid, about_name text, text text NOT NULL, at bigint NOT NULL)`,
  `CREATE INDEX memories_agent ON memories (agent_id, id DESC)`,

  `CREATE TABLE provider_keys (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE, provider text NOT NULL, label text NOT NULL,
    base_url text, sealed_key bytea, ending text, models text[] NOT NULL DEFAULT '{}', created_at bigint NOT NULL,
    UNIQUE (workspace_id, provider))`,
  `CREATE TABLE llm_settings (
    workspace_id uuid PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE, standard jsonb NOT NULL, purposes jsonb NOT NULL,
    cost_micros_per_day bigint NOT NULL, tokens_per_day bigint, cost_micros_per_project bigint, cost_micros_per_agent bigint)`,
  `CREATE TABLE spend (
    day text NOT NULL, scope_id uuid NOT NULL, generator text NOT NULL, calls integer NOT NULL, input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL, cost_micros bigint NOT NULL, ms bigint NOT NULL,
    unpriced_tokens bigint NOT NULL DEFAULT 0, PRIMARY KEY (scope_id, day, generator))`,
  `CREATE TABLE kill_switches (scope text PRIMARY KEY, "on" boolean NOT NULL, reason text NOT NULL, by_name text NOT NULL, at bigint NOT NULL)`,
  `CREATE TABLE workers (id uuid PRIMARY KEY, name text NOT NULL, started_at bigint NOT NULL, seen_at bigint NOT NULL)`,
]
