import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect } from '../database.ts'
import { testDatabase } from '../testing/test-database.ts'
import { up } from './0002-estimates-and-grants.ts'

const id = (n: number): string => `0190a000-0000-7000-8000-00000000000${n}`

test('what the first workspace had chosen is granted to it, and nothing to others', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url, { connections: 1 })
  const { db } = connection
  // As it was before.
  await sql`ALTER TABLE spend DROP COLUMN estimated_tokens`.execute(db)
  await sql`INSERT INTO spend (day, scope_id, generator, calls, input_tokens, output_tokens, cost_micros, ms) VALUES ('2026-10-01', ${id(1)}, 'openai:x', 1, 2, 3, 4, 5)`.execute(db)
  for (const n of [1, 2]) {
    await db.insertInto('workspaces').values({ id: id(n), name: `${n}`, private_network: false, created_at: n }).execute()
    await sql`INSERT INTO llm_settings (workspace_id, standard, purposes, cost_micros_per_day)
      VALUES (${id(n)}, '{"provider":"openai","model":"a"}', '{"post":{"provider":"google","model":"b"},"judge":{"provider":"openai","model":"c"}}', 1)`.execute(db)
  }
  await up(db as never)
  expect(await db.selectFrom('settings').selectAll().execute()).toEqual([{ name: `environment-keys/${id(1)}`, value: ['google', 'openai'] }])
  expect((await sql`SELECT input_tokens, estimated_tokens FROM spend`.execute(db)).rows).toEqual([{ input_tokens: 2, estimated_tokens: 0 }])
})
