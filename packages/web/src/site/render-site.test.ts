import { describe, expect, it } from 'vitest'
import { DEVELOPMENT_ASSETS, renderSite } from './entry-server.tsx'
import { sampleComment, sampleId, samplePost, sampleProfile } from './testing/sample-feed.ts'

const POST = samplePost({ text: 'Minute 14(b) says </script><script>alert(1)</script> #verge' })
const ANSWERS: Record<string, unknown> = {
  '/api/trends': { items: [{ tag: 'verge', posts: 4, people: 2, rising: true, sample: 'a verge' }] },
  '/api/posts': { items: [POST], nextCursor: null },
  [`/api/posts/${POST.id}`]: POST,
  [`/api/posts/${POST.id}/comments`]: { items: [sampleComment(21), sampleComment(22, 21, 'error bars?')], nextCursor: null },
  '/api/profiles/by-username/brenda_votes': sampleProfile(),
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

  it('writes the theme on the root element and canonical links when it knows its address', async () => {
    const { html } = await renderSite({ url: 'https://troupe.example/trends', get, theme: 'dark', assets: DEVELOPMENT_ASSETS })
    expect(html).toContain('<html lang="en" data-theme="dark">')
    expect(html).toContain('<link rel="canonical" href="https://troupe.example/trends">')
  })
})
