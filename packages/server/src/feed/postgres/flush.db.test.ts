/** What a batch writes back, and what it leaves alone. */
import { expect, test } from 'vitest'
import { IN_MEMORY } from '../../platform/platform.ts'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { member } from '../testing/small-world.ts'
import { BatchState } from './batch-state.ts'
import { flush } from './flush.ts'
import { PostgresFeedStore } from './postgres-feed-store.ts'

test('a bio that its owner changed while a batch was counting stays changed', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url)
  const { db } = connection
  const [ada, bob] = [member(1, 'ada'), member(2, 'bob')]
  await new PostgresFeedStore(db).addProfiles([ada, bob], IN_MEMORY)
  await db.transaction().execute(async (tx) => {
    const state = await BatchState.load(tx, [{ kind: 'follow', actorId: ada.id, profileId: bob.id, worldId: ada.worldId, atMs: 1 }])
    await db.updateTable('profiles').set({ bio: 'Written meanwhile' }).where('id', '=', bob.id).execute()
    state.countProfile(bob.id, 'followers', 1)
    state.setBio(ada.id, 'Her own words')
    await flush(tx, state)
    await state.counts.write(tx)
  })
  const rows = await db.selectFrom('profiles').select(['username', 'bio', 'follower_count']).orderBy('username').execute()
  expect(rows).toEqual([
    { username: 'ada', bio: 'Her own words', follower_count: 0 },
    { username: 'bob', bio: 'Written meanwhile', follower_count: 1 },
  ])
})
