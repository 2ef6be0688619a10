/** Creators, their leads, and a message due to each. */
import { sql } from 'kysely'
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { systemIds, type Id } from '../../packages/server/src/base/ids.ts'
import { planActions } from '../../packages/server/src/engagement/actions/plan-actions.ts'
import type { Database } from '../../packages/server/src/store/database.ts'

const AT_ONCE = 1_000

export async function fillQueue(db: Database, { actions, leads, creators }: { actions: number; leads: number; creators: number }): Promise<void> {
  const clock = new SystemClock()
  const ids = systemIds(clock)
  const workspaceId = ids.next()
  const nowMs = clock.now()
  await sql`INSERT INTO workspaces (id, name, created_at) VALUES (${workspaceId}, 'Bench', 0)`.execute(db)
  await sql`INSERT INTO projects (id, workspace_id, name, wake, created_at) SELECT gen_random_uuid(), ${workspaceId}, 'creator ' || n, '{"kind":"rhythm"}', 0 FROM generate_series(1, ${creators}) n`.execute(db)
  await sql`INSERT INTO creators (id, workspace_id, project_id, username, name, timezone, locale, currency, created_at, updated_at)
    SELECT id, workspace_id, id, replace(name, ' ', '-'), name, 'UTC', 'en', 'EUR', 0, 0 FROM projects`.execute(db)
  // Never quiet, whatever the hour of the run.
  await sql`INSERT INTO messaging_policies (workspace_id, scope_id, policy, updated_at) VALUES (${workspaceId}, ${workspaceId}, '{"quietHours":null}', 0)`.execute(db)
  await sql`INSERT INTO consumers (id, workspace_id, creator_id, name, email, phone, consents, created_at)
    SELECT gen_random_uuid(), ${workspaceId}, c.ids[1 + n % ${creators}], 'Lead ' || n, 'lead' || n || '@example.org', '+49301' || lpad(n::text, 7, '0'), '{"email":{"status":"granted","source":"form","at":"2026-01-01T00:00:00.000Z"}}', 0
    FROM generate_series(1, ${leads}) n, (SELECT array_agg(id) AS ids FROM creators) c`.execute(db)
  await sql`INSERT INTO consumer_contexts (consumer_id, workspace_id, creator_id, stage, stage_since, events, counts, last_at, revenue_minor, attributes)
    SELECT id, workspace_id, creator_id, 'new', 0, 0, '{}', '{}', 0, '{}' FROM consumers`.execute(db)
  const { rows } = await sql<{ id: Id; creatorId: Id }>`SELECT id, creator_id AS "creatorId" FROM consumers`.execute(db)
  for (let from = 0; from < actions; from += AT_ONCE) {
    await db.transaction().execute((within) => planActions(within, Array.from({ length: Math.min(AT_ONCE, actions - from) }, (_, index) => {
      const { id, creatorId } = rows[(from + index) % rows.length] as (typeof rows)[number]
      return {
        id: ids.next(), workspaceId, projectId: creatorId, creatorId, consumerId: id, agentId: null, turnId: null, eventId: null, kind: 'send_email', channel: 'email', generator: 'rehearsal', sendAtMs: nowMs, createdMs: nowMs,
        content: { subject: 'About the course', text: `Hello number ${from + index},\n\nthe course you looked at begins on Monday. Shall I keep a place for you?`, template: null, productId: null, url: null, amountMinor: null, currency: null },
      }
    })))
  }
  await sql`ANALYZE`.execute(db)
}
