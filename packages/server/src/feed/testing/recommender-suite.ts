/** What every store shows by each recommender, on graphs made by hand: whose posts, in which order, and in which words. */
import { recommenderSchema, type RecommenderName } from '@troupe/contract'
import { beforeEach, describe, expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import type { FeedStore } from '../feed-store.ts'
import type { FeedWrite } from '../feed-write.ts'
import { REACTIONS_MOST } from '../recommend/bridging.ts'
import { FRIENDS_MOST } from '../recommend/friends-of-friends.ts'
import type { ProfileRow } from '../rows.ts'
import { member, testId, WORLD } from './small-world.ts'

/** What no member may do to another: each store in its own way. */
export interface Moderation {
  suspend(profileId: string, n: number): Promise<void>
  /** The `n`th post that was made, from 0. */
  hide(postId: string, n: number): Promise<void>
  delete(postId: string, n: number): Promise<void>
}

const NAMES = ['me', 'ann', 'ben', 'cat', 'ada', 'bob', 'dan', 'eve', 'fay', 'gus', 'hal'] as const
type Name = (typeof NAMES)[number]
const id = (name: Name): string => testId(1, NAMES.indexOf(name) + 1)

export function recommenderSuite(name: string, makeStore: () => Promise<{ store: FeedStore; moderation: Moderation }>): void {
  describe(`${name} recommends`, () => {
    let store: FeedStore
    let moderation: Moderation
    let now: number
    let posts: number

    beforeEach(async () => {
      ;({ store, moderation } = await makeStore())
      now = 1_000_000
      posts = 0
    })

    async function join(change: Partial<Record<Name, Partial<ProfileRow>>> = {}): Promise<void> {
      await store.addProfiles(NAMES.map((username, n) => ({ ...member(n + 1, username), bio: '', ...change[username] })), IN_MEMORY)
    }
    async function write(writes: readonly object[]): Promise<void> {
      const outcomes = await store.apply(writes.map((one) => ({ ...one, worldId: WORLD, atMs: (now += 1_000) }) as FeedWrite), IN_MEMORY)
      expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual([])
    }
    const post = (author: Name, text: string): object => ({ kind: 'create-post', id: testId(2, ++posts), actorId: id(author), title: null, text, generator: null, turnId: null })
    const follow = (who: Name, ...whom: readonly Name[]): object[] => whom.map((other) => ({ kind: 'follow', actorId: id(who), profileId: id(other) }))
    const mute = (who: Name, whom: Name): object => ({ kind: 'mute', actorId: id(who), profileId: id(whom) })
    const react = (post_: number, reaction: 'like' | 'dislike', ...who: readonly Name[]): object[] =>
      who.map((one) => ({ kind: 'react', actorId: id(one), on: 'post', targetId: testId(2, post_), reaction }))
    const see = async (recommender: RecommenderName, viewer: Name = 'me', limit = 20): Promise<[string, string][]> => {
      const [sights = []] = await store.refresh([{ worldId: WORLD, profileId: id(viewer), recommender, limit, nowMs: now, random: seeded(1) }], IN_MEMORY)
      return sights.map(({ post: { text }, why }) => [text, why])
    }

    describe('friends of friends', () => {
      beforeEach(async () => {
        await join()
        await write([
          post('ada', 'by ada'), post('bob', 'by bob'), post('ben', 'by ben'), post('bob', 'by bob again'), post('dan', 'by dan'), post('eve', 'by eve'), post('me', 'mine'),
          ...follow('me', 'ann', 'ben', 'cat'), ...follow('ann', 'ada', 'bob', 'ben', 'me', 'dan'), ...follow('ben', 'ada', 'bob'), ...follow('cat', 'ada'),
        ])
      })

      test('by how many friends follow the author, then the newest; those one follows and strangers are only what is new', async () => {
        expect(await see('friends-of-friends')).toEqual([
          ['by ada', '3 people you follow follow @ada'], ['by bob again', '2 people you follow follow @bob'], ['by bob', '2 people you follow follow @bob'],
          ['by dan', 'somebody you follow follows @dan'], ['by eve', 'new'], ['by ben', 'new'],
        ])
        expect((await see('friends-of-friends', 'me', 2)).map(([text]) => text)).toEqual(['by ada', 'by bob again'])
      })

      test('who knows nobody sees what is new', async () => {
        expect((await see('friends-of-friends', 'gus')).map(([, why]) => why)).toEqual(Array.from({ length: 7 }, () => 'new'))
      })

      test('changes with the graph', async () => {
        await see('friends-of-friends')
        await write([{ kind: 'unfollow', actorId: id('me'), profileId: id('ann') }, ...follow('cat', 'eve')])
        expect((await see('friends-of-friends')).slice(0, 4)).toEqual([
          ['by ada', '2 people you follow follow @ada'], ['by eve', 'somebody you follow follows @eve'], ['by bob again', 'somebody you follow follows @bob'],
          ['by bob', 'somebody you follow follows @bob'],
        ])
      })

      test('the muted and the suspended are not asked, and never shown', async () => {
        await see('friends-of-friends')
        await write([mute('me', 'ann'), mute('me', 'bob')])
        await moderation.suspend(id('cat'), NAMES.indexOf('cat'))
        expect(await see('friends-of-friends')).toEqual([['by ada', 'somebody you follow follows @ada'], ['by eve', 'new'], ['by dan', 'new'], ['by ben', 'new']])
      })
    })

    test(`friends of friends: the first ${FRIENDS_MOST} one follows are asked`, async () => {
      await join()
      const crowd = Array.from({ length: FRIENDS_MOST + 3 }, (_, n) => member(100 + n, `crowd${n}`))
      await store.addProfiles(crowd, IN_MEMORY)
      await write([post('ada', 'by ada'), post('bob', 'by bob')])
      await write(crowd.toReversed().map((one) => ({ kind: 'follow', actorId: id('me'), profileId: one.id })))
      await write(crowd.slice(FRIENDS_MOST - 1).map((one) => ({ kind: 'follow', actorId: one.id, profileId: id('ada') })))
      await write(crowd.slice(0, 2).map((one) => ({ kind: 'follow', actorId: one.id, profileId: id('bob') })))
      expect(await see('friends-of-friends')).toEqual([['by bob', '2 people you follow follow @bob'], ['by ada', 'somebody you follow follows @ada']])
    })

    describe('interest match', () => {
      beforeEach(async () => {
        await join({ me: { interests: ['Sourdough bakeries', 'trams'], bio: 'I count geese.' } })
        await write([
          post('ada', 'A goose stood on the tram, and nobody asked it to leave'), post('bob', 'The bakery opens late'), post('dan', 'Trams past the bakery'),
          post('eve', 'Nothing happens here'), post('fay', 'Petition about petitions'),
        ])
      })

      test('what interests and bio name, closest first, and which words they were', async () => {
        expect(await see('interest-match')).toEqual([
          ['Trams past the bakery', 'on your interests: bakery, trams'], ['The bakery opens late', 'on your interests: bakery'],
          ['A goose stood on the tram, and nobody asked it to leave', 'on your interests: tram'], ['Petition about petitions', 'new'], ['Nothing happens here', 'new'],
        ])
      })

      test('what one says and likes tells of one too; what one has reacted to is not shown for it again', async () => {
        await see('interest-match', 'gus')
        await write([post('gus', 'Signed the petition'), post('hal', 'The petition is gone'), ...react(2, 'like', 'gus'), ...react(3, 'dislike', 'gus')])
        expect((await see('interest-match', 'gus')).map(([text, why]) => `${text}: ${why}`)).toEqual([
          'The petition is gone: on your interests: petition', 'Petition about petitions: on your interests: petition', 'Nothing happens here: new', 'Trams past the bakery: new',
          'The bakery opens late: new', 'A goose stood on the tram, and nobody asked it to leave: new',
        ])
        await write([...react(1, 'like', 'hal'), post('fay', 'Leave the goose alone'), { kind: 'update-bio', actorId: id('hal'), bio: 'Bakery' }])
        expect((await see('interest-match', 'hal')).slice(0, 3)).toEqual([
          ['Trams past the bakery', 'on your interests: bakery, trams'], ['Leave the goose alone', 'on your interests: goose, leave'], ['The bakery opens late', 'on your interests: bakery'],
        ])
      })
    })

    describe('bridging', () => {
      /** ann, ben, cat and dan like what ada writes; eve, fay and gus like what bob writes. */
      beforeEach(async () => {
        await join()
        await write([
          post('ada', 'one side'), post('ada', 'one side again'), post('bob', 'other side'), post('bob', 'other side again'), post('hal', 'common ground'), post('hal', 'contested'),
          ...react(1, 'like', 'ann', 'ben', 'cat', 'dan'), ...react(2, 'like', 'ann', 'ben', 'cat', 'dan'), ...react(3, 'like', 'eve', 'fay', 'gus'), ...react(4, 'like', 'eve', 'fay'),
          ...react(5, 'like', 'ann', 'eve', 'fay'),
        ])
      })

      test('what both camps like comes before what one camp likes more', async () => {
        expect((await see('popular'))[0]?.[0]).toBe('one side again')
        expect((await see('bridging')).map(([text, why]) => `${text}: ${why}`)).toEqual([
          'common ground: liked on both sides: by 2 of one camp and 1 of the other', 'contested: new', 'other side again: new', 'other side: new', 'one side again: new', 'one side: new',
        ])
      })

      test('the even one first; a dislike takes a like off its side', async () => {
        await see('bridging')
        await write([...react(6, 'like', 'ben', 'cat', 'fay', 'gus')])
        expect((await see('bridging')).slice(0, 2)).toEqual([
          ['contested', 'liked on both sides: by 2 of one camp and 2 of the other'], ['common ground', 'liked on both sides: by 2 of one camp and 1 of the other'],
        ])
        await write([...react(6, 'dislike', 'eve'), { kind: 'unreact', actorId: id('cat'), on: 'post', targetId: testId(2, 6), reaction: 'like' }])
        expect((await see('bridging')).slice(0, 2)).toEqual([
          ['common ground', 'liked on both sides: by 2 of one camp and 1 of the other'], ['contested', 'liked on both sides: by 2 of one camp and 1 of the other'],
        ])
        await write(react(6, 'dislike', 'dan'))
        expect((await see('bridging'))[1]).toEqual(['contested', 'new'])
      })

      test('likes of suspended members do not count', async () => {
        await see('bridging')
        await moderation.suspend(id('ann'), NAMES.indexOf('ann'))
        expect((await see('bridging')).every(([, why]) => why === 'new')).toBe(true)
      })

      test('where all like the same there are no camps', async () => {
        await write([...react(1, 'like', 'eve', 'fay', 'gus')])
        await write([...react(2, 'like', 'eve', 'fay', 'gus'), ...react(3, 'like', 'ann', 'ben', 'cat', 'dan'), ...react(4, 'like', 'ann', 'ben', 'cat', 'dan', 'gus'), ...react(5, 'like', 'ben', 'cat', 'dan', 'gus')])
        expect((await see('bridging')).every(([, why]) => why === 'new')).toBe(true)
      })

      test(`the first ${REACTIONS_MOST} reactions to a post are looked at, whatever comes after and goes before`, async () => {
        const crowd = Array.from({ length: REACTIONS_MOST + 2 }, (_, n) => member(100 + n, `crowd${n}`))
        await store.addProfiles(crowd, IN_MEMORY)
        const crowdLikes = (n: number, some = crowd): object[] => some.map((one) => ({ kind: 'react', actorId: one.id, on: 'post', targetId: testId(2, n), reaction: 'like' }))
        await write([...crowdLikes(3).toReversed(), ...crowdLikes(5).toReversed()])
        // ann, eve and fay stand before the crowd, which is of the camp of eve and fay.
        expect((await see('bridging'))[0]).toEqual(['common ground', `liked on both sides: by ${REACTIONS_MOST - 1} of one camp and 1 of the other`])
        await write([{ kind: 'unreact', actorId: id('ann'), on: 'post', targetId: testId(2, 5), reaction: 'like' }, ...react(5, 'like', 'ben', 'cat')])
        expect((await see('bridging'))[0]).toEqual(['common ground', `liked on both sides: by ${REACTIONS_MOST - 2} of one camp and 2 of the other`])
      })
    })

    test.each(recommenderSchema.options)('%s never shows one\'s own posts, nor those of the muted or suspended, nor the hidden or deleted', async (recommender) => {
      await join({ me: { interests: ['bakery'] } })
      await write([
        post('me', 'my bakery'), post('ada', 'the bakery of ada'), post('bob', 'the bakery of bob'), post('dan', 'the bakery of dan'), post('dan', 'another bakery'), post('dan', 'the hidden bakery'),
        post('dan', 'the deleted bakery'), post('ann', 'a library'), post('ben', 'a swimming pool'),
        ...follow('me', 'ann', 'bob'), ...follow('ann', 'ada', 'bob', 'dan', 'me'),
        ...[2, 3, 4, 6, 7].flatMap((n) => react(n, 'like', 'eve', 'gus')), ...react(8, 'like', 'eve', 'fay'), ...react(9, 'like', 'gus', 'hal'),
      ])
      await see(recommender)
      await write([mute('me', 'ada')])
      await moderation.suspend(id('bob'), NAMES.indexOf('bob'))
      await moderation.hide(testId(2, 6), 5)
      await moderation.delete(testId(2, 7), 6)
      const seen = await see(recommender)
      expect(seen.map(([text]) => text).sort()).toEqual(['a library', 'a swimming pool', 'another bakery', 'the bakery of dan'])
      expect(seen.every(([, why]) => why !== '')).toBe(true)
      if (recommender === 'bridging') expect(seen[0]?.[1]).toBe('liked on both sides: by 1 of one camp and 1 of the other')
      await write([{ kind: 'unmute', actorId: id('me'), profileId: id('ada') }])
      expect(await see(recommender)).toHaveLength(5)
    })

    test('one batch may look by all recommenders at once', async () => {
      await join({ me: { interests: ['bakery'] } })
      await write([post('ada', 'bakery'), post('bob', 'library'), ...follow('me', 'ann'), ...follow('ann', 'bob'), ...react(1, 'like', 'eve')])
      const queries = recommenderSchema.options.flatMap((recommender) => [id('me'), id('ann')].map((profileId) => (
        { worldId: WORLD, profileId, recommender, limit: 5, nowMs: now, random: seeded(recommender) })))
      const together = await store.refresh(queries, IN_MEMORY)
      for (const [place, query] of queries.entries()) {
        const [alone] = await store.refresh([{ ...query, random: seeded(query.recommender) }], IN_MEMORY)
        expect(together[place]).toEqual(alone)
      }
    })
  })
}
