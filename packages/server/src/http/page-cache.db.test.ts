/** On a real port, where hits are answered before the app. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ada, PERSONA, post, publicSite, type PublicSite } from './testing/public-site.ts'

let site: PublicSite
let address: string

beforeAll(async () => {
  site = await publicSite()
  address = await site.listen()
  await site.write(...Array.from({ length: 20 }, (_, n) => post(n + 1, ada.id, `Number ${n} of a page long enough to be worth compressing.`)))
})
afterAll(() => site[Symbol.asyncDispose]())

interface Answer { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

/** Unlike `fetch`, sends just these headers and leaves the body as it came. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpRequest(new URL(path, address), { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
    }).on('error', reject).end()
  })
}
/** The app gives each of its answers an id; a hit has none. */
const isHit = (answer: Answer) => answer.headers['x-request-id'] === undefined

it('answers the second one who asks from what the first was sent, with the same headers', async () => {
  const [first, second] = [await get('/api/posts?limit=20'), await get('/api/posts?limit=20')]
  expect([isHit(first), isHit(second)]).toEqual([false, true])
  expect(second.body.equals(first.body)).toBe(true)
  const lasting = ({ headers: { 'x-request-id': _id, date: _date, ...rest } }: Answer) => rest
  expect(lasting(second)).toEqual(lasting(first))
  expect(second.headers).toMatchObject({ 'content-security-policy': expect.stringContaining("default-src 'self'") as string, 'x-content-type-options': 'nosniff' })
})

it('answers anew once the world has changed', async () => {
  const before = await get('/api/posts?limit=20')
  await site.write(post(50, ada.id, 'News'))
  const after = await get('/api/posts?limit=20')
  expect([isHit(after), after.body.includes('News'), before.headers.etag === after.headers.etag]).toEqual([false, true, false])
})

it('answers anew after a while, should the news of a change be lost', async () => {
  const url = '/api/posts?limit=19'
  await get(url)
  await site.server.connection.db.updateTable('posts').set({ text: 'Changed behind our back' }).execute()
  expect((await get(url)).body.includes('behind our back')).toBe(false)
  site.clock.advanceBy(10_000)
  expect((await get(url)).body.includes('behind our back')).toBe(true)
})

it.each([['br', brotliDecompressSync], ['gzip', gunzipSync]] as const)('compresses with %s for those who take it', async (encoding, unpack) => {
  const url = '/api/posts?limit=18'
  const plain = await get(url)
  const asked = { 'accept-encoding': encoding === 'br' ? 'gzip, deflate, br' : 'gzip;q=0.5, br;q=0' }
  const [first, second] = [await get(url, asked), await get(url, asked)]
  expect([isHit(first), isHit(second)]).toEqual([false, true])
  for (const { headers, body } of [first, second]) {
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: expect.stringContaining('accept-encoding') as string, 'content-length': String(body.length) })
    expect(body.length).toBeLessThan(plain.body.length / 4)
    expect(unpack(body).equals(plain.body)).toBe(true)
  }
  expect((await get(url)).headers['content-encoding']).toBeUndefined()
})

it('answers 304 to who has it already, first and second time', async () => {
  const url = '/api/posts?limit=17'
  const { headers: { etag = '' } } = await get(url)
  const hit = await get(url, { 'if-none-match': `"other", ${etag}` })
  expect([hit.status, hit.body.length, isHit(hit), hit.headers.etag, hit.headers['content-type']]).toEqual([304, 0, true, etag, undefined])
  const throughTheApp = await get(url, { 'if-none-match': etag, origin: 'http://elsewhere.example' })
  expect([throughTheApp.status, throughTheApp.body.length, isHit(throughTheApp)]).toEqual([304, 0, false])
  expect((await get(url, { 'if-none-match': 'W/"old"' })).status).toBe(200)
})

it('leaves to the app what it has not let in: other hosts, other origins, other methods', async () => {
  const url = '/api/posts?limit=16'
  await get(url)
  expect((await get(url, { host: 'evil.example' })).status).toBe(421)
  expect(isHit(await get(url, { origin: 'http://elsewhere.example' }))).toBe(false)
  const head = await get(url, {}, 'HEAD')
  expect([head.status, head.body.length, isHit(head)]).toEqual([200, 0, false])
  // A member's way to post: it says that there is no body.
  expect((await get(url, {}, 'POST')).status).toBe(400)
})

it('keeps no failures', async () => {
  for (let times = 0; times < 2; times++) {
    const answer = await get('/api/posts?limit=0')
    expect([answer.status, isHit(answer), answer.headers['cache-control']]).toEqual([400, false, 'no-store'])
  }
})

it('keeps what never changes whatever the world does', async () => {
  await get(`/avatars/${PERSONA}.svg`)
  site.changes.poke(null)
  site.clock.advanceBy(3_600_000)
  const face = await get(`/avatars/${PERSONA}.svg`)
  expect([isHit(face), face.headers['content-security-policy']]).toEqual([true, "default-src 'none'; sandbox"])
})
