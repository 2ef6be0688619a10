import type { Post } from '@troupe/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testId, WORLD } from '../../feed/testing/small-world.ts'
import { ada, bob, OTHER_WORLD, post, PRIVATE_WORLD, publicSite, type PublicSite } from '../testing/public-site.ts'
import { WINDOW_MS } from './live-posts.ts'

let site: PublicSite
let address: string
const readers: AbortController[] = []

beforeEach(async () => {
  site = await publicSite()
  address = await site.listen()
})
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.abort()
  await site[Symbol.asyncDispose]()
})

interface Reader {
  /** Resolves with the texts once that many posts have come in all. */
  posts(count: number): Promise<string[]>
  readonly events: { id: string | undefined; event: string | undefined }[]
  leave(): void
}

async function watch(query = '', headers: Record<string, string> = {}): Promise<Reader> {
  const ending = new AbortController()
  readers.push(ending)
  const response = await fetch(`${address}/api/posts/stream${query}`, { headers, signal: ending.signal })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const texts: string[] = []
  const events: Reader['events'] = []
  let came = Promise.withResolvers<void>()
  const pump = async (): Promise<void> => {
    let rest = ''
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      rest += Buffer.from(chunk).toString()
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
        const data = fields.get('data')
        if (data === undefined) continue
        events.push({ id: fields.get('id'), event: fields.get('event') })
        texts.push(...(JSON.parse(data) as { posts?: Post[] }).posts?.map((one) => one.text) ?? [])
        came.resolve()
        came = Promise.withResolvers<void>()
      }
    }
  }
  pump().catch(() => {})
  return {
    posts: async (count) => {
      while (texts.length < count) await came.promise
      return texts
    },
    events,
    leave: () => ending.abort(),
  }
}

/** The stream's first line comes before watching has begun; a post after this is new to it. */
async function settled(): Promise<void> {
  await new Promise((resolve) => { setTimeout(resolve, 150) })
}

it('tells every reader of new posts of the default world, and of no others', async () => {
  await site.write(post(1, ada.id, 'Before'))
  const all = [await watch(), await watch()]
  const elsewhere = await watch(`?world=${OTHER_WORLD}`)
  await settled()
  await site.write(post(2, ada.id, 'One'), post(3, bob.id, 'Two'), { ...post(4, testId(1, 9), 'Elsewhere'), worldId: OTHER_WORLD })
  for (const reader of all) expect(await reader.posts(2)).toEqual(['One', 'Two'])
  expect(all[0]?.events).toEqual([{ id: testId(2, 3), event: 'post' }])
  expect(await elsewhere.posts(1)).toEqual(['Elsewhere'])
})

it('tells of a post that became visible after newer ones, once', async () => {
  await site.write(post(1, ada.id, 'Before'))
  const reader = await watch()
  await settled()
  await site.write(post(2, ada.id, 'Newer'))
  await reader.posts(1)
  await site.write({ ...post(3, bob.id, 'Late'), atMs: site.clock.now() - 10_000 })
  await reader.posts(2)
  await site.write(post(4, ada.id, 'Newest'))
  expect(await reader.posts(3)).toEqual(['Newer', 'Late', 'Newest'])
})

it('goes on from Last-Event-ID without a gap, and then live', async () => {
  await site.write(post(1, ada.id, 'Seen long ago'))
  site.clock.advanceBy(WINDOW_MS * 2)
  await site.write(post(2, ada.id, 'Seen last'))
  site.clock.advanceBy(WINDOW_MS * 2)
  await site.write(...Array.from({ length: 70 }, (_, n) => post(10 + n, bob.id, `Missed ${n}`)), post(3, ada.id, 'Hidden'))
  await site.mark('posts', 'hidden_at', testId(2, 3))
  const reader = await watch('', { 'last-event-id': testId(2, 2) })
  expect(await reader.posts(70)).toEqual(Array.from({ length: 70 }, (_, n) => `Missed ${n}`))
  await settled()
  await site.write(post(4, ada.id, 'Live'))
  expect((await reader.posts(71)).at(-1)).toBe('Live')
})

it('goes on even from a post that was hidden since, and begins live from an id it does not know', async () => {
  await site.write(post(1, ada.id, 'Seen'))
  await site.mark('posts', 'hidden_at', testId(2, 1))
  site.clock.advanceBy(1_000)
  await site.write(post(2, ada.id, 'Missed'))
  expect(await (await watch('', { 'last-event-id': testId(2, 1) })).posts(1)).toEqual(['Missed'])
  for (const id of ['nonsense', testId(2, 99), `${testId(2, 1)}'`]) {
    const reader = await watch('', { 'last-event-id': id })
    await settled()
    await site.write(post(100 + readers.length, ada.id, 'New'))
    expect(await reader.posts(1)).toEqual(['New'])
    reader.leave()
  }
})

it('is not there for worlds that are not public', async () => {
  for (const world of [PRIVATE_WORLD, testId(9, 9)]) expect((await fetch(`${address}/api/posts/stream?world=${world}`)).status).toBe(404)
  expect((await fetch(`${address}/api/posts/stream?world=1`)).status).toBe(400)
})

it('tells no more of a world that its owner has made private', async () => {
  const reader = await watch()
  await site.write(post(1, ada.id, 'For everybody'))
  expect(await reader.posts(1)).toEqual(['For everybody'])
  const show = (isPublic: boolean) => site.server.connection.db.updateTable('worlds').set({ public: isPublic }).where('id', '=', WORLD).execute()
  await show(false)
  await site.write(post(2, bob.id, 'Among ourselves'))
  await new Promise((resolve) => { setTimeout(resolve, 2_000) })
  await show(true)
  await site.write(post(3, ada.id, 'Open again'))
  expect(await reader.posts(2)).toEqual(['For everybody', 'Open again'])
})
