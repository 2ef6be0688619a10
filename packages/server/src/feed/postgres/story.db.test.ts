/** The same random story told to all three stores ends in the same state, whatever the batches it comes in, and looks alike on the way. */
import { recommenderSchema } from '@troupe/contract'
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { seeded } from '../../base/random.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import { connect, type Database } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { ColumnFeedStore } from '../columns/column-feed-store.ts'
import type { FeedMaps } from '../feed-maps.ts'
import { MemoryFeedStore } from '../memory-feed-store.ts'
import { WORLD } from '../testing/small-world.ts'
import { castOf, tellModeration, tellStory } from '../testing/story.ts'
import type { RefreshQuery } from '../feed-store.ts'
import { COMMENT_COLUMNS, GROUP_COLUMNS, POST_COLUMNS, PROFILE_COLUMNS } from './columns.ts'
import { PostgresFeedStore } from './postgres-feed-store.ts'

const MEMBERS = 9
/** Batches between looks. */
const LOOKS_EVERY = 20

test.each([[1, 12_000], [2, 3_000], [3, 3_000]])('seed %i, %i steps: memory, columns and PostgreSQL agree on every row, count, refusal and look', async (seed, steps) => {
  await using database = await testDatabase()
  await using connection = connect(database.url, { connections: 2 })
  const memory = new MemoryFeedStore()
  const postgres = new PostgresFeedStore(connection.db)
  const columns = new ColumnFeedStore()
  const members = castOf(MEMBERS)
  for (const store of [memory, postgres, columns]) await store.addProfiles(members, IN_MEMORY)

  const random = seeded(`story ${seed}`)
  const story = tellStory(random, MEMBERS, steps)
  const look = async (nowMs: number): Promise<void> => {
    for (const recommender of recommenderSchema.options) {
      const queries = (): RefreshQuery[] => members.map(({ id }) => ({ worldId: WORLD, profileId: id, recommender, limit: 7, nowMs, random: seeded(`${id} ${nowMs}`) }))
      const seen = await memory.refresh(queries())
      expect(await postgres.refresh(queries(), IN_MEMORY)).toEqual(seen)
      expect(await columns.refresh(queries())).toEqual(seen)
      for (const { why } of seen.flat()) reasons.add(`${recommender}: ${why.split(' ')[0]}`)
    }
  }
  const reasons = new Set<string>()
  let batches = 0
  for (let at = 0; at < story.length;) {
    const batch = story.slice(at, at + 1 + random.below(60))
    at += batch.length
    const outcomes = await memory.apply(batch)
    expect(await postgres.apply(batch, IN_MEMORY)).toEqual(outcomes)
    expect(await columns.apply(batch)).toEqual(outcomes)
    const acts = tellModeration(random, MEMBERS, memory.state.posts.size, memory.state.comments.size, batch.at(-1)?.atMs ?? 0)
    const decided = await memory.moderate(acts)
    expect(await postgres.moderate(acts, IN_MEMORY)).toEqual(decided)
    expect(await columns.moderate(acts)).toEqual(decided)
    if (batches++ % LOOKS_EVERY === 0) await look(batch.at(-1)?.atMs ?? 0)
  }

  expect(await rowsOf(connection.db)).toEqual(mapsOf(memory.state))
  await look(4_000_000)
  await sameGroups(memory, postgres, members.map(({ id }) => id))
  // The recommenders had their reasons, and did not only fill up with new posts.
  expect([...reasons].filter((reason) => /^(friends-of-friends: (somebody|\d+)|interest-match: on|bridging: liked)$/.test(reason)).length).toBeGreaterThanOrEqual(3)
  const since = members.map(({ id }) => ({ profileId: id, sinceMs: 2_000_000, limit: 20 }))
  expect(await postgres.notices(since, IN_MEMORY)).toEqual(await memory.notices(since))
  expect(await postgres.tags(WORLD, 0, 10, IN_MEMORY)).toEqual(await memory.tags(WORLD, 0, 10))
  expect(await postgres.searchPosts(WORLD, 'goose late', 20, IN_MEMORY)).toEqual(await memory.searchPosts(WORLD, 'goose late', 20))
})

async function sameGroups(memory: MemoryFeedStore, postgres: PostgresFeedStore, viewers: readonly string[]): Promise<void> {
  for (const profileId of viewers) {
    for (const query of [null, 'GEESE', 'e 1', '%']) {
      for (const own of [false, true]) {
        const asked = { worldId: WORLD, profileId, query, own, limit: 6 }
        expect(await postgres.groups(asked, IN_MEMORY)).toEqual(await memory.groups(asked))
      }
    }
    for (const groupId of memory.state.groups.keys()) expect(await postgres.groupPosts(WORLD, profileId, groupId, 9, IN_MEMORY)).toEqual(await memory.groupPosts(WORLD, profileId, groupId, 9))
  }
}

function mapsOf(state: FeedMaps): Record<string, unknown[]> {
  return {
    posts: [...state.posts.values()].sort(byId),
    comments: [...state.comments.values()].sort(byId),
    profiles: [...state.profiles.values()].sort(byId),
    reactions: [...state.reactions.values()].map((row) => `${row.profileId} ${row.targetId} ${row.on} ${row.reaction}`).sort(),
    follows: [...state.followed.keys()].sort(),
    mutes: [...state.muted.keys()].sort(),
    reports: [...state.reports.keys()].sort(),
    groups: [...state.groups.values()].sort(byId),
    members: [...state.memberships.keys()].sort(),
    notices: state.notices.map((row) => `${row.profileId} ${row.commentId ?? row.postId} ${row.kind} ${row.actorId}`).sort(),
  }
}

async function rowsOf(db: Database): Promise<Record<string, unknown[]>> {
  const words = async (query: ReturnType<typeof sql<{ words: string }>>): Promise<string[]> => (await query.execute(db)).rows.map((row) => row.words).sort()
  return {
    posts: (await sql`SELECT ${POST_COLUMNS} FROM posts p ORDER BY p.id`.execute(db)).rows,
    comments: (await sql`SELECT ${COMMENT_COLUMNS} FROM comments c ORDER BY c.id`.execute(db)).rows,
    profiles: (await sql`SELECT ${PROFILE_COLUMNS} FROM profiles m ORDER BY m.id`.execute(db)).rows,
    reactions: await words(sql`SELECT concat_ws(' ', profile_id, target_id, target_kind, value) AS words FROM reactions`),
    follows: await words(sql`SELECT concat_ws(' ', follower_id, followee_id) AS words FROM follows`),
    mutes: await words(sql`SELECT concat_ws(' ', muter_id, muted_id) AS words FROM mutes`),
    reports: await words(sql`SELECT concat_ws(' ', reporter_id, target_id) AS words FROM reports`),
    groups: (await sql`SELECT ${GROUP_COLUMNS} FROM groups g ORDER BY g.id`.execute(db)).rows,
    members: await words(sql`SELECT concat_ws(' ', group_id, profile_id) AS words FROM group_members`),
    notices: await words(sql`SELECT concat_ws(' ', profile_id, said_id, kind, actor_id) AS words FROM notices`),
  }
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}
