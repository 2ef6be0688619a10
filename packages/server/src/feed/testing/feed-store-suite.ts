/** The contract every feed store keeps. Each implementation runs this suite; a skip would have to say why. */
import { beforeEach, describe, expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import type { RecommenderName } from '@troupe/contract'
import { IN_MEMORY } from '../../platform/platform.ts'
import type { FeedStore } from '../feed-store.ts'
import type { FeedWrite, Outcome } from '../feed-write.ts'
import { groupCases } from './group-cases.ts'
import { moderationCases } from './moderation-cases.ts'
import { ownWordsCases } from './own-words-cases.ts'
import { member, testId, WORLD } from './small-world.ts'
import type { Wanted } from './wanted.ts'

export function feedStoreSuite(name: string, makeStore: () => Promise<FeedStore>): void {
  const ada = member(1, 'ada')
  const bob = member(2, 'bob')
  const cy = member(3, 'cyd')
  const label = { generator: 'rehearsal', turnId: null }

  describe(`${name} keeps the feed's contract`, () => {
    let store: FeedStore
    let now: number

    beforeEach(async () => {
      store = await makeStore()
      now = 10_000
      await store.addProfiles([ada, bob, cy], IN_MEMORY)
    })

    async function all(...writes: Wanted[]): Promise<Outcome[]> {
      return store.apply(writes.map((write) => ({ ...write, worldId: WORLD, atMs: (now += 1_000) }) as FeedWrite), IN_MEMORY)
    }
    const post = (n: number, actorId: string, text: string): Wanted => ({ kind: 'create-post', id: testId(2, n), actorId, title: null, text, ...label })
    const answer = (n: number, actorId: string, on: number, text: string, replyTo: number | null = null): Wanted =>
      ({ kind: 'comment', id: testId(3, n), actorId, postId: testId(2, on), replyTo: replyTo === null ? null : testId(3, replyTo), text, ...label })
    const like = (actorId: string, on: number): Wanted => ({ kind: 'react', actorId, on: 'post', targetId: testId(2, on), reaction: 'like' })
    const see = async (profileId: string, recommender: RecommenderName = 'recent', limit = 5) => {
      const [sights = []] = await store.refresh([{ worldId: WORLD, profileId, recommender, limit, nowMs: now, random: seeded(1) }], IN_MEMORY)
      return sights
    }
    const counts = async (id: string) => (await store.profiles([id], IN_MEMORY)).get(id)

    test('shows others the newest posts first, with hashtags and mentions read', async () => {
      await all(post(1, ada.id, 'First about #Bread'), post(2, bob.id, 'Second, @ada'), post(3, ada.id, 'Third'))
      const sights = await see(cy.id)
      expect(sights.map((sight) => sight.post.text)).toEqual(['Third', 'Second, @ada', 'First about #Bread'])
      expect(sights[2]?.post.hashtags).toEqual(['bread'])
      expect(sights[1]?.post.mentions).toEqual(['ada'])
      expect((await see(ada.id)).map((sight) => sight.post.authorId)).toEqual([bob.id])
    })

    test('counts what is done, and undoes it', async () => {
      await all(post(1, ada.id, 'Count me'), like(bob.id, 1), like(cy.id, 1), answer(1, bob.id, 1, 'One'), answer(2, cy.id, 1, 'Two', 1))
      const [sight] = await see(bob.id)
      expect(sight?.post).toMatchObject({ likes: 2, comments: 2 })
      expect(sight?.reaction).toBe(1)
      expect(sight?.comments.map((comment) => [comment.text, comment.replies])).toEqual([['One', 1], ['Two', 0]])
      expect(await counts(ada.id)).toMatchObject({ posts: 1, likesReceived: 2 })
      await all({ kind: 'unreact', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'like' })
      expect((await see(bob.id))[0]).toMatchObject({ reaction: null, post: { likes: 1 } })
      expect(await counts(ada.id)).toMatchObject({ likesReceived: 1 })
    })

    test('a dislike replaces a like', async () => {
      await all(post(1, ada.id, 'Divisive'), like(bob.id, 1), { kind: 'react', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'dislike' })
      expect((await see(bob.id))[0]).toMatchObject({ reaction: -1, post: { likes: 0, dislikes: 1 } })
      expect(await counts(ada.id)).toMatchObject({ likesReceived: 0 })
    })

    test.each<[string, string, (w: { post: typeof post; like: typeof like; answer: typeof answer }) => Wanted[]]>([
      ['a second like', 'already-liked', () => [post(1, ada.id, 'x'), like(bob.id, 1), like(bob.id, 1)]],
      ['a like of one\'s own post', 'own-words', () => [post(1, ada.id, 'x'), like(ada.id, 1)]],
      ['a like of nothing', 'post-missing', () => [like(ada.id, 9)]],
      ['an undo of what was not done', 'not-liked', () => [post(1, ada.id, 'x'), { kind: 'unreact', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'like' }]],
      ['following oneself', 'self', () => [{ kind: 'follow', actorId: ada.id, profileId: ada.id }]],
      ['following twice', 'already-followed', () => [{ kind: 'follow', actorId: ada.id, profileId: bob.id }, { kind: 'follow', actorId: ada.id, profileId: bob.id }]],
      ['unfollowing a stranger', 'not-followed', () => [{ kind: 'unfollow', actorId: ada.id, profileId: bob.id }]],
      ['muting twice', 'already-muted', () => [{ kind: 'mute', actorId: ada.id, profileId: bob.id }, { kind: 'mute', actorId: ada.id, profileId: bob.id }]],
      ['an empty post', 'empty', () => [post(1, ada.id, '  \u0000 ')]],
      ['a post too long', 'too-long', () => [post(1, ada.id, 'x'.repeat(1001))]],
      ['a reply to a comment elsewhere', 'comment-elsewhere', () => [post(1, ada.id, 'x'), post(2, ada.id, 'y'), answer(1, bob.id, 1, 'z'), answer(2, bob.id, 2, 'z', 1)]],
      ['a second repost', 'already-reposted', () => [post(1, ada.id, 'x'), { kind: 'repost', id: testId(2, 2), actorId: bob.id, postId: testId(2, 1), ...label }, { kind: 'repost', id: testId(2, 3), actorId: bob.id, postId: testId(2, 1), ...label }]],
      ['a second report', 'already-reported', () => [post(1, ada.id, 'x'), { kind: 'report', id: testId(4, 1), actorId: bob.id, on: 'post', targetId: testId(2, 1), reason: 'spam' }, { kind: 'report', id: testId(4, 2), actorId: bob.id, on: 'post', targetId: testId(2, 1), reason: 'spam' }]],
      ['a stranger to this world', 'no-profile', () => [post(1, testId(1, 99), 'x')]],
      ['a bio too long', 'too-long', () => [{ kind: 'update-bio', actorId: ada.id, bio: 'x'.repeat(201) }]],
    ])('refuses %s, alone', async (_what, code, writes) => {
      const outcomes = await all(...writes({ post, like, answer }), post(50, cy.id, 'still fine'))
      expect(outcomes.at(-2)).toMatchObject({ kind: 'refused', code })
      expect(outcomes.at(-1)).toMatchObject({ kind: 'done' })
    })

    test('a refusal changes nothing, whether in one batch or the next', async () => {
      await all(post(1, ada.id, 'x'), like(bob.id, 1), like(bob.id, 1))
      await all(like(bob.id, 1))
      expect((await see(bob.id))[0]?.post.likes).toBe(1)
    })

    test('never shows the muted: neither posts nor comments nor notices', async () => {
      await all(post(1, ada.id, 'by ada'), post(2, bob.id, 'by bob'), answer(1, bob.id, 1, 'by bob too'), { kind: 'mute', actorId: cy.id, profileId: bob.id })
      const sights = await see(cy.id)
      expect(sights.map((sight) => sight.post.text)).toEqual(['by ada'])
      expect(sights[0]?.comments).toEqual([])
      await all(post(3, bob.id, 'hey @cyd'))
      expect(await store.notices([{ profileId: cy.id, sinceMs: 0, limit: 5 }], IN_MEMORY)).toEqual([[]])
      await all({ kind: 'unmute', actorId: cy.id, profileId: bob.id })
      expect((await see(cy.id)).map((sight) => sight.post.text)).toContain('by bob')
    })

    test('tells whom a text addresses, once, and never oneself', async () => {
      await all(post(1, ada.id, 'Hello'), answer(1, bob.id, 1, 'Hm @ada @cyd'), answer(2, ada.id, 1, 'What?', 1), { kind: 'quote', id: testId(2, 2), actorId: cy.id, postId: testId(2, 1), text: 'Look, @ada', ...label })
      const [forAda = [], forBob = [], forCy = []] = await store.notices([ada, bob, cy].map(({ id }) => ({ profileId: id, sinceMs: 0, limit: 9 })), IN_MEMORY)
      expect(forAda.map((notice) => [notice.kind, notice.actorId])).toEqual([['quote', cy.id], ['reply', bob.id]])
      expect(forBob.map((notice) => notice.kind)).toEqual(['reply'])
      expect(forCy.map((notice) => notice.kind)).toEqual(['mention'])
    })

    test('recommenders: popular by talk, followed by whom, random by chance; each says why', async () => {
      await all(post(1, ada.id, 'quiet'), post(2, bob.id, 'talked of'), like(ada.id, 2), answer(1, ada.id, 2, 'yes'), post(3, ada.id, 'newest'))
      expect((await see(cy.id, 'popular'))[0]?.post.text).toBe('talked of')
      await all({ kind: 'follow', actorId: cy.id, profileId: bob.id })
      const followed = await see(cy.id, 'followed')
      expect(followed.map((sight) => sight.post.text)).toEqual(['talked of', 'newest', 'quiet'])
      expect(followed[0]).toMatchObject({ why: 'by somebody you follow', followsAuthor: true })
      const random = await see(cy.id, 'random', 2)
      expect(random).toHaveLength(2)
      expect(random.every((sight) => sight.why === 'drawn at random')).toBe(true)
    })

    test('quotes and reposts count on what they pass on', async () => {
      await all(post(1, ada.id, 'Original'), { kind: 'quote', id: testId(2, 2), actorId: bob.id, postId: testId(2, 1), text: 'This.', ...label }, { kind: 'repost', id: testId(2, 3), actorId: cy.id, postId: testId(2, 1), ...label })
      const sights = await see(cy.id)
      expect(sights.find((sight) => sight.post.text === 'Original')?.post).toMatchObject({ quotes: 1, reposts: 1 })
      expect(sights.find((sight) => sight.post.text === 'This.')?.referenced?.text).toBe('Original')
    })

    test('finds posts by all their words and people by name or bio', async () => {
      await all(post(1, ada.id, 'The roundabout is late'), post(2, bob.id, 'The bakery queue is late'), { kind: 'update-bio', actorId: cy.id, bio: 'Geese 100%' })
      expect((await store.searchPosts(WORLD, 'LATE roundabout', 5, IN_MEMORY)).map((found) => found.id)).toEqual([testId(2, 1)])
      expect(await store.searchPosts(WORLD, '!!', 5, IN_MEMORY)).toEqual([])
      expect((await store.searchProfiles(WORLD, '100%', 5, IN_MEMORY)).map((found) => found.username)).toEqual(['cyd'])
      expect((await store.searchProfiles(WORLD, '@AD', 5, IN_MEMORY)).map((found) => found.username)).toEqual(['ada'])
    })

    test('counts hashtags since a moment', async () => {
      await all(post(1, ada.id, '#goose #bread'), post(2, bob.id, '#goose'), post(3, bob.id, '#Goose #apple'))
      expect(await store.tags(WORLD, 0, 5, IN_MEMORY)).toEqual([{ tag: 'goose', posts: 3 }, { tag: 'apple', posts: 1 }, { tag: 'bread', posts: 1 }])
      expect(await store.tags(WORLD, now, 5, IN_MEMORY)).toEqual([{ tag: 'apple', posts: 1 }, { tag: 'goose', posts: 1 }])
    })

    describe('moderation', () => {
      moderationCases({ store: () => store, all, ada, bob, cy })
    })

    describe('one\'s own words', () => {
      ownWordsCases({ store: () => store, all, ada, bob, cy })
    })

    describe('groups', () => {
      groupCases({ store: () => store, all, ada, bob, cy })
    })
  })
}
