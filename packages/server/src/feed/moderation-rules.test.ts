/** The rules of moderation by themselves: whatever is done in whatever order, counts tell what stands. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import type { FeedMaps } from './feed-maps.ts'
import { MemoryFeedStore } from './memory-feed-store.ts'
import { isVisible } from './rows.ts'
import { castOf, tellModeration, tellStory } from './testing/story.ts'

const MEMBERS = 6

/** Counted anew from the rows. */
function recount(maps: FeedMaps): Map<string, Record<string, number>> {
  const counts = new Map<string, Record<string, number>>()
  const up = (id: string, counter: string): void => {
    const row = counts.get(id) ?? {}
    row[counter] = (row[counter] ?? 0) + 1
    counts.set(id, row)
  }
  for (const post of maps.posts.values()) {
    if (!isVisible(post)) continue
    up(post.authorId, 'posts')
    if (post.groupId !== null) up(post.groupId, 'posts')
    if (post.referencedId !== null) up(post.referencedId, post.kind === 'quote' ? 'quotes' : 'reposts')
  }
  for (const comment of maps.comments.values()) {
    if (!isVisible(comment)) continue
    up(comment.authorId, 'comments')
    up(comment.postId, 'comments')
    if (comment.parentId !== null) up(comment.parentId, 'replies')
  }
  return counts
}

test('counts tell what stands, whatever was hidden, shown again, deleted or suspended', async () => {
  await fc.assert(fc.asyncProperty(fc.string(), fc.integer({ min: 20, max: 300 }), async (seed, steps) => {
    const store = new MemoryFeedStore()
    await store.addProfiles(castOf(MEMBERS))
    const random = seeded(seed)
    for (const write of tellStory(random, MEMBERS, steps)) {
      await store.apply([write])
      await store.moderate(tellModeration(random, MEMBERS, store.state.posts.size, store.state.comments.size, write.atMs))
    }
    const { posts, comments, profiles, groups } = store.state
    const counted = recount(store.state)
    const of = (id: string, counter: string): number => counted.get(id)?.[counter] ?? 0
    for (const { id, comments: answers, quotes, reposts } of posts.values()) expect([id, answers, quotes, reposts]).toEqual([id, of(id, 'comments'), of(id, 'quotes'), of(id, 'reposts')])
    for (const { id, replies } of comments.values()) expect([id, replies]).toEqual([id, of(id, 'replies')])
    for (const { id, posts: said, comments: answered } of profiles.values()) expect([id, said, answered]).toEqual([id, of(id, 'posts'), of(id, 'comments')])
    for (const { id, posts: said } of groups.values()) expect([id, said]).toEqual([id, of(id, 'posts')])
  }), { numRuns: 30 })
})
