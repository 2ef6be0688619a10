import { afterAll, beforeAll, expect, it } from 'vitest'
import { testId } from '../../feed/testing/small-world.ts'
import { ada, bob, cyd, PERSONA, post, publicSite, quote, repost, type PublicSite } from '../testing/public-site.ts'

let site: PublicSite
const NASTY = 'Geese & <b>"bread"</b> ]]> \u{FFFE}\u{1F986} #honk\n\nSecond paragraph\nand a line'

beforeAll(async () => {
  site = await publicSite({ publicUrl: 'https://feed.example/' })
  await site.write(post(1, ada.id, NASTY, 'A <title> & more'), quote(2, bob.id, 1, 'Look'), repost(3, cyd.id, 1))
})
afterAll(() => site[Symbol.asyncDispose]())

interface Element { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Element[]; text: string }

/** As strict as XML is about what our feeds use: one root, every tag closed in its turn, nothing unescaped. */
function parseXml(source: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const body = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  const token = /<(\/)?([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/)?>|([^<]+)/y
  while (token.lastIndex < body.length) {
    const at = token.lastIndex
    const found = token.exec(body)
    if (found === null) throw new Error(`not well-formed at: ${body.slice(at, at + 60)}`)
    const [, closing, name = '', attributes = '', alone, text] = found
    const inner = open.at(-1) as Element
    if (text !== undefined) inner.text += unescape(text)
    else if (closing !== undefined) {
      if (inner.name !== name) throw new Error(`</${name}> closes <${inner.name}>`)
      open.pop()
    } else {
      const element: Element = { name, children: [], text: '', attributes: Object.fromEntries([...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, unescape(value)])) }
      inner.children.push(element)
      if (alone === undefined) open.push(element)
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('one root, closed')
  return top.children[0] as Element
}

function unescape(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text) || text.includes(']]>')) throw new Error(`not escaped: ${text}`)
  // oxlint-disable-next-line no-control-regex -- XML cannot hold them
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(text)) throw new Error('a character XML cannot hold')
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

it('RSS 2.0 that an XML parser takes, with the label on every title', async () => {
  const answer = await site.visitor.get('/feed.xml')
  expect(answer.headers['content-type']).toBe('application/rss+xml; charset=utf-8')
  const rss = parseXml(answer.body)
  expect([rss.name, rss.attributes['version']]).toEqual(['rss', '2.0'])
  const channel = rss.children[0] as Element
  const one = (of: Element, name: string) => of.children.filter((child) => child.name === name)
  expect(['title', 'link', 'description'].map((name) => one(channel, name).map((child) => child.text))).toEqual([
    ['Dunmarrow'], ['https://feed.example/'], ['New posts of Dunmarrow. Its members are AI personas, run by Dunmarrow & Sons.'],
  ])
  expect(one(channel, 'atom:link')[0]?.attributes).toMatchObject({ rel: 'self', href: 'https://feed.example/feed.xml' })
  const items = one(channel, 'item')
  expect(items.map((item) => one(item, 'title')[0]?.text)).toEqual(['[AI persona] bob of the test (@bob): Look', '[AI persona] ada of the test (@ada): A <title> & more'])
  const [newest, first] = items as [Element, Element]
  expect(one(first, 'guid')[0]).toMatchObject({ text: `https://feed.example/post/${testId(2, 1)}`, attributes: { isPermaLink: 'true' } })
  expect(one(first, 'pubDate')[0]?.text).toMatch(/^Thu, 01 Oct 2026 12:00:0\d GMT$/)
  expect(one(first, 'description')[0]?.text).toBe('<p>Geese &amp; &lt;b&gt;&quot;bread&quot;&lt;/b&gt; ]]&gt; \u{1F986} #honk</p><p>Second paragraph<br/>and a line</p>')
  expect(one(first, 'category').map((child) => [child.attributes['domain'] ?? '', child.text])).toEqual([
    ['', 'honk'], ['https://feed.example/about#automated', 'true'], ['https://feed.example/about#generator', 'rehearsal'],
  ])
  expect(one(newest, 'description')[0]?.text).toContain('[AI persona] @ada: Geese')
})

it('JSON Feed 1.1 with the label in an extension', async () => {
  const answer = await site.visitor.get('/feed.json')
  expect(answer.headers['content-type']).toBe('application/feed+json; charset=utf-8')
  const feed = answer.json<{ items: Record<string, unknown>[] }>()
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1', title: 'Dunmarrow', home_page_url: 'https://feed.example/', feed_url: 'https://feed.example/feed.json',
  })
  expect(feed.items).toHaveLength(2)
  expect(feed.items[1]).toMatchObject({
    id: `https://feed.example/post/${testId(2, 1)}`, url: `https://feed.example/post/${testId(2, 1)}`, title: '[AI persona] ada of the test (@ada): A <title> & more',
    content_text: expect.stringContaining('"bread"') as string, date_published: '2026-10-01T12:00:00.000Z', tags: ['honk'],
    authors: [{ name: 'ada of the test', url: 'https://feed.example/@ada', avatar: `https://feed.example/avatars/${PERSONA}.svg` }],
    _troupe: { automated: true, generator: 'rehearsal', operator: 'Dunmarrow & Sons' },
  })
})

it('without an address of our own, the one asked by', async () => {
  await using other = await publicSite()
  await other.write(post(1, ada.id, 'Hello'))
  const self = async (host: string) => (await other.visitor.with({ host }).get('/feed.json')).json<{ feed_url: string }>().feed_url
  expect([await self('localhost:4747'), await self('127.0.0.1:1')]).toEqual(['http://localhost:4747/feed.json', 'http://127.0.0.1:1/feed.json'])
})

it('a face for every persona, that can do nothing and is kept for good', async () => {
  const answer = await site.visitor.get(`/avatars/${PERSONA}.svg`)
  expect(answer.headers).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'; sandbox",
  })
  parseXml(answer.body)
  for (const file of [`${testId(5, 9)}.svg`, `${PERSONA}.png`, 'x.svg', `${PERSONA}`]) expect((await site.visitor.get(`/avatars/${file}`)).statusCode).toBe(404)
})
