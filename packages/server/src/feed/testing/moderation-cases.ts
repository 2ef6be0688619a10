/** What the contract of all feed stores says of moderation, and of reports. */
import { expect, test } from 'vitest'
import { IN_MEMORY } from '../../platform/platform.ts'
import { seeded } from '../../base/random.ts'
import type { FeedStore, Sight } from '../feed-store.ts'
import type { Outcome } from '../feed-write.ts'
import type { ModerationOutcome, ModerationWrite } from '../moderation-rules.ts'
import type { ProfileRow, Said } from '../rows.ts'
import { testId, WORLD } from './small-world.ts'
import type { Wanted } from './wanted.ts'

export interface ModerationStage {
  readonly store: () => FeedStore
  readonly all: (...writes: Wanted[]) => Promise<Outcome[]>
  readonly ada: ProfileRow
  readonly bob: ProfileRow
  readonly cy: ProfileRow
}

type WantedModeration = ModerationWrite extends infer One ? One extends ModerationWrite ? Omit<One, 'worldId' | 'atMs'> : never : never

const label = { generator: 'rehearsal', turnId: null }
const post = (n: number, actorId: string, text: string): Wanted => ({ kind: 'create-post', id: testId(2, n), actorId, title: null, text, ...label })
const answer = (n: number, actorId: string, on: number, text: string, replyTo: number | null = null): Wanted =>
  ({ kind: 'comment', id: testId(3, n), actorId, postId: testId(2, on), replyTo: replyTo === null ? null : testId(3, replyTo), text, ...label })
const report = (n: number, actorId: string, on: Said, target: number): Wanted =>
  ({ kind: 'report', id: testId(4, n), actorId, on, targetId: testId(on === 'post' ? 2 : 3, target), reason: 'spam' })
const hide = (on: Said, n: number): WantedModeration => ({ kind: 'hide', on, targetId: testId(on === 'post' ? 2 : 3, n) })
const unhide = (on: Said, n: number): WantedModeration => ({ kind: 'unhide', on, targetId: testId(on === 'post' ? 2 : 3, n) })
const remove = (on: Said, n: number, erases: boolean): WantedModeration => ({ kind: 'delete', on, targetId: testId(on === 'post' ? 2 : 3, n), erases })

export function moderationCases({ store, all, ada, bob, cy }: ModerationStage): void {
  const moderate = (...writes: WantedModeration[]): Promise<ModerationOutcome[]> =>
    store().moderate(writes.map((write) => ({ ...write, worldId: WORLD, atMs: 50_000 }) as ModerationWrite), IN_MEMORY)
  const see = async (profileId: string): Promise<Sight[]> =>
    (await store().refresh([{ worldId: WORLD, profileId, recommender: 'recent', limit: 9, nowMs: 60_000, random: seeded(1) }], IN_MEMORY))[0] ?? []
  const texts = async (profileId: string) => (await see(profileId)).map((sight) => sight.post.text)
  const counts = async (id: string) => (await store().profiles([id], IN_MEMORY)).get(id)

  test('a hidden post is out of sight, search, trends and counts, and comes back into all of them', async () => {
    await all(post(1, ada.id, 'Original'), { kind: 'quote', id: testId(2, 2), actorId: bob.id, postId: testId(2, 1), text: 'Look at #this', ...label })
    expect(await moderate(hide('post', 2))).toEqual([{ kind: 'done', madeId: null }])
    expect(await texts(cy.id)).toEqual(['Original'])
    expect((await see(cy.id))[0]?.post.quotes).toBe(0)
    expect(await counts(bob.id)).toMatchObject({ posts: 0 })
    expect(await store().searchPosts(WORLD, 'look', 5, IN_MEMORY)).toEqual([])
    expect(await store().tags(WORLD, 0, 5, IN_MEMORY)).toEqual([])
    expect(await store().look(WORLD, cy.id, [testId(2, 2)], IN_MEMORY)).toEqual([])
    await moderate(unhide('post', 2))
    expect(await texts(cy.id)).toEqual(['Look at #this', 'Original'])
    expect((await see(cy.id))[1]?.post.quotes).toBe(1)
    expect(await counts(bob.id)).toMatchObject({ posts: 1 })
    expect(await store().tags(WORLD, 0, 5, IN_MEMORY)).toEqual([{ tag: 'this', posts: 1 }])
  })

  test('a hidden comment leaves its post, what it answers and its author; its answers stay', async () => {
    await all(post(1, ada.id, 'Hello'), answer(1, bob.id, 1, 'One'), answer(2, cy.id, 1, 'Two', 1), answer(3, bob.id, 1, 'Three', 2))
    await moderate(hide('comment', 2))
    const [sight] = await see(cy.id)
    expect(sight?.post.comments).toBe(2)
    expect(sight?.comments.map((comment) => [comment.text, comment.replies])).toEqual([['One', 0], ['Three', 0]])
    expect(await counts(cy.id)).toMatchObject({ comments: 0 })
    await moderate(unhide('comment', 2))
    expect((await see(cy.id))[0]?.comments.map((comment) => [comment.text, comment.replies])).toEqual([['One', 1], ['Two', 1], ['Three', 0]])
  })

  test('nobody acts on what is hidden or deleted', async () => {
    await all(post(1, ada.id, 'x'), answer(1, ada.id, 1, 'y'))
    await moderate(hide('comment', 1), hide('post', 1))
    const outcomes = await all({ kind: 'react', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'like' }, answer(2, bob.id, 1, 'z'), report(1, bob.id, 'comment', 1))
    expect(outcomes.map((outcome) => outcome.kind === 'refused' && outcome.code)).toEqual(['post-gone', 'post-gone', 'comment-gone'])
  })

  test('deleting leaves a place; with its words erased nothing finds it by them', async () => {
    await all(post(1, ada.id, 'Kept #words'), post(2, ada.id, 'Erased #words for @bob'), answer(1, bob.id, 2, 'Erased too'))
    await moderate(remove('post', 1, false), remove('comment', 1, true), remove('post', 2, true))
    expect(await texts(cy.id)).toEqual([])
    expect(await counts(ada.id)).toMatchObject({ posts: 0 })
    expect((await store().comments([testId(3, 1)], IN_MEMORY)).get(testId(3, 1))).toMatchObject({ text: '', deletedMs: 50_000, authorId: bob.id })
  })

  test('deleting what is hidden counts it out once', async () => {
    await all(post(1, ada.id, 'x'))
    await moderate(hide('post', 1), remove('post', 1, false))
    expect(await counts(ada.id)).toMatchObject({ posts: 0 })
  })

  test('what its author takes away and what a moderator does leave the same behind', async () => {
    const quote = (n: number, actorId: string): Wanted => ({ kind: 'quote', id: testId(2, n), actorId, postId: testId(2, 1), text: 'Look at #this', ...label })
    await all(post(1, ada.id, 'Original'), quote(2, bob.id), quote(3, cy.id), answer(1, bob.id, 1, 'One'), answer(2, cy.id, 1, 'Two'), answer(3, ada.id, 1, 'Three', 1), answer(4, ada.id, 1, 'Four', 2))
    await all({ kind: 'delete-post', actorId: bob.id, postId: testId(2, 2) }, { kind: 'delete-comment', actorId: bob.id, commentId: testId(3, 1) })
    await moderate(remove('post', 3, false), remove('comment', 2, false))
    expect((await see(ada.id)).map(({ post: seen, comments }) => [seen.text, seen.quotes, seen.comments, comments.map(({ text }) => text)])).toEqual([])
    const [sight] = await see(bob.id)
    expect([sight?.post.quotes, sight?.post.comments, sight?.comments.map(({ text, parentId }) => [text, parentId])]).toEqual([0, 2, [['Three', testId(3, 1)], ['Four', testId(3, 2)]]])
    const [bobs, cys] = [await counts(bob.id), await counts(cy.id)]
    expect([bobs?.posts, bobs?.comments]).toEqual([cys?.posts, cys?.comments])
    const rows = await store().comments([testId(3, 1), testId(3, 2)], IN_MEMORY)
    const left = (n: number) => ({ ...rows.get(testId(3, n)), id: '', authorId: '', text: '', createdMs: 0, deletedMs: rows.get(testId(3, n))?.deletedMs != null })
    expect(left(1)).toEqual(left(2))
    expect(await store().tags(WORLD, 0, 5, IN_MEMORY)).toEqual([])
    // Neither can be taken away again, nor shown.
    expect((await moderate(remove('post', 2, true), unhide('comment', 1))).map((outcome) => outcome.kind === 'refused' && outcome.code)).toEqual(['already-deleted', 'already-deleted'])
    expect((await all({ kind: 'delete-post', actorId: cy.id, postId: testId(2, 3) }))[0]).toMatchObject({ code: 'post-gone' })
  })

  test('what was reposted and deleted may be reposted again; what was hidden may not', async () => {
    const pass = (n: number): Wanted => ({ kind: 'repost', id: testId(2, n), actorId: bob.id, postId: testId(2, 1), ...label })
    await all(post(1, ada.id, 'x'), pass(2))
    await moderate(hide('post', 2))
    expect((await all(pass(3)))[0]).toMatchObject({ kind: 'refused', code: 'already-reposted' })
    await moderate(remove('post', 2, false))
    expect((await all(pass(3)))[0]).toMatchObject({ kind: 'done' })
    expect((await see(cy.id))[0]?.post.reposts).toBe(1)
  })

  test('a suspension takes a member and all they said out of sight, moves no counter, and is lifted whole', async () => {
    await all(post(1, bob.id, 'By bob'), post(2, ada.id, 'By ada'), answer(1, bob.id, 2, 'Bob again'), { kind: 'follow', actorId: cy.id, profileId: bob.id })
    await moderate({ kind: 'suspend', profileId: bob.id })
    expect(await texts(cy.id)).toEqual(['By ada'])
    expect((await see(cy.id))[0]).toMatchObject({ comments: [], post: { comments: 1 } })
    expect(await store().searchProfiles(WORLD, 'bob', 5, IN_MEMORY)).toEqual([])
    expect((await all(post(3, bob.id, 'Still here?')))[0]).toMatchObject({ kind: 'refused', code: 'suspended' })
    expect(await counts(bob.id)).toMatchObject({ posts: 1, comments: 1, followers: 1, suspendedMs: 50_000 })
    await moderate({ kind: 'unsuspend', profileId: bob.id })
    expect(await texts(cy.id)).toEqual(['By ada', 'By bob'])
    expect(await counts(bob.id)).toMatchObject({ suspendedMs: null })
  })

  test.each<[string, string, WantedModeration[]]>([
    ['hiding twice', 'already-hidden', [hide('post', 1), hide('post', 1)]],
    ['showing what is shown', 'not-hidden', [unhide('comment', 1)]],
    ['hiding what was deleted', 'already-deleted', [remove('post', 1, true), hide('post', 1)]],
    ['hiding nothing', 'post-missing', [hide('post', 9)]],
    ['hiding no comment', 'comment-missing', [hide('comment', 9)]],
    ['suspending twice', 'already-suspended', [{ kind: 'suspend', profileId: ada.id }, { kind: 'suspend', profileId: ada.id }]],
    ['lifting what is none', 'not-suspended', [{ kind: 'unsuspend', profileId: ada.id }]],
    ['suspending nobody', 'profile-missing', [{ kind: 'suspend', profileId: testId(1, 99) }]],
  ])('refuses %s, alone', async (_what, code, writes) => {
    await all(post(1, ada.id, 'x'), answer(1, bob.id, 1, 'y'), post(2, ada.id, 'z'))
    const outcomes = await moderate(...writes, hide('post', 2))
    expect(outcomes.at(-2)).toMatchObject({ kind: 'refused', code })
    expect(outcomes.at(-1)).toEqual({ kind: 'done', madeId: null })
  })

  test('posts and comments are reported, each once by each member, never by their author', async () => {
    await all(post(1, ada.id, 'x'), answer(1, bob.id, 1, 'y'))
    const outcomes = await all(report(1, bob.id, 'post', 1), report(2, ada.id, 'comment', 1), report(3, ada.id, 'comment', 1), report(4, bob.id, 'comment', 1), report(5, cy.id, 'comment', 9))
    expect(outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.code : 'done'))).toEqual(['done', 'done', 'already-reported', 'own-words', 'comment-missing'])
  })
}
