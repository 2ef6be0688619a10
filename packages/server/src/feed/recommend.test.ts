import { recommenderSchema } from '@troupe/contract'
import { describe, expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import { byPopularity, popularity, RECOMMENDERS, type Watcher } from './recommend.ts'
import { NO_SURROUNDINGS } from './recommend/surroundings.ts'
import type { PostRow } from './rows.ts'
import { testId, WORLD } from './testing/small-world.ts'

const HOUR_MS = 3_600_000
const NOW = 100 * HOUR_MS

function post(n: number, change: Partial<PostRow> = {}): PostRow {
  return {
    id: testId(2, n), worldId: WORLD, authorId: testId(1, n % 5), kind: 'original', title: null, text: `Post ${n}`, referencedId: null, groupId: null, hashtags: [], mentions: [], picture: null,
    likes: 0, dislikes: 0, comments: 0, reposts: 0, quotes: 0, generator: 'rehearsal', turnId: null, createdMs: NOW - n * HOUR_MS, editedMs: null, hiddenMs: null, deletedMs: null, ...change,
  }
}

const pool = Array.from({ length: 40 }, (_, n) => post(n))
const stranger: Watcher = { profileId: 'me', mutes: new Set(), follows: new Set() }
const ids = (posts: readonly { post: PostRow }[]): string[] => posts.map((one) => one.post.id)

describe.each(recommenderSchema.options)('%s', (name) => {
  const recommend = RECOMMENDERS[name]

  test('shows as many as asked for, each once, each with its reason', () => {
    const shown = recommend(pool, stranger, 7, NOW, seeded('a'), NO_SURROUNDINGS)
    expect(new Set(ids(shown)).size).toBe(7)
    expect(shown.every((one) => one.why !== '')).toBe(true)
    expect(recommend(pool, stranger, 100, NOW, seeded('a'), NO_SURROUNDINGS)).toHaveLength(40)
    expect(recommend([], stranger, 7, NOW, seeded('a'), NO_SURROUNDINGS)).toEqual([])
  })

  test('never shows one\'s own posts or those of the muted', () => {
    const shown = recommend(pool, { ...stranger, profileId: testId(1, 0), mutes: new Set([testId(1, 1)]) }, 100, NOW, seeded('a'), NO_SURROUNDINGS)
    expect(shown.every(({ post: { authorId } }) => authorId !== testId(1, 0) && authorId !== testId(1, 1))).toBe(true)
    expect(shown).toHaveLength(24)
  })

  test('leaves the pool as it was, and repeats itself', () => {
    const before = [...pool]
    const first = recommend(pool, stranger, 9, NOW, seeded('b'), NO_SURROUNDINGS)
    expect(pool).toEqual(before)
    expect(recommend(pool, stranger, 9, NOW, seeded('b'), NO_SURROUNDINGS)).toEqual(first)
  })
})

test('followed first, then new ones that are not shown already', () => {
  const shown = RECOMMENDERS.followed(pool, { ...stranger, follows: new Set([testId(1, 3)]) }, 10, NOW, seeded('a'), NO_SURROUNDINGS)
  expect(shown.slice(0, 8).every((one) => one.post.authorId === testId(1, 3))).toBe(true)
  expect(shown.slice(8).map((one) => one.why)).toEqual(['new', 'new'])
  expect(new Set(ids(shown)).size).toBe(10)
})

test('random draws each post about as often', () => {
  const counts = new Map<string, number>()
  for (let n = 0; n < 4_000; n++) for (const id of ids(RECOMMENDERS.random(pool, stranger, 5, NOW, seeded(n), NO_SURROUNDINGS))) counts.set(id, (counts.get(id) ?? 0) + 1)
  expect(counts.size).toBe(40)
  for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100)
})

describe('popularity', () => {
  test('is raised by approval and talk, lowered by dislike and age', () => {
    const plain = popularity(post(3), NOW)
    for (const counter of ['likes', 'comments', 'reposts', 'quotes'] as const) expect(popularity(post(3, { [counter]: 1 }), NOW)).toBeGreaterThan(plain)
    expect(popularity(post(3, { dislikes: 1 }), NOW)).toBeLessThan(plain)
    expect(popularity(post(4), NOW)).toBeLessThan(plain)
  })

  test('a post from the future counts as one of now; ties have an order', () => {
    expect(popularity(post(0, { createdMs: NOW + HOUR_MS }), NOW)).toBe(popularity(post(0), NOW))
    const [a, b] = [post(1, { createdMs: 0 }), post(2, { createdMs: 0 })]
    expect([a, b].sort(byPopularity(NOW))).toEqual([b, a])
  })
})
