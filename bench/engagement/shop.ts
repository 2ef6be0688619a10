/** Creators and leads in number, as plain rows: what benchmarks of engagement work on. */
import { sql } from 'kysely'
import type { Id, Ids } from '../../packages/server/src/base/ids.ts'
import { texts, uuids } from '../../packages/server/src/store/columns.ts'
import type { Database } from '../../packages/server/src/store/database.ts'

export interface Shop {
  readonly workspaceId: Id
  readonly creatorIds: readonly Id[]
  /** In turn of the creators: lead n is of creator n % creators. */
  readonly leadIds: readonly Id[]
}

const ROWS_AT_ONCE = 10_000

/** Each lead is known by the external id `u-<number>`. */
export async function shop(db: Database, ids: Ids, { creators, leads, nowMs }: { creators: number; leads: number; nowMs: number }): Promise<Shop> {
  const workspaceId = ids.next()
  await db.insertInto('workspaces').values({ id: workspaceId, name: 'Bench', private_network: false, created_at: nowMs }).execute()
  const creatorIds = Array.from({ length: creators }, () => ids.next())
  await sql`INSERT INTO projects (id, workspace_id, name, wake, created_at) SELECT id, ${workspaceId}, 'Creator', '{"kind":"rhythm"}', ${nowMs} FROM unnest(${uuids(creatorIds, (id) => id)}) AS d (id)`.execute(db)
  await sql`INSERT INTO creators (id, workspace_id, project_id, username, name, timezone, locale, currency, created_at, updated_at)
    SELECT id, ${workspaceId}, id, 'creator-' || n, 'Creator', 'UTC', 'en', 'EUR', ${nowMs}, ${nowMs} FROM unnest(${uuids(creatorIds, (id) => id)}) WITH ORDINALITY AS d (id, n)`.execute(db)
  const leadIds = Array.from({ length: leads }, () => ids.next())
  for (let from = 0; from < leads; from += ROWS_AT_ONCE) {
    const some = leadIds.slice(from, from + ROWS_AT_ONCE).map((id, index) => ({ id, creatorId: creatorIds[(from + index) % creators] ?? '', external: `u-${from + index}` }))
    await sql`WITH d AS (SELECT * FROM unnest(${uuids(some, (one) => one.id)}, ${uuids(some, (one) => one.creatorId)}, ${texts(some, (one) => one.external)}) AS d (id, creator_id, external)),
      c AS (INSERT INTO consumers (id, workspace_id, creator_id, external_id, created_at) SELECT id, ${workspaceId}, creator_id, external, ${nowMs} FROM d),
      i AS (INSERT INTO consumer_identities (creator_id, kind, value, consumer_id) SELECT creator_id, 'external', external, id FROM d)
      INSERT INTO consumer_contexts (consumer_id, workspace_id, creator_id, stage, stage_since, events, counts, last_at, revenue_minor, attributes) SELECT id, ${workspaceId}, creator_id, 'new', ${nowMs}, 0, '{}', '{}', 0, '{}' FROM d`.execute(db)
  }
  return { workspaceId, creatorIds, leadIds }
}
