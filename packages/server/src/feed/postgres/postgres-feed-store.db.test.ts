import { afterEach } from 'vitest'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { feedStoreSuite } from '../testing/feed-store-suite.ts'
import { PostgresFeedStore } from './postgres-feed-store.ts'

const opened: AsyncDisposable[] = []

afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

feedStoreSuite('PostgresFeedStore', async () => {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 3 })
  opened.push(database, connection)
  return new PostgresFeedStore(connection.db)
})
