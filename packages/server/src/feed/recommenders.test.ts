import { must } from '../base/errors.ts'
import { ColumnFeedStore } from './columns/column-feed-store.ts'
import { MemoryFeedStore } from './memory-feed-store.ts'
import { recommenderSuite } from './testing/recommender-suite.ts'

const AT_MS = 5_000_000

recommenderSuite('MemoryFeedStore', async () => {
  const store = new MemoryFeedStore()
  const { posts, profiles } = store.state
  return {
    store,
    moderation: {
      suspend: async (id) => void profiles.set(id, { ...must(profiles.get(id), 'the member'), suspendedMs: AT_MS }),
      hide: async (id) => void posts.set(id, { ...must(posts.get(id), 'the post'), hiddenMs: AT_MS }),
      delete: async (id) => void posts.set(id, { ...must(posts.get(id), 'the post'), deletedMs: AT_MS }),
    },
  }
})

recommenderSuite('ColumnFeedStore', async () => {
  const store = new ColumnFeedStore()
  const { state } = store
  const takeAway = (row: number): void => {
    state.posts.gone.data[row] = 1
    state.pool.drawAnew((post) => !state.isRepost(post) && state.isPostSeen(post))
  }
  return {
    store,
    moderation: {
      suspend: async (_, row) => state.setSuspended(row, AT_MS),
      hide: async (_, row) => {
        state.postsHidden.set(row, AT_MS)
        takeAway(row)
      },
      delete: async (_, row) => {
        state.postsDeleted.set(row, AT_MS)
        takeAway(row)
      },
    },
  }
})
