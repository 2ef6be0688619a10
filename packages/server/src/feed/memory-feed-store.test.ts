import { MemoryFeedStore } from './memory-feed-store.ts'
import { feedStoreSuite } from './testing/feed-store-suite.ts'

feedStoreSuite('MemoryFeedStore', async () => new MemoryFeedStore())
