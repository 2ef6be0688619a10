import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { amountMinorOf } from './amount.ts'
import { amountMinor } from './amount-sql.ts'

it('says of every payload what the code says of it', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url)
  const payloads = [
    { amountMinor: 4900 }, { amountMinor: '4900' }, { amountMinor: 12.5 }, { amount: 49.5 }, { amount: 49.5, currency: 'EUR' }, { amount: '19.99', currency: 'usd' }, { amount: 5000, currency: 'JPY' }, { amount: 1.2345, currency: 'KWD' },
    { amount: 1.005 }, { amount: 0.145 }, { amountMinor: -5 }, { amount: -5 }, { amount: 'much' }, { amount: '' }, { amount: true }, { amount: null }, { amount: [5] }, { amount: {} }, { amountMinor: 'x', amount: 3 }, {},
    { amount: 2e12 }, { amountMinor: 1e12 }, { amount: 5, currency: 7 }, { amount: 5, currency: 'nonsense' }, { amountMinor: 0, amount: 9 },
  ]
  const { rows } = await sql<{ minor: number }>`SELECT ${amountMinor('e')} AS minor FROM unnest(${payloads.map((payload) => JSON.stringify(payload))}::jsonb[]) WITH ORDINALITY AS e (payload, place) ORDER BY place`.execute(connection.db)
  expect(rows.map((row, at) => [payloads[at], row.minor])).toEqual(payloads.map((payload) => [payload, amountMinorOf(payload)]))
  expect((await sql<{ minor: number }>`SELECT ${amountMinor('e')} AS minor FROM (SELECT NULL::jsonb AS payload) e`.execute(connection.db)).rows).toEqual([{ minor: 0 }])
})
