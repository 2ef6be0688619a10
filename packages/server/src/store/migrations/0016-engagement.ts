/**
 * Creators, leads, events, what is said to leads and the rules it is said by. Tables on the way of an event (events, contexts,
 * jobs, keys, actions, log, ledger) have no foreign keys, like those of the feed: what they name is made in the same transaction.
 */
import { sql, type Kysely } from 'kysely'

const OF_WORKSPACE = 'uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE'

const STATEMENTS = [
  `CREATE TABLE creators (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, project_id uuid NOT NULL, username text NOT NULL, name text NOT NULL, email text, timezone text NOT NULL, locale text NOT NULL, currency text NOT NULL,
    sample boolean NOT NULL DEFAULT false, profile jsonb, edited text[] NOT NULL DEFAULT '{}', flags jsonb, generator text, source jsonb, synced_at bigint, erasing_at bigint, created_at bigint NOT NULL, updated_at bigint NOT NULL,
    UNIQUE (workspace_id, username))`,
  `CREATE TABLE onboarding_jobs (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, creator_id uuid NOT NULL REFERENCES creators ON DELETE CASCADE, kind text NOT NULL, step text NOT NULL, progress real NOT NULL, message text NOT NULL,
    changed text[] NOT NULL DEFAULT '{}', tries integer NOT NULL DEFAULT 0, lease_until bigint, created_at bigint NOT NULL, ended_at bigint)`,
  `CREATE INDEX onboarding_jobs_creator ON onboarding_jobs (creator_id, id DESC)`,
  `CREATE UNIQUE INDEX onboarding_jobs_open ON onboarding_jobs (creator_id) WHERE ended_at IS NULL`,
  `CREATE TABLE onboarding_log (
    id uuid PRIMARY KEY, job_id uuid NOT NULL, creator_id uuid NOT NULL REFERENCES creators ON DELETE CASCADE, at bigint NOT NULL, step text NOT NULL, attempt integer NOT NULL, outcome text NOT NULL, ms real NOT NULL,
    raw text, error text, generator text, cost_micros bigint)`,
  `CREATE INDEX onboarding_log_creator ON onboarding_log (creator_id, id DESC)`,
  `CREATE TABLE products (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, creator_id uuid NOT NULL REFERENCES creators ON DELETE CASCADE, external_id text, name text NOT NULL, description text NOT NULL, kind text NOT NULL,
    price_minor bigint, currency text NOT NULL, url text, active boolean NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL, UNIQUE (creator_id, external_id))`,
  `CREATE INDEX products_workspace ON products (workspace_id, id DESC)`,

  `CREATE TABLE consumers (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, external_id text, name text, email text, phone text, whatsapp text, timezone text, locale text, tags text[] NOT NULL DEFAULT '{}',
    consents jsonb NOT NULL DEFAULT '{}', sample boolean NOT NULL DEFAULT false, merged_into uuid, erased_at bigint, created_at bigint NOT NULL) WITH (fillfactor = 85)`,
  `CREATE INDEX consumers_creator ON consumers (creator_id, id DESC)`,
  `CREATE INDEX consumers_workspace ON consumers (workspace_id, id DESC)`,
  `CREATE INDEX consumers_merged ON consumers (merged_into) WHERE merged_into IS NOT NULL`,
  `CREATE TABLE consumer_identities (creator_id uuid NOT NULL, kind text NOT NULL, value text NOT NULL, consumer_id uuid NOT NULL, PRIMARY KEY (creator_id, kind, value))`,
  `CREATE INDEX consumer_identities_consumer ON consumer_identities (consumer_id)`,
  // Half empty pages: a context is written over with every event, and stays on its page.
  `CREATE TABLE consumer_contexts (
    consumer_id uuid PRIMARY KEY, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, stage text NOT NULL, stage_since bigint NOT NULL, first_seen_at bigint, last_seen_at bigint, events integer NOT NULL,
    counts jsonb NOT NULL, last_at jsonb NOT NULL, revenue_minor bigint NOT NULL, attributes jsonb NOT NULL, marks jsonb NOT NULL DEFAULT '{}') WITH (fillfactor = 50)`,
  `CREATE TABLE consents (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, consumer_id uuid NOT NULL, channel text NOT NULL, status text NOT NULL, source text NOT NULL, at bigint NOT NULL, proof text, recorded_at bigint NOT NULL)`,
  `CREATE INDEX consents_consumer ON consents (consumer_id, id DESC)`,
  `CREATE TABLE suppressions (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, channel text NOT NULL, address_hmac bytea NOT NULL, reason text NOT NULL, source text NOT NULL, at bigint NOT NULL, UNIQUE (workspace_id, channel, address_hmac))`,

  `CREATE TABLE events (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, consumer_id uuid NOT NULL, type text NOT NULL, source text NOT NULL, at bigint NOT NULL, received_at bigint NOT NULL, payload jsonb,
    counted boolean NOT NULL DEFAULT true, not_counted text, simulated boolean NOT NULL DEFAULT false)`,
  // Ascending, so that new rows go to the right-most page; read backwards for the newest.
  `CREATE INDEX events_workspace ON events (workspace_id, id)`,
  `CREATE INDEX events_creator ON events (creator_id, id)`,
  `CREATE INDEX events_consumer ON events (consumer_id, id)`,
  `CREATE INDEX events_payments ON events (workspace_id, at) WHERE type IN ('payment_success', 'payment_refunded')`,
  `CREATE TABLE event_jobs (
    event_id uuid PRIMARY KEY, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, consumer_id uuid NOT NULL, due_at bigint NOT NULL, tries integer NOT NULL DEFAULT 0, lease_until bigint,
    done uuid[] NOT NULL DEFAULT '{}')`,
  `CREATE INDEX event_jobs_due ON event_jobs (due_at)`,
  `CREATE TABLE agent_marks (consumer_id uuid NOT NULL, agent_id uuid NOT NULL, key text NOT NULL, at bigint NOT NULL, PRIMARY KEY (consumer_id, agent_id, key))`,
  `CREATE TABLE event_keys (workspace_id uuid NOT NULL, key text NOT NULL, request_hash bytea NOT NULL, answer jsonb NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (workspace_id, key))`,
  `CREATE INDEX event_keys_expiry ON event_keys USING brin (expires_at) WITH (pages_per_range = 16, autosummarize = on)`,
  `CREATE TABLE event_sources (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, creator_id uuid NOT NULL REFERENCES creators ON DELETE CASCADE, name text NOT NULL, kind text NOT NULL, prefix text NOT NULL, key_hash bytea UNIQUE, sealed_secret bytea,
    created_at bigint NOT NULL, last_used_at bigint)`,

  `CREATE TABLE actions (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, project_id uuid NOT NULL, creator_id uuid NOT NULL, consumer_id uuid NOT NULL, agent_id uuid, turn_id uuid, event_id uuid, goal_id uuid, conversation_id uuid,
    author_id uuid, author_name text, kind text NOT NULL, channel text NOT NULL, content jsonb, approved_hash bytea, state text NOT NULL, reason text, priority smallint NOT NULL, send_at bigint NOT NULL, tries integer NOT NULL DEFAULT 0, tries_most integer NOT NULL,
    dead boolean NOT NULL DEFAULT false, cancel_when text[] NOT NULL DEFAULT '{}', verdict jsonb, generator text, experiment_id uuid, arm text, lease_until bigint, lease integer NOT NULL DEFAULT 0, vendor text, vendor_id text, delivery text,
    simulated boolean NOT NULL DEFAULT false, created_at bigint NOT NULL, sent_at bigint, ended_at bigint) WITH (fillfactor = 70)`,
  `CREATE INDEX actions_due ON actions (send_at) WHERE state IN ('planned', 'approved')`,
  `CREATE INDEX actions_leased ON actions (lease_until) WHERE state = 'executing'`,
  `CREATE INDEX actions_workspace ON actions (workspace_id, id)`,
  `CREATE INDEX actions_consumer ON actions (consumer_id, id)`,
  `CREATE INDEX actions_vendor ON actions (vendor, vendor_id) WHERE vendor_id IS NOT NULL`,
  `CREATE TABLE action_log (id uuid PRIMARY KEY, action_id uuid NOT NULL, at bigint NOT NULL, kind text NOT NULL, state text, policy text, reason text)`,
  `CREATE INDEX action_log_action ON action_log (action_id, id)`,
  `CREATE TABLE send_ledger (
    id uuid PRIMARY KEY, action_id uuid NOT NULL, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, consumer_id uuid NOT NULL, channel text NOT NULL, vendor text NOT NULL, attempt integer NOT NULL, state text NOT NULL,
    intended_at bigint NOT NULL, vendor_id text, reason text, reconcile_at bigint, reconcile_tries integer NOT NULL DEFAULT 0, settled_at bigint, message jsonb)`,
  `CREATE UNIQUE INDEX send_ledger_once ON send_ledger (action_id) WHERE state IN ('intended', 'sent', 'unknown')`,
  `CREATE INDEX send_ledger_consumer ON send_ledger (consumer_id, intended_at) WHERE state <> 'failed'`,
  `CREATE INDEX send_ledger_creator ON send_ledger (creator_id, intended_at) WHERE state <> 'failed'`,
  `CREATE INDEX send_ledger_open ON send_ledger (reconcile_at) WHERE reconcile_at IS NOT NULL`,
  `CREATE TABLE approvals (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, action_id uuid NOT NULL, state text NOT NULL, why text NOT NULL, content_hash bytea NOT NULL, expires_at bigint NOT NULL, created_at bigint NOT NULL,
    decided_at bigint, decided_by text, note text, told_at bigint)`,
  `CREATE INDEX approvals_workspace ON approvals (workspace_id, id)`,
  `CREATE UNIQUE INDEX approvals_waiting ON approvals (action_id) WHERE state = 'waiting'`,
  `CREATE TABLE conversations (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, consumer_id uuid NOT NULL, channel text NOT NULL, state text NOT NULL, reason text, agent_id uuid, assigned_to uuid, unanswered_event_id uuid,
    last_inbound_at bigint, unread integer NOT NULL DEFAULT 0, created_at bigint NOT NULL, updated_at bigint NOT NULL, UNIQUE (consumer_id, channel))`,
  `CREATE INDEX conversations_workspace ON conversations (workspace_id, updated_at)`,
  `CREATE TABLE messages (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, creator_id uuid NOT NULL, consumer_id uuid NOT NULL, conversation_id uuid, action_id uuid, turn_id uuid, direction text NOT NULL, channel text NOT NULL, author_kind text NOT NULL,
    author_id uuid, author_name text NOT NULL, subject text, text text, at bigint NOT NULL, vendor text, vendor_id text, delivery text, generator text, intent text, read_at bigint, simulated boolean NOT NULL DEFAULT false)`,
  `CREATE UNIQUE INDEX messages_action ON messages (action_id) WHERE action_id IS NOT NULL`,
  `CREATE UNIQUE INDEX messages_inbound ON messages (workspace_id, vendor, vendor_id) WHERE direction = 'in' AND vendor_id IS NOT NULL`,
  `CREATE INDEX messages_workspace ON messages (workspace_id, id)`,
  `CREATE INDEX messages_consumer ON messages (consumer_id, id)`,
  `CREATE INDEX messages_conversation ON messages (conversation_id, id) WHERE conversation_id IS NOT NULL`,

  `CREATE TABLE messaging_policies (workspace_id ${OF_WORKSPACE}, scope_id uuid NOT NULL, policy jsonb NOT NULL, updated_at bigint NOT NULL, PRIMARY KEY (workspace_id, scope_id))`,
  `CREATE TABLE channel_credentials (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, scope_id uuid NOT NULL, vendor text NOT NULL, sealed bytea NOT NULL, shown jsonb NOT NULL, ending text, saved_at bigint NOT NULL, tested_at bigint, tested_ok boolean, tested_message text,
    UNIQUE (workspace_id, scope_id, vendor))`,
  `CREATE TABLE vendor_receipts (workspace_id ${OF_WORKSPACE}, vendor text NOT NULL, key text NOT NULL, amount_minor bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (workspace_id, vendor, key))`,
  `CREATE TABLE experiments (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, creator_id uuid REFERENCES creators ON DELETE CASCADE, agent_id uuid, name text NOT NULL, key text NOT NULL, arms jsonb NOT NULL, holdout real NOT NULL, goal text NOT NULL, window_days integer NOT NULL,
    state text NOT NULL, started_at bigint, ended_at bigint, created_at bigint NOT NULL, UNIQUE (workspace_id, key))`,
  `CREATE TABLE experiment_leads (experiment_id uuid NOT NULL, consumer_id uuid NOT NULL, arm text NOT NULL, assigned_at bigint NOT NULL, exposed_at bigint, PRIMARY KEY (experiment_id, consumer_id))`,
  `CREATE INDEX experiment_leads_consumer ON experiment_leads (consumer_id)`,
  `CREATE TABLE goals (
    id uuid PRIMARY KEY, workspace_id ${OF_WORKSPACE}, creator_id uuid NOT NULL REFERENCES creators ON DELETE CASCADE, title text NOT NULL, detail text NOT NULL, metric text NOT NULL, target double precision NOT NULL, from_at bigint NOT NULL,
    to_at bigint NOT NULL, state text NOT NULL, reason text, version integer, lease_until bigint, next_look_at bigint, created_at bigint NOT NULL)`,
  `CREATE TABLE goal_versions (
    goal_id uuid NOT NULL REFERENCES goals ON DELETE CASCADE, version integer NOT NULL, workflow jsonb NOT NULL, by_name text NOT NULL, note text NOT NULL, generator text, missing_tools text[] NOT NULL, at bigint NOT NULL, PRIMARY KEY (goal_id, version))`,
  `CREATE TABLE goal_tasks (
    id uuid PRIMARY KEY, goal_id uuid NOT NULL REFERENCES goals ON DELETE CASCADE, version integer NOT NULL, stage text NOT NULL, agent text NOT NULL, tool text NOT NULL, consumer_id uuid, state text NOT NULL, tries integer NOT NULL DEFAULT 0,
    result text, at bigint NOT NULL, lease_until bigint, ended_at bigint)`,
  `CREATE INDEX goal_tasks_goal ON goal_tasks (goal_id, id DESC)`,
  `CREATE INDEX goal_tasks_open ON goal_tasks (at) WHERE state IN ('waiting', 'running')`,
  `CREATE TABLE goal_leads (goal_id uuid NOT NULL REFERENCES goals ON DELETE CASCADE, step text NOT NULL, consumer_id uuid NOT NULL, at bigint NOT NULL, PRIMARY KEY (goal_id, step, consumer_id))`,
  `CREATE INDEX goal_leads_consumer ON goal_leads (consumer_id)`,
  `CREATE TABLE goal_log (id uuid PRIMARY KEY, goal_id uuid NOT NULL REFERENCES goals ON DELETE CASCADE, at bigint NOT NULL, kind text NOT NULL, text text NOT NULL)`,
  `CREATE INDEX goal_log_goal ON goal_log (goal_id, id DESC)`,
  `CREATE TABLE retention (workspace_id uuid PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE, event_payload_days integer, message_days integer, inactive_lead_days integer, swept_at bigint)`,

  // A creator's project has a world too, in which nobody posts.
  `ALTER TABLE worlds DROP CONSTRAINT worlds_place_check, ADD CONSTRAINT worlds_place_check CHECK (place IN ('feed', 'gallery', 'messaging'))`,

  // Whose leads an agent writes to, and which events wake it.
  `ALTER TABLE agents ADD COLUMN creator_id uuid, ADD COLUMN triggers jsonb NOT NULL DEFAULT '[]'`,
  // Events wake them; a time would put them before the runner of the feed, which knows no such place.
  `ALTER TABLE agents ADD CONSTRAINT agents_messaging_no_wake CHECK (platform <> 'messaging' OR wake_at IS NULL)`,
  // Which turns an event woke.
  `CREATE INDEX turns_event ON turns ((trigger->>'eventId')) WHERE trigger->>'kind' = 'event'`,
  `CREATE INDEX agents_messaging ON agents (workspace_id) WHERE platform = 'messaging'`,
  // A creator's own login sees that creator alone.
  `ALTER TABLE memberships ADD COLUMN creator_id uuid REFERENCES creators ON DELETE CASCADE`,
  `ALTER TABLE invitations ADD COLUMN creator_id uuid REFERENCES creators ON DELETE CASCADE`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
