import { sql } from 'kysely'
import { afterEach } from 'vitest'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { recommenderSuite } from '../testing/recommender-suite.ts'
import { PostgresFeedStore } from './postgres-feed-store.ts'

const AT_MS = 5_000_000
const opened: AsyncDisposable[] = []

afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

recommenderSuite('PostgresFeedStore', async () => {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 3 })
  opened.push(database, connection)
  const { db } = connection
  return {
    store: new PostgresFeedStore(db),
    moderation: {
      suspend: async (id) => void await sql`UPDATE profiles SET suspended_at = ${AT_MS} WHERE id = ${id}`.execute(db),
      hide: async (id) => void await sql`UPDATE posts SET hidden_at = ${AT_MS} WHERE id = ${id}`.execute(db),
      delete: async (id) => void await sql`UPDATE posts SET deleted_at = ${AT_MS} WHERE id = ${id}`.execute(db),
    },
  }
})
