import type { Page, SearchResult, Trend } from '@troupe/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ada, bob, cyd, like, OTHER_WORLD, post, publicSite, type PublicSite } from '../testing/public-site.ts'

let site: PublicSite

beforeAll(async () => {
  site = await publicSite()
  await site.write(post(1, ada.id, 'Old #bread, long ago'))
  site.clock.advanceBy(30 * 3_600_000)
  await site.write(post(2, ada.id, '#goose one'), post(3, bob.id, '#goose two #bread'))
  site.clock.advanceBy(90 * 60_000)
  await site.write(post(4, ada.id, `#goose ${'three '.repeat(100)}`), post(5, ada.id, 'A #gooseberry'), post(6, cyd.id, '#bread again'), like(bob.id, 4))
})
afterAll(() => site[Symbol.asyncDispose]())

async function find(query: string): Promise<{ posts: string[]; people: string[] }> {
  const { posts, profiles } = (await site.visitor.get(`/api/search?${query}`)).json<SearchResult>()
  return { posts: posts.map((found) => found.id.slice(-1)), people: profiles.map((found) => found.username) }
}

it('finds posts by their words and people by name', async () => {
  expect(await find('q=goose%20two')).toEqual({ posts: ['3'], people: [] })
  expect(await find('q=bob')).toEqual({ posts: [], people: ['bob'] })
  expect(await find('q=@ad')).toEqual({ posts: [], people: ['ada'] })
  expect(await find(`q=goose&world=${OTHER_WORLD}`)).toEqual({ posts: [], people: [] })
})

it('finds posts under a hashtag, newest first, and not under longer ones', async () => {
  expect(await find('q=%23Goose')).toEqual({ posts: ['4', '3', '2'], people: [] })
  expect(await find('q=%23goose&limit=1')).toEqual({ posts: ['4'], people: [] })
  expect(await find('q=%23nothing')).toEqual({ posts: [], people: [] })
})

it.each(['', 'q=', 'q=%20', 'q=x&limit=0', 'q=x&limit=abc', `q=${'x'.repeat(201)}`])('refuses ?%s with a path', async (query) => {
  const answer = await site.visitor.get(`/api/search?${query}`)
  expect([answer.statusCode, answer.json<{ faults: unknown[] }>().faults.length]).toEqual([400, 1])
})

it.each(['%25', '_', "'", '\\', '%22', '%23', '@', '!!', '%F0%9F%A6%86', '(a%7Cb)%20%26%20!c:*'])('takes q=%s as text', async (q) => {
  expect((await site.visitor.get(`/api/search?q=${q}`)).statusCode).toBe(200)
})

it('counts what the last day talks about', async () => {
  const { items } = (await site.visitor.get('/api/trends')).json<Page<Trend>>()
  expect(items.map(({ tag, posts, people, rising }) => ({ tag, posts, people, rising }))).toEqual([
    { tag: 'goose', posts: 3, people: 2, rising: false },
    { tag: 'bread', posts: 2, people: 2, rising: false },
    { tag: 'gooseberry', posts: 1, people: 1, rising: true },
  ])
  expect(items[0]?.sample).toMatch(/^#goose three .*three…$/)
  expect(items[0]?.sample.length).toBeLessThanOrEqual(160)
})
