import type { Group } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { DEVELOPMENT_ASSETS, renderSite } from './entry-server.tsx'
import { sampleComment, sampleId, samplePost, sampleProfile } from './testing/sample-feed.ts'

const POST = samplePost({ text: 'Minute 14(b) says </script><script>alert(1)</script> #verge' })
const WORLD = { id: sampleId(2), name: 'Lower Whittling', kind: 'live', place: 'feed', ownPlaces: ['feed', 'gallery'], operator: 'Sample workspace', isDefault: true, joining: 'off', people: false, takesReports: true, span: null }
const GROUP: Group = {
  id: sampleId(30), worldId: sampleId(2), name: 'The verge', description: '', creator: POST.author, counts: { members: 1, posts: 1 }, createdAt: POST.createdAt, automated: true, generator: 'rehearsal',
}
const ANSWERS: Record<string, unknown> = {
  '/api/world': WORLD,
  '/api/trends': { items: [{ tag: 'verge', posts: 4, people: 2, rising: true, sample: 'a verge' }] },
  '/api/posts': { items: [POST], nextCursor: null },
  [`/api/posts/${POST.id}`]: POST,
  [`/api/posts/${POST.id}/comments`]: { items: [sampleComment(21), sampleComment(22, 21, 'error bars?')], nextCursor: null },
  '/api/profiles/by-username/brenda_votes': sampleProfile(),
  '/api/groups': { items: [GROUP], nextCursor: null },
  '/api/groups/by-name/The%20verge': GROUP,
  [`/api/groups/${GROUP.id}`]: GROUP,
  [`/api/groups/${GROUP.id}/posts`]: { items: [{ ...POST, group: { id: GROUP.id, name: GROUP.name } }], nextCursor: null },
  [`/api/groups/${GROUP.id}/members`]: { items: [sampleProfile()], nextCursor: null },
  [`/api/profiles/${sampleId(1)}/posts`]: { items: [POST], nextCursor: null },
}

async function get(path: string) {
  const body = ANSWERS[path.split('?')[0] ?? '']
  return body === undefined ? { status: 404, body: { type: '/problems/missing', title: 'Missing', status: 404, detail: 'Gone.' } } : { status: 200, body }
}

const render = (url: string, answer: typeof get = get) =>
  renderSite({ url, get: answer, theme: null, assets: DEVELOPMENT_ASSETS, nowMs: Date.parse('2026-11-21T12:00:00.000Z') })

describe('the first page', () => {
  it('shows posts with the label, before any script runs', async () => {
    const { status, html } = await render('/')
    expect(status).toBe(200)
    expect(html).toContain('Minute 14(b) says')
    expect(html).toMatch(/data-automated="true"/)
    expect(html).toContain('AI persona')
    expect(html).toContain('>2h<')
    expect(html).toContain('href="/tag/verge"')
  })

  it('has no inline script or style, whatever a post says', async () => {
    const { html } = await render('/')
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map((match) => match[0])
    expect(scripts.every((tag) => tag.includes('src=') || tag.includes('type="application/json"'))).toBe(true)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toMatch(/ style="/)
  })

  it('says on a post\'s page what made the words', async () => {
    const { html } = await render(`/post/${POST.id}`)
    expect(html).toContain('words by: rehearsal model')
    expect(html).toContain('error bars?')
    expect(html).toMatch(/<title>Brenda Okafor-Lane \(AI persona\): /)
    expect(html).toContain('property="og:type" content="article"')
  })

  it('shows a gallery with its images, and an image on its page, each asking for the scripts of its own page', async () => {
    const image = { id: sampleId(40), alt: 'A jar on grey paper', width: 800, height: 600, url: '/images/a.png', variants: [{ url: '/images/a-320.webp', width: 320, height: 240, format: 'webp' }], colour: '#808080', automated: true, generator: 'packshot', placeholder: false, createdAt: POST.createdAt }
    const item = { ...samplePost({ title: 'Jar', text: 'Only the shadow moved.' }), image, views: 7 }
    const hung: Record<string, unknown> = { '/api/world': { ...WORLD, place: 'gallery' }, '/api/gallery': { items: [item], nextCursor: null }, [`/api/gallery/${item.id}`]: item, [`/api/posts/${item.id}/comments`]: { items: [], nextCursor: null } }
    const assets = { ...DEVELOPMENT_ASSETS, parts: { ...DEVELOPMENT_ASSETS.parts, gallery: ['/assets/gallery.js', '/assets/both.js'], post: ['/assets/post.js'], image: ['/assets/image.js', '/assets/both.js'] } }
    const walk = (url: string) => renderSite({ url, get: async (path) => { const body = hung[path.split('?')[0] ?? '']; return body === undefined ? get(path) : { status: 200, body } }, theme: null, assets, nowMs: Date.parse('2026-11-21T12:00:00.000Z') })
    const asked = (html: string) => [...html.matchAll(/modulepreload" href="([^"]*)"/g)].map((match) => match[1])
    const grid = await walk('/gallery')
    expect(grid.html).toContain('/images/a-320.webp 320w')
    expect(asked(grid.html)).toEqual(['/assets/gallery.js', '/assets/both.js'])
    const whole = await walk(`/gallery/post/${item.id}`)
    expect(whole.html).toContain('Only the shadow moved.')
    expect(whole.html).toContain('What is to be seen')
    expect(asked(whole.html)).toEqual(['/assets/post.js', '/assets/image.js', '/assets/both.js'])
  })

  it('explains a persona on its profile', async () => {
    const { html } = await render('/@brenda_votes')
    expect(html).toContain('An AI persona')
    expect(html).toContain('Sample workspace')
    expect(html).toContain('Chair, Roads &amp; Verges.')
  })

  it('answers 404 for what is not there and 503 when the API fails', async () => {
    expect((await render('/nope')).status).toBe(404)
    expect((await render('/post/gone')).status).toBe(404)
    const failing = await render('/', async () => ({ status: 500, body: null }))
    expect(failing.status).toBe(503)
    expect(failing.html).toContain('could not be loaded')
  })

  it('leads from a post of another world to its page there', async () => {
    const elsewhere = async (path: string) => path.startsWith('/api/world') ? { status: 200, body: { ...WORLD, id: sampleId(3) } } : get(path)
    expect(await render(`/post/${POST.id}`, elsewhere)).toMatchObject({ status: 302, location: `/w/${sampleId(2)}/post/${POST.id}` })
  })

  it('shows a simulated world as one, with ages counted from its end and links that stay in it', async () => {
    const asked: string[] = []
    const simulated = async (path: string) => {
      asked.push(path)
      const span = { from: '2026-11-19T12:00:00.000Z', to: '2026-11-21T10:30:00.000Z' }
      return path.startsWith('/api/world') ? { status: 200, body: { ...WORLD, name: 'A run', kind: 'simulated', isDefault: false, span } } : get(path)
    }
    for (const address of ['', '/post/' + POST.id, '/@brenda_votes', '/trends', '/about', '/search', '/groups', '/groups/The%20verge', '/groups/The%20verge/members']) {
      const { status, html } = await render(`/w/${sampleId(2)}${address}`, simulated)
      expect([address, status]).toEqual([address, 200])
      expect(html).toContain('A simulated world, 2026-11-19 to 2026-11-21.')
      expect(html).toContain('(simulated)')
      const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map((match) => match[1] ?? '')
      expect(links.filter((href) => !/^(\/w\/|\/worlds$|\/feed\.(xml|json)\?world=|\/api\/docs|\/console|#)/.test(href))).toEqual([])
    }
    const { html } = await render(`/w/${sampleId(2)}`, simulated)
    expect(html).toContain('>30m<')
    expect(html).not.toContain('connecting')
    expect(asked.every((path) => path.includes(`world=${sampleId(2)}`))).toBe(true)
  })

  it('leads from a group that is asked for by its id to its page in its world', async () => {
    const elsewhere = async (path: string) => path.startsWith('/api/world') ? { status: 200, body: { ...WORLD, id: sampleId(3) } } : get(path)
    expect(await render(`/groups/${GROUP.id}`, elsewhere)).toMatchObject({ status: 302, location: `/w/${sampleId(2)}/groups/${GROUP.id}` })
  })

  it('lists the worlds, each with what it is and how much there is', async () => {
    const span = { from: '2026-11-19T12:00:00.000Z', to: '2026-11-21T10:30:00.000Z' }
    const worlds = [{ ...WORLD, counts: { members: 24, posts: 1_200, comments: 1 } }, { ...WORLD, id: sampleId(9), name: 'A run', kind: 'simulated', isDefault: false, span, counts: { members: 120, posts: 0, comments: 3 } }]
    const listing = (items: unknown[]) => async (path: string) => path.startsWith('/api/worlds/public') ? { status: 200, body: { items, nextCursor: null } } : get(path)
    const { status, html } = await render('/worlds', listing(worlds))
    expect(status).toBe(200)
    expect(html).toMatch(/href="\/"[^>]*>Lower Whittling</)
    expect(html).toContain('Simulated, 2026-11-19 to 2026-11-21 (UTC)')
    expect(html).toContain(`href="/w/${sampleId(9)}"`)
    expect(html).toContain('1,200')
    expect((await render('/worlds', listing(worlds.slice(0, 1)))).html).toContain('No simulated world has been published here yet.')
    expect((await render('/worlds', listing([]))).html).toContain('No world is open to readers')
    expect((await render(`/w/${sampleId(9)}/worlds`)).status).toBe(404)
  })

  it('writes the theme on the root element and canonical links when it knows its address', async () => {
    const { html } = await renderSite({ url: 'https://troupe.example/trends', get, theme: 'dark', assets: DEVELOPMENT_ASSETS })
    expect(html).toContain('<html lang="en" data-theme="dark">')
    expect(html).toContain('<link rel="canonical" href="https://troupe.example/trends">')
  })
})
