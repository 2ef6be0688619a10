/** The rules' finer points; what each write does is in the stores' contract suite. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FeedWrite } from './feed-write.ts'
import { MemoryFeedStore } from './memory-feed-store.ts'
import { cleanText } from './clean-text.ts'
import { member, testId, WORLD } from './testing/small-world.ts'

describe('text as it is kept', () => {
  test.each([['  a\r\nb\t', 'a\nb'], ['a\0b\u0007\u001b[31mc\u007f', 'ab[31mc'], ['half \ud83e', 'half \ufffd'], ['🦢 é 你', '🦢 é 你'], ['\u0000 \n ', '']])('%j is kept as %j', (given, kept) => {
    expect(cleanText(given)).toBe(kept)
  })

  test('whatever it was, it can be stored, and cleaning it again changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const kept = cleanText(text)
      expect(kept.isWellFormed() && !kept.includes('\0')).toBe(true)
      expect(cleanText(kept)).toBe(kept)
    }))
  })
})

describe('who may not act', () => {
  const ada = member(1, 'ada')
  const base = { worldId: WORLD, atMs: 1_000, generator: null, turnId: null }
  const post = (n: number, actorId: string): FeedWrite => ({ ...base, kind: 'create-post', id: testId(2, n), actorId, title: null, text: 'Hm.' })

  test('the suspended do nothing, and are not followed', async () => {
    const store = new MemoryFeedStore()
    await store.addProfiles([ada, { ...member(2, 'bob'), suspendedMs: 5 }])
    expect(await store.apply([post(1, testId(1, 2)), { ...base, kind: 'follow', actorId: ada.id, profileId: testId(1, 2) }])).toMatchObject([{ code: 'suspended' }, { code: 'suspended' }])
  })

  test('nobody reaches into another world', async () => {
    const elsewhere = testId(9, 1)
    const store = new MemoryFeedStore()
    await store.addProfiles([ada, { ...member(2, 'bob'), worldId: elsewhere }])
    await store.apply([post(1, ada.id)])
    const reached = await store.apply([
      { ...base, worldId: elsewhere, kind: 'react', actorId: testId(1, 2), on: 'post', targetId: testId(2, 1), reaction: 'like' },
      { ...base, worldId: elsewhere, kind: 'follow', actorId: testId(1, 2), profileId: ada.id },
      { ...base, kind: 'follow', actorId: testId(1, 2), profileId: ada.id },
    ])
    expect(reached).toMatchObject([{ code: 'post-missing' }, { code: 'profile-missing' }, { code: 'no-profile' }])
  })

  test('a title of nothing is no title', async () => {
    const store = new MemoryFeedStore()
    await store.addProfiles([ada])
    await store.apply([{ ...base, kind: 'create-post', id: testId(2, 1), actorId: ada.id, title: ' \0 ', text: 'Hm.' }])
    expect(store.state.post(testId(2, 1))?.title).toBeNull()
  })
})

describe('what was hidden since', () => {
  const [ada, bob] = [member(1, 'ada'), member(2, 'bob')]
  const base = { worldId: WORLD, atMs: 1_000, generator: null, turnId: null }
  const hiddenPost = async (): Promise<MemoryFeedStore> => {
    const store = new MemoryFeedStore()
    await store.addProfiles([ada, bob])
    await store.apply([
      { ...base, kind: 'create-post', id: testId(2, 1), actorId: ada.id, title: null, text: 'Hm.' },
      { ...base, kind: 'react', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'like' },
    ])
    await store.moderate([{ worldId: WORLD, atMs: 2_000, kind: 'hide', on: 'post', targetId: testId(2, 1) }])
    return store
  }

  test('is liked no more and not edited, but a like can be taken back, and its author can delete it', async () => {
    const store = await hiddenPost()
    const outcomes = await store.apply([
      { ...base, kind: 'react', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'dislike' },
      { ...base, kind: 'edit-post', actorId: ada.id, postId: testId(2, 1), title: null, text: 'Better.' },
      { ...base, kind: 'unreact', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'like' },
      { ...base, kind: 'delete-post', actorId: ada.id, postId: testId(2, 1) },
      { ...base, kind: 'unreact', actorId: bob.id, on: 'post', targetId: testId(2, 1), reaction: 'like' },
    ])
    expect(outcomes.map((outcome) => (outcome.kind === 'done' ? 'done' : outcome.code))).toEqual(['post-gone', 'post-gone', 'done', 'done', 'post-gone'])
    expect(store.state.posts.get(testId(2, 1))).toMatchObject({ likes: 0, text: 'Hm.' })
    expect(store.state.profiles.get(ada.id)).toMatchObject({ posts: 0, likesReceived: 0 })
  })
})
