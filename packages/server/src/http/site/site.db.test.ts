/** The pages' routes with a bundle that shows what it was asked with; the real one has its own tests. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ada, post, publicSite, type PublicSite } from '../testing/public-site.ts'
import { loadWebBundle } from './web-bundle.ts'

let site: PublicSite
let folder: string

const SITE = `
export const siteAssets = (manifest) => Object.keys(manifest)
export const themeFromCookie = (cookie) => /theme=(dark|light)/.exec(cookie ?? '')?.[1] ?? null
let rendered = 0
export async function renderSite({ url, get, theme, assets, nowMs }) {
  const { pathname } = new URL(url, 'http://x.invalid')
  const posts = await get('/api/posts?limit=20&sort=recent')
  const missing = await get('/api/posts/nonsense')
  const html = JSON.stringify({ n: ++rendered, url, theme, assets, nowMs, posts: posts.body.items.length, missing: [missing.status, missing.body.type] })
  return { status: pathname === '/nowhere' ? 404 : 200, html }
}`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-site-'))
  const files = {
    'server/site.js': SITE, 'server/package.json': '{"type":"module"}', 'client/.vite/manifest.json': '{"entry":{}}', 'client/console.html': '<title>Console</title>',
    'client/theme.js': 'theme()', 'client/assets/site-1.js': 'x'.repeat(5_000), 'client/assets/site-1.js.br': 'packed', 'client/secret.key': 'no',
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  site = await publicSite({ publicUrl: 'https://feed.example', webFolder: folder })
  await site.write(post(1, ada.id, 'Hello'))
})
afterAll(async () => {
  await site[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const page = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await site.visitor.with(headers).get(url)
  return { status: answer.statusCode, headers: answer.headers, told: answer.json<Record<string, unknown>>() }
}

it('renders a page with what the API answers, and keeps it for each theme until the world has changed', async () => {
  const first = await page('/?sort=popular')
  expect(first).toMatchObject({
    status: 200, headers: { 'content-type': 'text/html; charset=utf-8', vary: expect.stringContaining('cookie') as string },
    told: { url: 'https://feed.example/?sort=popular', theme: null, assets: ['entry'], nowMs: site.clock.now(), posts: 1, missing: [400, '/problems/invalid-input'] },
  })
  expect((await page('/?sort=popular')).told['n']).toBe(first.told['n'])
  expect((await page('/?sort=popular', { cookie: 'a=b; theme=dark' })).told).toMatchObject({ theme: 'dark', n: Number(first.told['n']) + 1 })
  expect((await page('/?sort=popular')).told['n']).toBe(first.told['n'])
  await site.write(post(2, ada.id, 'More'))
  expect((await page('/?sort=popular')).told['posts']).toBe(2)
})

it('every address that nothing else answers is a page, and one that is none says so', async () => {
  for (const url of ['/post/1', '/@ada', '/@ada/followers', '/profile/1', '/trends', '/tag/bread', '/search?q=x']) expect((await page(url)).told['url']).toBe(`https://feed.example${url}`)
  const [once, again] = [await page('/nowhere'), await page('/nowhere')]
  expect([once.status, again.status, once.told['n'] === again.told['n']]).toEqual([404, 404, false])
})

it.each(['/api/nothing', '/api', '/assets/nothing.js', '/.well-known/nothing', '/avatars/a/b'])('%s is for programs, who get a problem', async (url) => {
  const answer = await site.visitor.get(url)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
})

it('serves the built files, packed as they were built, and no others', async () => {
  const script = await site.visitor.get('/assets/site-1.js')
  expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable', 'content-length': '5000' })
  expect((await site.visitor.with({ 'accept-encoding': 'br' }).get('/assets/site-1.js')).body).toBe('packed')
  expect((await site.visitor.get('/theme.js')).headers['cache-control']).toBe('public, max-age=300')
  for (const url of ['/assets/site-1.js.br', '/assets/../secret.key', '/assets/%2e%2e/secret.key', '/assets/..%2fsecret.key']) expect((await site.visitor.get(url)).body).not.toContain('no"')
  expect((await page('/secret.key')).told).toHaveProperty('url')
  expect((await page('/.vite/manifest.json')).told).toHaveProperty('url')
})

it('serves the console at every address of its own', async () => {
  for (const url of ['/console', '/console/', '/console/agents/1?x=2']) {
    const answer = await site.visitor.get(url)
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, '<title>Console</title>', 'no-cache'])
  }
})

it('says what to do when the pages have not been built', async () => {
  expect(await loadWebBundle(join(folder, 'elsewhere'))).toBeNull()
  await using bare = await publicSite()
  const answer = await bare.visitor.get('/')
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8'])
  expect(answer.body).toContain('npm start')
  expect((await bare.visitor.get('/api/posts')).statusCode).toBe(200)
})
