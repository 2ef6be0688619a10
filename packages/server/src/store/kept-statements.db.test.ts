import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { connect, type Database } from './database.ts'
import { AHEAD, KEPT } from './kept-statements.ts'
import { testDatabase } from './testing/test-database.ts'

/** One connection, so that what a transaction leaves of itself is met by the next. */
describe('statements sent ahead', () => {
  let db: Database
  beforeAll(async () => {
    const database = await testDatabase()
    const connection = connect(database.url, { connections: 1 })
    db = connection.db
    await sql`CREATE TABLE noted (n integer PRIMARY KEY)`.execute(db)
    return async () => {
      await connection[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    }
  })

  const note = (n: number, within: Database = db): Promise<unknown> => sql`${AHEAD} INSERT INTO noted (n) VALUES (${n})`.execute(within)
  const noted = async (): Promise<number[]> => (await sql<{ n: number }>`${KEPT} SELECT n FROM noted ORDER BY n`.execute(db)).rows.map(({ n }) => n)

  test('are done in their order, and seen by those behind them', async () => {
    const seen = await db.transaction().execute(async (within) => {
      await note(1, within)
      await note(2, within)
      return (await sql<{ n: number }>`SELECT sum(n)::int AS n FROM noted`.execute(within)).rows
    })
    expect(seen).toEqual([{ n: 3 }])
    expect(await noted()).toEqual([1, 2])
  })

  test('fail the commit by their own error, and nothing of the transaction stays', async () => {
    await expect(db.transaction().execute(async (within) => {
      await note(3, within)
      await note(1, within)
      await note(4, within)
    })).rejects.toMatchObject({ code: '23505', detail: 'Key (n)=(1) already exists.' })
    expect(await noted()).toEqual([1, 2])
  })

  test('fail the next that is waited for by their own error, not by the one that it gets', async () => {
    const reached: string[] = []
    await expect(db.transaction().execute(async (within) => {
      await note(1, within)
      reached.push('sent')
      await sql`SELECT n FROM noted`.execute(within)
      reached.push('answered')
    })).rejects.toMatchObject({ code: '23505' })
    expect(reached).toEqual(['sent'])
    expect(await noted()).toEqual([1, 2])
  })

  test('leave nothing of a failure to the next transaction of the connection', async () => {
    await expect(db.transaction().execute(async (within) => {
      await note(1, within)
      throw new Error('thought better of it')
    })).rejects.toThrow('thought better of it')
    await db.transaction().execute((within) => note(5, within))
    expect(await noted()).toEqual([1, 2, 5])
  })

  test('are waited for outside of a transaction', async () => {
    await expect(note(1)).rejects.toMatchObject({ code: '23505' })
    await note(6)
    expect(await noted()).toEqual([1, 2, 5, 6])
  })

  test('a value that cannot be sent fails its transaction', async () => {
    await expect(db.transaction().execute((within) => sql`${AHEAD} INSERT INTO noted (n) VALUES (${'seven'})`.execute(within))).rejects.toMatchObject({ code: '22P02' })
    expect(await noted()).toEqual([1, 2, 5, 6])
  })
})
