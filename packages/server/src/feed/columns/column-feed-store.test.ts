import { feedStoreSuite } from '../testing/feed-store-suite.ts'
import { ColumnFeedStore } from './column-feed-store.ts'

feedStoreSuite('ColumnFeedStore', async () => new ColumnFeedStore())
