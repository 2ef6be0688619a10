/** Part of the feed stores' contract: changing and taking back one's own words, and what one is called. */
import { expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import type { FeedStore, Sight } from '../feed-store.ts'
import type { Outcome } from '../feed-write.ts'
import type { NoticeRow, ProfileRow } from '../rows.ts'
import { testId, WORLD } from './small-world.ts'
import type { Wanted } from './wanted.ts'

export interface OwnWordsStage {
  readonly store: () => FeedStore
  readonly all: (...writes: Wanted[]) => Promise<Outcome[]>
  readonly ada: ProfileRow
  readonly bob: ProfileRow
  readonly cy: ProfileRow
}

export function ownWordsCases({ store, all, ada, bob, cy }: OwnWordsStage): void {
  const own = { generator: null, turnId: null }
  const post = (n: number, actorId: string, text: string): Wanted => ({ kind: 'create-post', id: testId(2, n), actorId, title: null, text, ...own })
  const answer = (n: number, actorId: string, on: number, text: string, replyTo: number | null = null): Wanted =>
    ({ kind: 'comment', id: testId(3, n), actorId, postId: testId(2, on), replyTo: replyTo === null ? null : testId(3, replyTo), text, ...own })
  const edit = (n: number, actorId: string, text: string, title: string | null = null): Wanted => ({ kind: 'edit-post', actorId, postId: testId(2, n), title, text })
  const take = (n: number, actorId: string): Wanted => ({ kind: 'delete-post', actorId, postId: testId(2, n) })
  const see = async (profileId: string): Promise<Sight[]> => {
    const [sights = []] = await store().refresh([{ worldId: WORLD, profileId, recommender: 'recent', limit: 9, nowMs: 1_000_000, random: seeded(1) }], IN_MEMORY)
    return sights
  }
  const told = async (profileId: string): Promise<NoticeRow[]> => (await store().notices([{ profileId, sinceMs: 0, limit: 9 }], IN_MEMORY))[0] ?? []
  const counts = async (id: string) => (await store().profiles([id], IN_MEMORY)).get(id)

  test('an edit is seen, marked, and read anew', async () => {
    await all(post(1, ada.id, 'About #bread and @bob'))
    expect((await see(cy.id))[0]?.post.editedMs).toBeNull()
    await all(edit(1, ada.id, 'About #geese and @cyd', 'News'))
    const [sight] = await see(cy.id)
    expect(sight?.post).toMatchObject({ title: 'News', text: 'About #geese and @cyd', hashtags: ['geese'], mentions: ['cyd'] })
    expect(sight?.post.editedMs).toBeGreaterThan(sight?.post.createdMs ?? 0)
    expect(await store().tags(WORLD, 0, 5, IN_MEMORY)).toEqual([{ tag: 'geese', posts: 1 }])
    expect(await store().searchPosts(WORLD, 'bread', 5, IN_MEMORY)).toEqual([])
    expect(await store().searchPosts(WORLD, 'news geese', 5, IN_MEMORY)).toHaveLength(1)
  })

  test('whoever an edit names for the first time is told, once, and nobody again', async () => {
    await all(post(1, ada.id, 'Hello @bob'), edit(1, ada.id, 'Hello @bob and @cyd'), edit(1, ada.id, 'Hello'))
    await all(edit(1, ada.id, 'Hello @cyd @bob'))
    expect((await told(cy.id)).map((notice) => notice.kind)).toEqual(['mention'])
    expect(await told(bob.id)).toHaveLength(1)
    await all(answer(1, bob.id, 1, 'Hm'), { kind: 'edit-comment', actorId: bob.id, commentId: testId(3, 1), text: 'Hm, @cyd' })
    expect((await told(cy.id)).map((notice) => notice.commentId)).toEqual([testId(3, 1), null])
  })

  test('the same words again are no edit', async () => {
    await all(post(1, ada.id, 'Same'), edit(1, ada.id, ' Same '))
    expect((await see(cy.id))[0]?.post.editedMs).toBeNull()
  })

  test('a deleted post is gone from sight and from all counts it stood in', async () => {
    await all(
      post(1, ada.id, 'Original'), { kind: 'quote', id: testId(2, 2), actorId: bob.id, postId: testId(2, 1), text: 'This #one', ...own },
      { kind: 'repost', id: testId(2, 3), actorId: cy.id, postId: testId(2, 1), ...own }, take(2, bob.id), take(3, cy.id),
    )
    const sights = await see(ada.id)
    expect(sights).toEqual([])
    expect((await see(cy.id))[0]?.post).toMatchObject({ quotes: 0, reposts: 0 })
    expect(await counts(bob.id)).toMatchObject({ posts: 0 })
    expect(await store().tags(WORLD, 0, 5, IN_MEMORY)).toEqual([])
    expect(await told(ada.id)).toEqual([])
    const again = await all({ kind: 'repost', id: testId(2, 4), actorId: cy.id, postId: testId(2, 1), ...own })
    expect(again).toEqual([{ kind: 'done', madeId: testId(2, 4) }])
  })

  test('a post taken out of a group leaves its count', async () => {
    await all(
      { kind: 'create-group', id: testId(5, 1), actorId: ada.id, name: 'Geese', description: '', ...own },
      { kind: 'post-to-group', id: testId(2, 1), groupId: testId(5, 1), actorId: ada.id, title: null, text: 'Honk', ...own },
    )
    await all(take(1, ada.id))
    const [sight] = await store().groups({ worldId: WORLD, profileId: ada.id, query: null, own: false, limit: 5 }, IN_MEMORY)
    expect(sight?.group).toMatchObject({ posts: 0, members: 1 })
  })

  test('a deleted comment leaves its answers where they are', async () => {
    await all(post(1, ada.id, 'Talk'), answer(1, bob.id, 1, 'One'), answer(2, cy.id, 1, 'Two', 1), answer(3, bob.id, 1, 'Three', 2))
    await all({ kind: 'delete-comment', actorId: cy.id, commentId: testId(3, 2) })
    const [sight] = await see(bob.id)
    expect(sight?.post.comments).toBe(2)
    expect(sight?.comments.map((comment) => [comment.text, comment.replies, comment.parentId])).toEqual([['One', 0, null], ['Three', 0, testId(3, 2)]])
    expect(await counts(cy.id)).toMatchObject({ comments: 0 })
    expect(await told(bob.id)).toEqual([])
  })

  test('what one goes by can be changed, and a bio left empty', async () => {
    await all({ kind: 'rename', actorId: bob.id, displayName: '  Robert \n the  Third ' }, { kind: 'update-bio', actorId: bob.id, bio: '' })
    expect(await counts(bob.id)).toMatchObject({ displayName: 'Robert the Third', bio: '', username: 'bob' })
    expect((await store().searchProfiles(WORLD, 'third', 5, IN_MEMORY)).map((found) => found.id)).toEqual([bob.id])
  })

  test.each<[string, string, () => Wanted[]]>([
    ['an edit of somebody else\'s post', 'not-own', () => [edit(1, bob.id, 'Mine')]],
    ['an edit of nothing', 'post-missing', () => [edit(9, ada.id, 'x')]],
    ['an edit to nothing', 'empty', () => [edit(1, ada.id, ' ')]],
    ['an edit too long', 'too-long', () => [edit(1, ada.id, 'x'.repeat(1_001))]],
    ['an edit of a repost', 'edit-of-repost', () => [{ kind: 'repost', id: testId(2, 2), actorId: bob.id, postId: testId(2, 1), ...own }, edit(2, bob.id, 'x')]],
    ['an edit of what is gone', 'post-gone', () => [take(1, ada.id), edit(1, ada.id, 'x')]],
    ['deleting somebody else\'s post', 'not-own', () => [take(1, bob.id)]],
    ['deleting twice', 'post-gone', () => [take(1, ada.id), take(1, ada.id)]],
    ['an edit of somebody else\'s comment', 'not-own', () => [answer(1, bob.id, 1, 'x'), { kind: 'edit-comment', actorId: ada.id, commentId: testId(3, 1), text: 'y' }]],
    ['deleting somebody else\'s comment', 'not-own', () => [answer(1, bob.id, 1, 'x'), { kind: 'delete-comment', actorId: ada.id, commentId: testId(3, 1) }]],
    ['a comment under what is gone', 'post-gone', () => [take(1, ada.id), answer(1, bob.id, 1, 'x')]],
    ['a name too long', 'too-long', () => [{ kind: 'rename', actorId: ada.id, displayName: 'x'.repeat(61) }]],
  ])('refuses %s', async (_what, code, writes) => {
    await all(post(1, ada.id, 'x'))
    expect((await all(...writes())).at(-1)).toMatchObject({ kind: 'refused', code })
  })
}
