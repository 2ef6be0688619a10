/** What the contract of all feed stores says of groups. */
import { expect, test } from 'vitest'
import { IN_MEMORY } from '../../platform/platform.ts'
import type { FeedStore } from '../feed-store.ts'
import type { FeedWrite, Outcome } from '../feed-write.ts'
import type { ProfileRow } from '../rows.ts'
import { testId, WORLD } from './small-world.ts'
import type { Wanted } from './wanted.ts'

export interface GroupStage {
  readonly store: () => FeedStore
  readonly all: (...writes: Wanted[]) => Promise<Outcome[]>
  readonly ada: ProfileRow
  readonly bob: ProfileRow
  readonly cy: ProfileRow
}

const label = { generator: 'rehearsal', turnId: null }
const make = (n: number, actorId: string, name: string, description = ''): Wanted => ({ kind: 'create-group', id: testId(5, n), actorId, name, description, ...label })
const join = (n: number, actorId: string): Wanted => ({ kind: 'join-group', actorId, groupId: testId(5, n) })
const leave = (n: number, actorId: string): Wanted => ({ kind: 'leave-group', actorId, groupId: testId(5, n) })
const say = (n: number, group: number, actorId: string, text: string): Wanted =>
  ({ kind: 'post-to-group', id: testId(2, n), actorId, groupId: testId(5, group), title: null, text, ...label })

export function groupCases({ store, all, ada, bob, cy }: GroupStage): void {
  const see = (profileId: string, change: { query?: string; own?: boolean } = {}) =>
    store().groups({ worldId: WORLD, profileId, query: change.query ?? null, own: change.own ?? false, limit: 5 }, IN_MEMORY)

  test('whoever makes a group is its first member; members are counted as they come and go', async () => {
    const outcomes = await all(make(1, ada.id, '  The\n roundabout ', 'Cones and all.'), join(1, bob.id), join(1, cy.id), leave(1, bob.id))
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['done', 'done', 'done', 'done'])
    expect(outcomes[0]).toMatchObject({ madeId: testId(5, 1) })
    const [sight] = await see(bob.id)
    expect(sight).toMatchObject({ isMember: false, group: { name: 'The roundabout', description: 'Cones and all.', creatorId: ada.id, members: 2, posts: 0, generator: 'rehearsal' } })
    expect((await see(cy.id))[0]?.isMember).toBe(true)
  })

  test('one that its last member left stays, empty, and can be joined again', async () => {
    await all(make(1, ada.id, 'Geese'), say(1, 1, ada.id, 'Honk'), leave(1, ada.id))
    expect((await see(bob.id))[0]).toMatchObject({ group: { members: 0, posts: 1 } })
    expect((await all(join(1, bob.id)))[0]).toMatchObject({ kind: 'done' })
    expect((await see(bob.id, { own: true }))[0]).toMatchObject({ isMember: true, group: { members: 1 } })
  })

  test('its posts stand in everybody\'s feed, marked with the group; anybody answers them', async () => {
    await all(make(1, ada.id, 'Geese'), say(1, 1, ada.id, 'Honk #goose'), { kind: 'comment', id: testId(3, 1), actorId: bob.id, postId: testId(2, 1), replyTo: null, text: 'Ow', ...label })
    const [sights = []] = await store().refresh([{ worldId: WORLD, profileId: bob.id, recommender: 'recent', limit: 5, nowMs: 20_000, random: { below: () => 0 } as never }], IN_MEMORY)
    expect(sights[0]).toMatchObject({ post: { text: 'Honk #goose', groupId: testId(5, 1), comments: 1 }, group: { isMember: false, group: { name: 'Geese', posts: 1 } } })
    expect((await store().profiles([ada.id], IN_MEMORY)).get(ada.id)?.posts).toBe(1)
    const [looked] = await store().look(WORLD, ada.id, [testId(2, 1)], IN_MEMORY)
    expect(looked?.group).toMatchObject({ isMember: true, group: { id: testId(5, 1) } })
  })

  test('a group\'s posts, newest first, without the muted and without what was said elsewhere', async () => {
    await all(
      make(1, ada.id, 'Geese'), make(2, ada.id, 'Queues'), join(1, bob.id), say(1, 1, ada.id, 'one'), say(2, 1, bob.id, 'two'), say(3, 2, ada.id, 'elsewhere'),
      { kind: 'create-post', id: testId(2, 4), actorId: ada.id, title: null, text: 'nowhere', ...label }, say(5, 1, ada.id, 'three'),
    )
    const texts = async (profileId: string) => (await store().groupPosts(WORLD, profileId, testId(5, 1), 5, IN_MEMORY)).map((post) => post.text)
    expect(await texts(cy.id)).toEqual(['three', 'two', 'one'])
    await all({ kind: 'mute', actorId: cy.id, profileId: bob.id })
    expect(await texts(cy.id)).toEqual(['three', 'one'])
    expect(await store().groupPosts(WORLD, cy.id, testId(5, 9), 5, IN_MEMORY)).toEqual([])
  })

  test('finds them by name or description, the largest first, or one\'s own', async () => {
    await all(make(1, ada.id, 'Geese'), make(2, bob.id, 'Queues', 'Also GEESE in queues, 100%'), join(2, cy.id))
    expect((await see(cy.id)).map(({ group }) => group.name)).toEqual(['Queues', 'Geese'])
    expect((await see(cy.id, { query: 'geese' })).map(({ group }) => group.name)).toEqual(['Queues', 'Geese'])
    expect((await see(cy.id, { query: '100%' })).map(({ group }) => group.name)).toEqual(['Queues'])
    expect((await see(cy.id, { own: true })).map(({ group }) => group.name)).toEqual(['Queues'])
    expect((await see(ada.id, { own: true, query: 'queue' }))).toEqual([])
  })

  test.each<[string, string, () => Wanted[]]>([
    ['a second group of that name, in any case', 'group-name-taken', () => [make(1, ada.id, 'Geese'), make(2, bob.id, ' gEESE ')]],
    ['a name that only looks the same', 'group-name-taken', () => [make(1, ada.id, 'Geese'), make(2, bob.id, 'Ｇee\u200Bse')]],
    ['a group without a name', 'empty', () => [make(1, ada.id, ' \n ')]],
    ['a name nobody sees', 'empty', () => [make(1, ada.id, '\u200B\u2060')]],
    ['a name too long', 'too-long', () => [make(1, ada.id, 'x'.repeat(61))]],
    ['a description too long', 'too-long', () => [make(1, ada.id, 'Geese', 'x'.repeat(301))]],
    ['joining twice', 'already-joined', () => [make(1, ada.id, 'Geese'), join(1, bob.id), join(1, bob.id)]],
    ['joining what one has made', 'already-joined', () => [make(1, ada.id, 'Geese'), join(1, ada.id)]],
    ['joining nothing', 'group-missing', () => [join(9, ada.id)]],
    ['leaving what one is not in', 'not-joined', () => [make(1, ada.id, 'Geese'), leave(1, bob.id)]],
    ['leaving twice', 'not-joined', () => [make(1, ada.id, 'Geese'), leave(1, ada.id), leave(1, ada.id)]],
    ['posting to a group one is not in', 'not-joined', () => [make(1, ada.id, 'Geese'), say(1, 1, bob.id, 'Honk')]],
    ['posting to a group one has left', 'not-joined', () => [make(1, ada.id, 'Geese'), leave(1, ada.id), say(1, 1, ada.id, 'Honk')]],
    ['posting to nothing', 'group-missing', () => [say(1, 9, ada.id, 'Honk')]],
    ['an empty post to a group', 'empty', () => [make(1, ada.id, 'Geese'), say(1, 1, ada.id, ' ')]],
    ['a stranger\'s group', 'no-profile', () => [make(1, testId(1, 99), 'Geese')]],
  ])('refuses %s, alone', async (_what, code, writes) => {
    const outcomes = await all(...writes(), make(50, cy.id, 'Still fine'))
    expect(outcomes.at(-2)).toMatchObject({ kind: 'refused', code })
    expect(outcomes.at(-1)).toMatchObject({ kind: 'done' })
  })

  test('the suspended neither make, nor join, nor leave, nor post', async () => {
    const gone: ProfileRow = { ...cy, id: testId(1, 7), username: 'gone', suspendedMs: 5 }
    await store().addProfiles([gone], IN_MEMORY)
    await all(make(1, ada.id, 'Geese'))
    const outcomes = await all(make(2, gone.id, 'Swans'), join(1, gone.id), leave(1, gone.id), say(1, 1, gone.id, 'Honk'))
    expect(outcomes.map((outcome) => outcome.kind === 'refused' && outcome.code)).toEqual(['suspended', 'suspended', 'suspended', 'suspended'])
    expect((await see(ada.id))[0]).toMatchObject({ group: { members: 1, posts: 0 } })
  })

  test('a name stays taken from one batch to the next', async () => {
    await all(make(1, ada.id, 'Geese'))
    expect(await all(make(2, bob.id, 'GEESE'))).toMatchObject([{ kind: 'refused', code: 'group-name-taken' }])
    const writes: FeedWrite[] = [{ kind: 'create-group', id: testId(5, 3), actorId: bob.id, worldId: WORLD, atMs: 90_000, name: 'geese!', description: '', ...label }]
    expect(await store().apply(writes, IN_MEMORY)).toMatchObject([{ kind: 'done' }])
  })
}
