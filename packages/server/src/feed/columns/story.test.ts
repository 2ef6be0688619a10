/** The same random story told to maps and to columns: each outcome, each row and each look comes out alike. */
import { recommenderSchema } from '@troupe/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import type { RefreshQuery } from '../feed-store.ts'
import { MemoryFeedStore } from '../memory-feed-store.ts'
import { WORLD } from '../testing/small-world.ts'
import { castOf, tellModeration, tellStory } from '../testing/story.ts'
import { ColumnFeedStore } from './column-feed-store.ts'

const MEMBERS = 9

/** Compares as it goes; returns how much was compared, and which kinds of acts were done. */
async function told(seed: string, steps: number, looksEvery: number): Promise<{ readonly kept: number; readonly done: ReadonlySet<string> }> {
  const [maps, columns] = [new MemoryFeedStore(), new ColumnFeedStore()]
  const members = castOf(MEMBERS)
  for (const store of [maps, columns]) await store.addProfiles(members)
  const random = seeded(seed)
  const story = tellStory(random, MEMBERS, steps)
  const done = new Set<string>()
  for (let at = 0; at < story.length; at += looksEvery) {
    const batch = story.slice(at, at + looksEvery)
    const outcomes = await columns.apply(batch)
    expect(outcomes).toEqual(await maps.apply(batch))
    const acts = tellModeration(random, MEMBERS, maps.state.posts.size, maps.state.comments.size, batch.at(-1)?.atMs ?? 0)
    expect(await columns.moderate(acts)).toEqual(await maps.moderate(acts))
    for (const [place, outcome] of outcomes.entries()) if (outcome.kind === 'done') done.add(batch[place]?.kind ?? '')
    const nowMs = (batch.at(-1)?.atMs ?? 0) + (at % 3) * 1_000_000
    for (const recommender of recommenderSchema.options) {
      const queries = (): RefreshQuery[] => members.map(({ id }) => ({ worldId: WORLD, profileId: id, recommender, limit: 7, nowMs, random: seeded(`${id} ${at}`) }))
      expect(await columns.refresh(queries())).toEqual(await maps.refresh(queries()))
    }
    const since = members.map(({ id }) => ({ profileId: id, sinceMs: nowMs / 2, limit: 20 }))
    expect(await columns.notices(since)).toEqual(await maps.notices(since))
  }
  const everybody = members.map(({ id }) => id)
  expect(await columns.profiles(everybody)).toEqual(await maps.profiles(everybody))
  const comments = [...maps.state.comments.keys()]
  expect(await columns.comments(comments)).toEqual(await maps.comments(comments))
  const posts = [...maps.state.posts.keys()]
  for (const viewer of everybody) expect(await columns.look(WORLD, viewer, posts)).toEqual(await maps.look(WORLD, viewer, posts))
  expect(await columns.tags(WORLD, 0, 10)).toEqual(await maps.tags(WORLD, 0, 10))
  expect(await columns.searchPosts(WORLD, 'goose late', 20)).toEqual(await maps.searchPosts(WORLD, 'goose late', 20))
  expect(await columns.searchProfiles(WORLD, 'member', 20)).toEqual(await maps.searchProfiles(WORLD, 'member', 20))
  for (const viewer of everybody) {
    expect(await columns.followedPosts(WORLD, viewer, 20)).toEqual(await maps.followedPosts(WORLD, viewer, 20))
    expect(await columns.recentPosts(WORLD, viewer, 0, 20)).toEqual(await maps.recentPosts(WORLD, viewer, 0, 20))
  }
  for (const profileId of everybody) {
    for (const query of [null, 'geese', 'e 1']) {
      for (const own of [false, true]) {
        const asked = { worldId: WORLD, profileId, query, own, limit: 6 }
        expect(await columns.groups(asked)).toEqual(await maps.groups(asked))
      }
    }
    for (const groupId of maps.state.groups.keys()) expect(await columns.groupPosts(WORLD, profileId, groupId, 9)).toEqual(await maps.groupPosts(WORLD, profileId, groupId, 9))
  }
  expect(columns.state.groups.membership.size).toBe(maps.state.memberships.size)
  expect(columns.state.postReactions.size + columns.state.commentReactions.size).toBe(maps.state.reactions.size)
  expect(columns.state.followed.size).toBe(maps.state.followed.size)
  return { kept: posts.length + comments.length, done }
}

test('10,000 steps', async () => {
  const { kept, done } = await told('a long story', 10_000, 500)
  expect(kept).toBeGreaterThan(600)
  expect([...done].sort()).toEqual([
    'comment', 'create-group', 'create-post', 'delete-comment', 'delete-post', 'edit-comment', 'edit-post', 'follow', 'join-group', 'leave-group', 'mute', 'post-to-group', 'quote',
    'react', 'rename', 'report', 'repost', 'unfollow', 'unmute', 'unreact', 'update-bio',
  ])
})

test('any story', async () => {
  await fc.assert(fc.asyncProperty(fc.string(), fc.integer({ min: 1, max: 400 }), async (seed, steps) => {
    expect((await told(seed, steps, 40)).kept).toBeGreaterThanOrEqual(0)
  }), { numRuns: 25 })
})
