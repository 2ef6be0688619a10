import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import { systemIds } from '../../base/ids.ts'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { SuppressionList } from './suppression-list.ts'

const ONE = '0190a000-0000-7000-8000-000000000001'
const OTHER = '0190a000-0000-7000-8000-000000000002'

it('knows an address again however it is written, of its workspace and channel alone, and keeps none of it', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url)
  const { db } = connection
  for (const id of [ONE, OTHER]) await sql`INSERT INTO workspaces (id, name, created_at) VALUES (${id}, 'W', 0)`.execute(db)
  const clock = new VirtualClock(1_000_000)
  const parts = { db, clock, ids: systemIds(clock), secretKey: Buffer.alloc(32, 7) }
  const list = new SuppressionList(parts)
  const added = await db.transaction().execute((within) => list.suppress(within, ONE, [
    { channel: 'email', address: 'Ada@Example.org', reason: 'unsubscribe', source: 'link' }, { channel: 'sms', address: '+49 30 1234567', reason: 'stop', source: 'STOP' },
  ]))
  expect(added).toBe(2)
  const asked = [{ channel: 'email', address: ' ada@example.org' }, { channel: 'email', address: 'bob@example.org' }, { channel: 'sms', address: '+49301234567' }, { channel: 'whatsapp', address: '+49301234567' }] as const
  expect(await list.reasons(db, ONE, asked)).toEqual(['unsubscribe', null, 'stop', null])
  expect(await list.reasons(db, OTHER, asked)).toEqual([null, null, null, null])
  expect(await new SuppressionList({ ...parts, secretKey: Buffer.alloc(32, 8) }).reasons(db, ONE, asked)).toEqual([null, null, null, null])

  expect(await list.suppress(db, ONE, [{ channel: 'email', address: 'ADA@example.org', reason: 'bounce', source: 'ses' }])).toBe(0)
  const { items, more } = await list.list(ONE, { limit: 1, beforeId: null })
  expect([items.length, more]).toEqual([1, true])
  const rows = JSON.stringify((await sql`SELECT * FROM suppressions`.execute(db)).rows)
  expect(rows).not.toMatch(/ada|example|1234567/i)

  // A transaction that is undone suppresses nobody.
  await expect(db.transaction().execute(async (within) => {
    await list.suppress(within, ONE, [{ channel: 'email', address: 'bob@example.org', reason: 'manual', source: 'x' }])
    throw new Error('undone')
  })).rejects.toThrow('undone')
  const first = (await list.list(ONE, { limit: 10, beforeId: null })).items.find(({ channel }) => channel === 'email')
  expect(first).toMatchObject({ reason: 'unsubscribe', source: 'link' })
  await expect(list.lift(db, OTHER, first?.id ?? '')).rejects.toThrow('no suppression')
  await list.lift(db, ONE, first?.id ?? '')
  expect(await list.reasons(db, ONE, asked)).toEqual([null, null, 'stop', null])
})
