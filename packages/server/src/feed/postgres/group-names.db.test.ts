/** Two batches at once that want the same name: one of them gets it, and neither fails. */
import { expect, test } from 'vitest'
import { IN_MEMORY } from '../../platform/platform.ts'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import type { FeedWrite } from '../feed-write.ts'
import { member, testId, WORLD } from '../testing/small-world.ts'
import { PostgresFeedStore } from './postgres-feed-store.ts'

const MEMBERS = 6

test('a name is given once, however many ask for it at the same time', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url, { connections: MEMBERS })
  const store = new PostgresFeedStore(connection.db)
  const members = Array.from({ length: MEMBERS }, (_, n) => member(n + 1, `member${n + 1}`))
  await store.addProfiles(members, IN_MEMORY)
  const make = (actorId: string, n: number): FeedWrite =>
    ({ kind: 'create-group', id: testId(5, n + 1), worldId: WORLD, actorId, atMs: 1_000 + n, name: n % 2 === 0 ? 'Geese' : 'geese', description: '', generator: null, turnId: null })
  const outcomes = await Promise.all(members.map(({ id }, n) => connection.db.transaction().execute(async (tx) => {
    const atEnd: (() => Promise<void>)[] = []
    const [outcome] = await store.apply([make(id, n)], { sql: tx, atEnd })
    for (const last of atEnd) await last()
    return outcome
  })))
  expect(outcomes.filter((outcome) => outcome?.kind === 'done')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome?.kind === 'refused' && outcome.code === 'group-name-taken')).toHaveLength(MEMBERS - 1)
  const [sight] = await store.groups({ worldId: WORLD, profileId: members[0]?.id ?? '', query: null, own: false, limit: 9 }, IN_MEMORY)
  expect(sight?.group.members).toBe(1)
})
