/** Pages of a world that lives on while it is read: whatever happens between two pages, none repeats or leaves out what was there before. */
import type { Page, Post } from '@troupe/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { ada, bob, cyd, like, post, publicSite, type PublicSite, type Wanted } from '../testing/public-site.ts'

let site: PublicSite
let made = 0

beforeAll(async () => {
  site = await publicSite()
})
afterAll(() => site[Symbol.asyncDispose]())

async function page(url: string): Promise<Page<Post>> {
  return (await site.visitor.get(url)).json<Page<Post>>()
}

async function readAll(url: string, between: () => Promise<unknown>): Promise<Id[]> {
  const seen: Id[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { items, nextCursor }: Page<Post> = await page(`${url}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    seen.push(...items.map((item) => item.id))
    cursor = nextCursor
    await between()
  }
  return seen
}

/** Many at one moment, so that only the id tells them apart. */
function posts(count: number, atOneMoment: boolean): Wanted[] {
  const atMs = site.clock.now()
  return Array.from({ length: count }, () => ({ ...post(++made, ada.id, `Number ${made}`), ...(atOneMoment ? { atMs } : {}) }))
}

it.each(['recent', 'popular'])('%s pages neither repeat nor skip while posts and likes come in', async (sort) => {
  await fc.assert(fc.asyncProperty(
    fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }), fc.boolean(), fc.array(fc.record({ posts: fc.nat(3), likes: fc.nat(4) }), { maxLength: 8 }),
    async (first, limit, atOneMoment, happenings) => {
      await site.write(...posts(first, atOneMoment))
      // Rankings are shared for seconds: this one is to know the posts just made.
      site.clock.advanceBy(10_000)
      const there = await page(`/api/posts?sort=${sort}&limit=100`)
      const expected = there.items.map((item) => item.id)
      let turn = 0
      const seen = await readAll(`/api/posts?sort=${sort}&limit=${limit}`, async () => {
        const happening = happenings[turn++]
        if (happening === undefined) return
        const liked = Array.from({ length: happening.likes }, (_, n) => like(n % 2 === 0 ? bob.id : cyd.id, 1 + ((turn * 7 + n * 3) % made)))
        await site.write(...posts(happening.posts, false), ...liked)
      })
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.slice(0, expected.length)).toEqual(expected)
    },
  ), { numRuns: 12 })
})

it('a popular post that is hidden between two pages drops out, and its page is filled', async () => {
  site.clock.advanceBy(10_000)
  const first = await page('/api/posts?sort=popular&limit=3')
  const second = await page(`/api/posts?sort=popular&limit=3&cursor=${first.nextCursor}`)
  await site.mark('posts', 'hidden_at', (second.items[0] as Post).id)
  const again = await page(`/api/posts?sort=popular&limit=3&cursor=${first.nextCursor}`)
  expect(again.items).toHaveLength(3)
  expect(again.items.slice(0, 2).map((item) => item.id)).toEqual(second.items.slice(1).map((item) => item.id))
})

it('a popular cursor whose ranking is kept no more goes on from the posts of its moment', async () => {
  const asOfMs = site.clock.now() - 60_000
  const { items } = await page(`/api/posts?sort=popular&limit=5&cursor=${Buffer.from(`${asOfMs} 0`).toString('base64url')}`)
  expect(items.every((item) => Date.parse(item.createdAt) <= asOfMs)).toBe(true)
})
