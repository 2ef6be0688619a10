import { expect, test } from 'vitest'
import type { KyselyPlugin } from 'kysely'
import { SystemClock } from '../base/clock.ts'
import { systemIds } from '../base/ids.ts'
import { connect } from '../store/database.ts'
import { testDatabase } from '../store/testing/test-database.ts'
import { StandingOrders } from './standing-orders.ts'

test('an answer that was asked for before a kill switch was thrown, and comes after, does not take it back', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url, { connections: 2 })
  const { db } = connection
  const late = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  let answers = 0
  const slow: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (++answers === 1) {
        answered.resolve()
        await late.promise
      }
      return result
    },
  }
  const seen: string[] = []
  const orders = new StandingOrders(db.withPlugin(slow), (scope) => seen.push(scope))
  const before = orders.read()
  await answered.promise
  await db.insertInto('kill_switches').values({ scope: 'instance', on: true, reason: 'runaway', by_name: 'test', at: 1 }).execute()
  await orders.read()
  const agent = { projectId: systemIds(new SystemClock()).next() }
  expect(orders.killed(agent)).toBe('runaway')
  late.resolve()
  await before
  expect([orders.killed(agent), seen]).toEqual(['runaway', ['instance']])
})
