/** The pool, when the server takes its connections away. */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect, type Database } from './database.ts'
import { testDatabase } from './testing/test-database.ts'

async function backend(db: Database): Promise<number> {
  const { rows: [row] } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(db)
  return row?.pid ?? 0
}

test.each(['between two statements', 'during one'])('a connection that breaks in a transaction, %s, fails the transaction and nothing else', async (when) => {
  await using database = await testDatabase()
  await using connection = connect(database.url)
  await using other = connect(database.url)
  const broken = connection.db.transaction().execute(async (tx) => {
    const pid = await backend(tx)
    const ended = delay(when === 'during one' ? 100 : 0).then(() => sql`SELECT pg_terminate_backend(${pid})`.execute(other.db))
    if (when === 'during one') await sql`SELECT pg_sleep(5)`.execute(tx)
    await ended
    await delay(200)
    await sql`SELECT 1`.execute(tx)
  })
  await expect(broken).rejects.toThrow()
  await delay(100)
  expect(await backend(connection.db)).toBeGreaterThan(0)
})
