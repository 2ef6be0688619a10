import { expect, test } from 'vitest'
import { connect, type Database } from './database.ts'
import { oneTransaction } from './one-transaction.ts'
import { testDatabase } from './testing/test-database.ts'

const write = (db: Database, name: string) => db.insertInto('settings').values({ name, value: JSON.stringify(1) }).execute()
const names = async (db: Database): Promise<string[]> => (await db.selectFrom('settings').select('name').where('name', 'like', 'one %').orderBy('name').execute()).map(({ name }) => name)

test('what is begun and ended within it is kept or undone by itself, and seen by others at its commit alone', async () => {
  await using database = await testDatabase()
  await using others = connect(database.url, { connections: 1 })
  {
    await using one = await oneTransaction(database.url)
    const { db } = one
    const outcomes = await Promise.allSettled([
      db.transaction().execute(async (within) => {
        await write(within, 'one a')
        // Asked beside the transaction, in the middle of it.
        expect(await names(db)).toContain('one a')
      }),
      db.transaction().execute(async (within) => {
        await write(within, 'one b')
        await write(within, 'one b')
      }),
      db.transaction().execute((within) => write(within, 'one c')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await names(others.db)).toEqual([])
    await one.commit()
    expect(await names(others.db)).toEqual(['one a', 'one c'])
  }
  {
    await using one = await oneTransaction(database.url)
    await write(one.db, 'one d')
  }
  expect(await names(others.db)).toEqual(['one a', 'one c'])
})
