/** Segment's own client for Node, pointed at us as at anybody. */
import type { EventEntry, LeadEvent, Page, Problem, TimelineItem } from '@troupe/contract'
import { gzipSync } from 'node:zlib'
import type { AddressInfo } from 'node:net'
import { Analytics } from '@segment/analytics-node'
import { expect, it } from 'vitest'
import { engagementServer } from '../testing/engagement-server.ts'

async function stage() {
  const server = await engagementServer()
  const { secret: writeKey = '' } = (await server.owner.post('/api/event-sources', { name: 'Shop', creatorId: server.creatorId, kind: 'segment' })).json<EventEntry>()
  await new Promise<void>((resolve) => { server.app.server.listen({ host: '127.0.0.1', port: 0 }, resolve) })
  const host = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  const events = async () => (await server.owner.get('/api/events?limit=100')).json<Page<LeadEvent>>().items.toReversed()
  return { ...server, writeKey, host, events, dispose: () => server[Symbol.asyncDispose]() }
}

it('understands Segment\'s client as it is', async () => {
  const server = await stage()
  await using _ = server
  const { writeKey, host, db, events } = server
  const errors: unknown[] = []
  const analytics = new Analytics({ writeKey, host, path: '/api/v1/batch', flushAt: 20, flushInterval: 10 })
  analytics.on('error', (error) => errors.push(error))
  analytics.page({ anonymousId: 'browser-1', name: 'Yoga', properties: { url: 'https://mira.example/yoga' }, context: { campaign: { name: 'May', source: 'newsletter', medium: 'e-mail' } } })
  analytics.track({ anonymousId: 'browser-1', event: 'Service Click', properties: { service: 'Dawn' }, messageId: 'fixed-1' })
  analytics.identify({ userId: 'u-1', anonymousId: 'browser-1', traits: { email: 'Ada@Example.org', firstName: 'Ada', lastName: 'L', plan: 'pro', phone: 'none' } })
  analytics.track({ userId: 'u-1', event: 'Order Completed', properties: { revenue: 49.5, currency: 'EUR' } })
  analytics.track({ userId: 'u-1', event: 'Webinar joined!' })
  analytics.page({ anonymousId: 'browser-2', name: 'Elsewhere' })
  analytics.alias({ userId: 'u-2', previousId: 'browser-2' })
  analytics.group({ userId: 'u-2', groupId: 'g-1', traits: { seats: 3 } })
  await analytics.closeAndFlush()
  expect(errors).toEqual([])

  const stored = await events()
  expect(stored.map(({ type }) => type)).toEqual(['page_view', 'service_click', 'stage_changed', 'identify', 'payment_success', 'stage_changed', 'Webinar joined', 'page_view', 'alias', 'group'])
  const leads = await db.selectFrom('consumers').select(['id', 'external_id', 'email', 'name', 'phone']).orderBy('id').execute()
  expect(leads).toMatchObject([{ external_id: 'u-1', email: 'ada@example.org', name: 'Ada L', phone: null }, { external_id: 'u-2' }])
  expect(stored[0]).toMatchObject({ consumerId: leads[0]?.id, payload: { name: 'Yoga', url: 'https://mira.example/yoga', campaign: { source: 'newsletter', name: 'May' } }, source: 'api' })
  expect(await db.selectFrom('consumer_contexts').select(['stage', 'revenue_minor', 'attributes']).where('consumer_id', '=', leads[0]?.id ?? '').executeTakeFirst()).toMatchObject({ stage: 'converted', revenue_minor: 4950, attributes: { plan: 'pro' } })

  const again = new Analytics({ writeKey, host, path: '/api/v1/batch', flushAt: 1 })
  again.track({ anonymousId: 'browser-1', event: 'Service Click', properties: { service: 'Dawn' }, messageId: 'fixed-1' })
  await again.closeAndFlush()
  expect(await events()).toHaveLength(stored.length)
})

it('answers each call as Segment does, says which it could not take, and believes no key that it does not know', async () => {
  const server = await stage()
  await using _ = server
  const { writeKey, app, events, db } = server
  const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
  const send = (call: string, body: unknown, headers: Record<string, string> = basic(writeKey)) => app.inject({ method: 'POST', url: `/api/v1/${call}`, headers: { 'content-type': 'application/json', ...headers }, payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) })
  const one = await send('identify', { userId: 'u-1', traits: { email: 'ada@example.org', name: 'Ada' } })
  expect([one.statusCode, one.json(), one.headers['access-control-allow-origin']]).toEqual([200, { success: true }, '*'])
  expect((await send('track', { userId: 7, event: 'x' })).json()).toEqual({ success: true })
  const partly = (await send('identify', { userId: 'u-9', traits: { email: 'grace@', phone: '030 12', firstName: 'Grace' } })).json<{ success: boolean; notes: { index: number; note: string }[] }>()
  expect(partly).toEqual({ success: true, notes: [{ index: 0, note: expect.stringMatching(/^email was left aside: “grace@” is no e-mail address; .*; phone was left aside: “030 12” is no phone number/) as string }] })
  const grace = (await events()).find(({ consumerName }) => consumerName === 'Grace')
  expect(grace?.payload).toMatchObject({ email: 'grace@', leftAside: { email: expect.stringContaining('no e-mail address') as string, phone: expect.stringContaining('with its country') as string } })
  const { items: [told] } = (await server.owner.get(`/api/consumers/${grace?.consumerId}/timeline`)).json<Page<TimelineItem>>()
  expect(told?.detail).toMatch(/^email was left aside: “grace@” is no e-mail address/)
  expect((await send('page', gzipSync(JSON.stringify({ anonymousId: 'b' })), { ...basic(writeKey), 'content-encoding': 'gzip' })).json()).toEqual({ success: true })
  // As a browser sends when the page closes.
  expect((await send('track', { writeKey, anonymousId: 'b', event: 'left' }, { 'content-type': 'text/plain' })).json()).toEqual({ success: true })
  expect((await send('batch', { batch: [{ type: 'track', userId: 'u-1', event: 'a\0b \ud800c' }, { type: 'track', event: 'x' }, { type: 'nonsense', userId: 'u' }, 5, { type: 'track', userId: 'u-1' }] })).json()).toEqual({
    success: true, faults: [1, 2, 3, 4].map((index) => ({ index, fault: expect.any(String) as string })),
  })
  expect((await events()).map(({ type }) => type)).toEqual(['identify', 'x', 'identify', 'page_view', 'left', 'a b c'])

  // A key that stands in a page corrects nobody.
  await send('identify', { userId: 'u-1', traits: { name: 'Mallory', email: 'mallory@example.org' } })
  expect(await db.selectFrom('consumers').select(['name', 'email']).where('external_id', '=', 'u-1').executeTakeFirst()).toEqual({ name: 'Ada', email: 'ada@example.org' })

  for (const [headers, type] of [[basic('twk_wrong'), 'write-key-not-valid'], [{}, 'write-key-missing'], [{ authorization: 'Basic %%' }, 'write-key-missing']] as const) {
    const answer = await send('track', { userId: 'u-1', event: 'x' }, headers)
    expect([answer.statusCode, answer.json<Problem>().type]).toEqual([401, `/problems/${type}`])
  }
  for (const [body, headers, status] of [['{', {}, 400], ['{"batch": 5}', {}, 400], [Buffer.from('no gzip'), { 'content-encoding': 'gzip' }, 400], ['{}', { 'content-encoding': 'br' }, 400], [gzipSync(Buffer.alloc(9_000_000, 32)), { 'content-encoding': 'gzip' }, 413]] as const) {
    expect((await send('batch', body, { ...basic(writeKey), ...headers })).statusCode).toBe(status)
  }
  expect((await app.inject({ method: 'OPTIONS', url: '/api/v1/track' })).statusCode).toBe(204)
  const document = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json<{ paths: Record<string, { post?: { requestBody?: object } }> }>()
  for (const path of ['/api/v1/alias', '/api/v1/batch', '/api/hooks/{id}']) expect(document.paths[path]?.post?.requestBody, path).toBeDefined()
})

it('takes an API key from servers, by which people are corrected and two who are one made one', async () => {
  const server = await stage()
  await using _ = server
  const { app, db, owner, writeKey, creatorId } = server
  const key = async (scopes: string[]) => (await owner.post('/api/api-keys', { name: 'server', scopes })).json<{ key: string }>().key
  const [reads, writes] = [await key(['read']), await key(['read', 'write'])]
  const send = (call: string, body: object, user: string) => app.inject({ method: 'POST', url: `/api/v1/${call}`, headers: { authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}` }, payload: body })
  expect((await send('track', { userId: 'u-1', event: 'x' }, reads)).json<Problem>().type).toBe('/problems/scope-missing')
  expect((await send('track', { userId: 'u-1', event: 'x' }, `${writes}x`)).statusCode).toBe(401)
  await send('identify', { userId: 'u-1', traits: { name: 'Ada' } }, writeKey)
  await send('track', { userId: 'u-2', event: 'Order Completed', properties: { revenue: 5 } }, writeKey)
  await send('alias', { userId: 'u-1', previousId: 'u-2' }, writeKey)
  const leads = () => db.selectFrom('consumers').select(['name', 'merged_into']).orderBy('id').execute()
  expect(await leads()).toMatchObject([{ name: 'Ada', merged_into: null }, { merged_into: null }])
  expect((await send('batch', { batch: [{ type: 'identify', userId: 'u-1', traits: { name: 'Ada L.' } }, { type: 'alias', userId: 'u-1', previousId: 'u-2' }] }, writes)).json()).toEqual({ success: true })
  expect(await leads()).toMatchObject([{ name: 'Ada L.', merged_into: null }, { merged_into: expect.any(String) }])
  // Of several creators it has to be said which.
  const other = await server.newCreator('other')
  // How many there are is kept in mind for some seconds.
  server.clock.advanceBy(10_000)
  expect((await send('track', { userId: 'u-3', event: 'x' }, writes)).json()).toMatchObject({ faults: [{ index: 0 }] })
  await send('track', { userId: 'u-3', event: 'x', context: { creatorId: other } }, writes)
  expect((await db.selectFrom('consumers').select('creator_id').where('external_id', '=', 'u-3').execute()).map((row) => row.creator_id)).toEqual([other])
  expect(creatorId).not.toBe(other)
})
