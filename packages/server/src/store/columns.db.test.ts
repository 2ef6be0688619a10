/** Columns in binary arrive as what they were: nulls, emptiness and the edges of each type included. */
import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { givenRows, newRows, bigints, booleans, bytes, ints, jsonbs, jsons, reals, smallints, texts, uuids, type Column } from './columns.ts'
import { connect } from './database.ts'
import { testDatabase } from './testing/test-database.ts'

const same = <Value>(value: Value): Value => value

async function back(column: Column): Promise<unknown[]> {
  await using database = await testDatabase()
  await using connection = connect(database.url, { connections: 1 })
  const { rows } = await sql<{ value: unknown }>`SELECT value FROM unnest(${column}) AS value`.execute(connection.db)
  return rows.map((row) => row.value)
}

describe('columns', () => {
  test.each<[string, Column, unknown[]]>([
    ['uuid', uuids(['01a1fc23-7596-7001-9201-4c645082c074', null, 'ffffffff-ffff-ffff-ffff-ffffffffffff'], same), ['01a1fc23-7596-7001-9201-4c645082c074', null, 'ffffffff-ffff-ffff-ffff-ffffffffffff']],
    ['text', texts(['', 'a "quote", a \\ and {braces}', null, 'naïve 🐐 日本', 'NULL'], same), ['', 'a "quote", a \\ and {braces}', null, 'naïve 🐐 日本', 'NULL']],
    ['int', ints([0, -2147483648, null, 2147483647], same), [0, -2147483648, null, 2147483647]],
    ['smallint', smallints([-32768, 32767, null], same), [-32768, 32767, null]],
    ['bigint', bigints([0, -1, null, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1_795_000_000_000], same), [0, -1, null, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1_795_000_000_000]],
    ['real', reals([0.5, null, -1.25], same), [0.5, null, -1.25]],
    ['boolean', booleans([true, null, false], same), [true, null, false]],
    ['json', jsons(['{"a":[1,null]}', null], same), [{ a: [1, null] }, null]],
    ['jsonb', jsonbs(['{"a":"ü"}', null, '[]'], same), [{ a: 'ü' }, null, []]],
    ['bytea', bytes([Buffer.from([0, 255]), null, Buffer.alloc(0)], same), [Buffer.from([0, 255]), null, Buffer.alloc(0)]],
    ['nothing', uuids([], same), []],
  ])('%s', async (_type, column, expected) => {
    expect(await back(column)).toEqual(expected)
  })

  test('rows by their columns\' names, and as an insert takes them', async () => {
    await using database = await testDatabase()
    await using connection = connect(database.url, { connections: 1 })
    const columns = { n: ints([1, null, 3], same), word: texts(['a', 'b', null], same) }
    await connection.db.transaction().execute(async (within) => {
      const { rows } = await sql`SELECT d.word, d.n FROM ${givenRows(columns)} AS d WHERE d.n IS NOT NULL`.execute(within)
      expect(rows).toEqual([{ word: 'a', n: 1 }, { word: null, n: 3 }])
      await sql`CREATE TEMP TABLE kept_rows (word text, n int) ON COMMIT DROP`.execute(within)
      await sql`INSERT INTO kept_rows ${newRows(columns)}`.execute(within)
      await sql`INSERT INTO kept_rows ${newRows({ n: ints([], same), word: texts([], same) })}`.execute(within)
      expect((await sql`SELECT * FROM kept_rows ORDER BY n NULLS LAST`.execute(within)).rows).toEqual([{ word: 'a', n: 1 }, { word: null, n: 3 }, { word: 'b', n: null }])
    })
  })

  test.each(['', 'not-an-id', '01a1fc23-7596-7001-9201-4c645082c07g', '01a1fc23-7596-7001-9201-4c645082c0740'])('refuses %j as an id', (text) => {
    expect(() => uuids([text], same)).toThrow(/not an id/)
  })
})
