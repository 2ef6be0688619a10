import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { ActivityReader } from './activity-reader.ts'

const OF_OTHERS = 60_000
const [BUSY, QUIET] = [1, 2].map((n) => ({ workspaceId: `0190a000-0000-7000-8000-00000000000${n}`, projectId: `0190a000-0000-7000-8001-00000000000${n}` })) as [Place, Place]

interface Place {
  readonly workspaceId: string
  readonly projectId: string
}

test('what a project did that stands still now is found without reading all that others have done since', async () => {
  await using database = await testDatabase()
  // One connection, so that what it has read is known at once.
  await using connection = connect(database.url, { connections: 1 })
  const { db } = connection
  for (const { workspaceId, projectId } of [BUSY, QUIET]) {
    await db.insertInto('workspaces').values({ id: workspaceId, name: 'w', private_network: false, created_at: 1 }).execute()
    await db.insertInto('projects').values({ id: projectId, workspace_id: workspaceId, name: 'p', wake: '{"kind":"rhythm"}', created_at: 1 }).execute()
  }
  const fill = (from: number, to: number, { projectId }: Place) => sql`INSERT INTO journal (turn_id, step, place, at, project_id, agent_id, kind, action, hash)
    SELECT ('01a00000-0000-7000-8000-' || lpad(to_hex(n / 4), 12, '0'))::uuid, (n % 4)::smallint, 0, n, ${projectId}::uuid, md5((n % 100)::text)::uuid, 'acted', 'like_post', '\\x00'::bytea
    FROM generate_series(${from}::int, ${to}::int) n`.execute(db)
  // As large as what was done since, so that PostgreSQL takes it to be everywhere.
  await fill(1, OF_OTHERS, QUIET)
  await fill(OF_OTHERS + 1, 2 * OF_OTHERS, BUSY)
  await sql`VACUUM (ANALYZE) journal`.execute(db)

  const rowsRead = async (): Promise<number> => {
    await sql`SELECT pg_stat_force_next_flush()`.execute(db)
    await sql`SELECT pg_stat_clear_snapshot()`.execute(db)
    const { rows: [row] } = await sql<{ n: number }>`SELECT (seq_tup_read + idx_tup_fetch)::bigint AS n FROM pg_stat_user_tables WHERE relname = 'journal'`.execute(db)
    return Number(row?.n)
  }
  const reader = new ActivityReader(db)
  for (const [place, filter] of [[QUIET, {}], [QUIET, { projectId: QUIET.projectId }], [BUSY, {}]] as const) {
    const before = await rowsRead()
    const items = await reader.list(place.workspaceId, filter, 50, null)
    expect(items.map((item) => item.projectId)).toEqual(Array(50).fill(place.projectId))
    expect(items.map((item) => item.seq)).toEqual(items.map((item) => item.seq).toSorted((a, b) => b - a))
    expect(await rowsRead() - before).toBeLessThan(1_000)
  }
  expect(await reader.list(QUIET.workspaceId, { projectId: BUSY.projectId }, 50, null)).toEqual([])
})
