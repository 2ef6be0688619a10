import type { AuditEntry, Context, EventEntry, LeadEvent, Page, Problem, TimelineItem } from '@troupe/contract'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { sweepKeys } from '../../engagement/events/event-keys.ts'
import { rebuildAll } from '../../engagement/context/rebuild-contexts.ts'
import { member } from '../testing/caller.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

interface Taken { id: Id; consumerId: Id; duplicate: boolean; fault: string | null; note: string | null }
interface Batch { accepted: number; duplicates: number; refused: number; items: Taken[] }

it('takes one event or a batch, answers each, and gives the same answer to the same key', async () => {
  await using server = await engagementServer()
  const { owner, poked } = server
  const one = await owner.post('/api/events', { type: 'page_view', email: 'ada@example.org', payload: { url: 'https://mira.example/yoga' }, at: '2026-10-01T13:59:00+02:00' })
  expect([one.statusCode, one.json()]).toEqual([201, { id: expect.any(String) as string, consumerId: expect.any(String) as string, duplicate: false, fault: null, note: null }])
  expect(poked).toContain('events')
  const lead = one.json<Taken>().consumerId

  for (const [body, status, code, path] of [
    [{ type: 'page_view' }, 400, 'invalid-input', ''], [{ type: 'page_view', email: 'nobody' }, 400, 'invalid-input', '/email'], [{ type: 'page_view', consumerId: server.ids.next() }, 404, 'event-names-nobody', '/consumerId'],
    [{ type: 'page_view', consumerId: lead, payload: { long: 'x'.repeat(1_000_000) } }, 413, 'payload-too-large', '/payload'], [{ type: '  ', consumerId: lead }, 400, 'invalid-input', '/type'],
  ] as const) {
    const answer = await owner.post('/api/events', body)
    expect([answer.statusCode, answer.json<Problem>().type, answer.json<Problem>().faults?.[0]?.path], JSON.stringify(body).slice(0, 80)).toEqual([status, `/problems/${code}`, path])
  }
  expect((await owner.post('/api/events', { type: 'x', consumerId: lead, payload: { long: 'x'.repeat(1_000_000) } })).json<Problem>().detail).toContain('262144')

  expect((await owner.post('/api/events', { type: 'page_view', email: 'ada@example.org', at: 'yesterday' })).json<Problem>().detail).toBe('The body does not fit: /at must be a moment such as 2026-05-04T09:30:00Z, not "yesterday".')

  const batch = { batch: [{ type: 'service_click', consumerId: lead }, { type: 'no address', email: '@' }, 'nonsense', { type: 'page_view', anonymousId: 'b-1', messageId: 'm-1' }, { type: 'page_view', anonymousId: 'b-1', messageId: 'm-1' }] }
  const many = await owner.with({ 'idempotency-key': 'k-1' }).post('/api/events', batch)
  expect(many.statusCode).toBe(200)
  expect(many.json<Batch>()).toMatchObject({ accepted: 2, duplicates: 1, refused: 2, items: [{ fault: null }, { fault: expect.stringContaining('email') as string }, { fault: expect.any(String) as string }, { duplicate: false }, { duplicate: true }] })
  const again = await owner.with({ 'idempotency-key': 'k-1' }).post('/api/events', batch)
  expect([again.json(), again.headers['idempotency-replayed']]).toEqual([many.json(), 'true'])
  const other = await owner.with({ 'idempotency-key': 'k-1' }).post('/api/events', { type: 'page_view', consumerId: lead })
  expect([other.statusCode, other.json<Problem>().type]).toEqual([409, '/problems/idempotency-key-reused'])
  expect((await owner.with({ 'idempotency-key': 'a b' }).post('/api/events', batch)).statusCode).toBe(400)
  expect((await owner.post('/api/events', { batch: Array.from({ length: 501 }, () => ({ type: 'x' })) })).statusCode).toBe(400)

  const keys = () => server.db.selectFrom('event_keys').select((is) => is.fn.countAll<number>().as('count')).executeTakeFirst()
  expect(await keys()).toEqual({ count: 2 })
  expect(await sweepKeys(server.db, server.clock.now() + 25 * 3_600_000)).toBe(2)
  expect(await keys()).toEqual({ count: 0 })

  // Whoever answers STOP hears no more, however the answer comes in, and agents hear of that.
  const stop = (await owner.post('/api/events', { type: 'whatsapp_received', whatsapp: '+49 30 123456', payload: { text: ' Stop! ' } })).json<Taken>()
  const said = await server.db.selectFrom('events').select(['type', 'source', 'payload']).where('consumer_id', '=', stop.consumerId).where('type', '!=', 'stage_changed').orderBy('id').execute()
  expect(said.map(({ type, source }) => [type, source])).toEqual([['whatsapp_received', 'api'], ['unsubscribed', 'system']])
  expect(said[1]?.payload).toEqual({ channel: 'whatsapp', reason: 'stop', source: 'reply' })
  expect((await owner.get(`/api/consumers/${stop.consumerId}`)).json()).toMatchObject({ consents: { whatsapp: { status: 'withdrawn' } }, suppressed: { whatsapp: 'stop' } })
})

it('lists events, tells types and one lead\'s time line, and rebuilds what is known of it', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId, clock } = server
  const other = await server.newCreator('noor')
  const lead = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Ada', email: 'ada@example.org' })
  const at = (seconds: number) => new Date(clock.now() - seconds * 1000).toISOString()
  await owner.post('/api/events', { batch: [
    { type: 'page_view', consumerId: lead, at: at(90), payload: { url: '/yoga' } }, { type: 'service_click', consumerId: lead, at: at(60), payload: { service: 'Yoga at dawn' } }, { type: 'payment_success', consumerId: lead, at: at(30), payload: { amount: 49.5, currency: 'eur' } },
    { type: 'consent_granted', consumerId: lead, at: at(20), payload: { channel: 'email', source: 'form' } }, { type: 'Webinar joined', consumerId: lead, at: at(10) }, { type: 'page_view', creatorId: other, externalId: 'u-9' },
  ] })
  await server.intake.record(null, [{ workspaceId, creatorId, consumerId: lead, type: 'email_opened', payload: {}, source: 'webhook', atMs: clock.now(), notCounted: 'fetched by a mail proxy' }])
  const turn = { id: ids.next(), agent: ids.next() }
  const events = (await owner.get(`/api/events?consumerId=${lead}&limit=100`)).json<Page<LeadEvent>>().items
  expect(events.map(({ type, known, counted }) => [type, known, counted])).toEqual([
    ['email_opened', true, false], ['Webinar joined', false, true], ['consent_granted', true, true], ['stage_changed', true, true], ['payment_success', true, true], ['stage_changed', true, true], ['service_click', true, true], ['page_view', true, true],
  ])
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, created_at) VALUES (${turn.agent}, ${workspaceId}, ${creatorId}, 'Sales', 'messaging', '{"kind":"rules"}', 'ready', 0, 0)`.execute(db)
  await sql`INSERT INTO turns (id, agent_id, project_id, trigger, started_at, outcome, steps, acts, cost_micros, summary) VALUES (${turn.id}, ${turn.agent}, ${creatorId}, ${JSON.stringify({ kind: 'event', eventId: events[6]?.id, eventType: 'service_click' })}, 0, 'rested', 1, 0, 0, '')`.execute(db)
  expect((await owner.get(`/api/events/${events[6]?.id}`)).json()).toMatchObject({ type: 'service_click', consumerName: 'Ada', turns: [{ id: turn.id, agentId: turn.agent, agentName: 'Sales' }] })
  expect((await owner.get(`/api/events/${ids.next()}`)).statusCode).toBe(404)

  const page = (await owner.get(`/api/events?creatorId=${creatorId}&limit=3`)).json<Page<LeadEvent>>()
  const next = (await owner.get(`/api/events?creatorId=${creatorId}&limit=3&cursor=${page.nextCursor}`)).json<Page<LeadEvent>>()
  expect([...page.items, ...next.items].map(({ id }) => id)).toEqual(events.slice(0, 6).map(({ id }) => id))
  expect((await owner.get(`/api/events?type=page_view&source=api&from=${at(100)}&to=${at(80)}`)).json<Page<LeadEvent>>().items).toHaveLength(1)
  const types = (await owner.get('/api/events/types')).json<{ items: { type: string; known: boolean; count: number; lastAt: string | null }[] }>().items
  expect(types).toContainEqual({ type: 'page_view', known: true, count: 2, lastAt: new Date(clock.now()).toISOString() })
  expect(types).toContainEqual({ type: 'Webinar joined', known: false, count: 1, lastAt: at(10) })
  expect(types).toContainEqual({ type: 'booking_created', known: true, count: 0, lastAt: null })
  expect((await owner.get(`/api/events/types?creatorId=${other}`)).json<{ items: { type: string; count: number }[] }>().items[0]).toMatchObject({ type: 'page_view', count: 1 })

  await db.insertInto('messages').values({
    id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, consumer_id: lead, conversation_id: null, action_id: null, turn_id: null, direction: 'in', channel: 'email', author_kind: 'lead', author_id: lead, author_name: 'Ada', subject: null,
    text: 'When is it?', at: clock.now() - 5_000, vendor: null, vendor_id: null, delivery: null, generator: null, intent: null, read_at: null,
  }).execute()
  const items: TimelineItem[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer: Page<TimelineItem> = (await owner.get(`/api/consumers/${lead}/timeline?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)).json()
    items.push(...answer.items)
    cursor = answer.nextCursor
  }
  expect(items.map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
    ['event', 'Email opened', 'Not counted: fetched by a mail proxy'], ['message', 'Ada wrote by e-mail', 'When is it?'], ['event', 'Webinar joined', null], ['consent', 'Consent given for e-mail', 'form'], ['stage', 'Stage: converted', 'from interested'],
    ['event', 'Payment success', '€49.50'], ['stage', 'Stage: interested', 'from new'], ['event', 'Service click', 'Yoga at dawn'], ['event', 'Page view', '/yoga'],
  ])

  const rebuild = async () => (await owner.post(`/api/consumers/${lead}/rebuild-context`)).json<{ events: number; changed: boolean; context: Context }>()
  expect(await rebuild()).toMatchObject({ events: 7, changed: false, context: { stage: 'converted', revenueMinor: 4950, events: 7 } })
  await sql`UPDATE consumer_contexts SET counts = '{}', stage = 'new', revenue_minor = 1 WHERE consumer_id = ${lead}`.execute(db)
  expect(await rebuild()).toMatchObject({ changed: true, context: { stage: 'converted', revenueMinor: 4950 } })
  expect((await owner.get('/api/audit')).json<Page<AuditEntry>>().items[0]?.action).toBe('context-rebuilt')
  // What retention has taken the words of stays as it was found.
  await sql`UPDATE events SET payload = NULL WHERE type = 'payment_success'`.execute(db)
  expect(await rebuild()).toMatchObject({ changed: false, context: { revenueMinor: 4950 } })
  expect(await rebuildAll(db, { workspaceId })).toEqual({ leads: 2, events: 8, changed: 0 })
  expect((await owner.post(`/api/consumers/${ids.next()}/rebuild-context`)).statusCode).toBe(404)
})

it('takes webhooks that are signed by the source\'s secret, and no others', async () => {
  await using server = await engagementServer()
  const { owner, clock, creatorId, app } = server
  const made = await owner.post('/api/event-sources', { name: 'Booking desk', creatorId, kind: 'webhook' })
  const source = made.json<EventEntry>()
  expect([made.statusCode, source]).toEqual([201, { id: source.id, name: 'Booking desk', creatorId, kind: 'webhook', prefix: source.secret?.slice(0, 10), createdAt: new Date(clock.now()).toISOString(), lastUsedAt: null, path: `/api/hooks/${source.id}`, secret: expect.stringMatching(/^whsec_/) as string }])
  const send = (body: string, how: { secret?: string | undefined; id?: string; atMs?: number; sent?: string } = {}) => {
    const { secret = source.secret ?? '', id = 'evt_1', atMs = clock.now(), sent = body } = how
    const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(atMs / 1000)), 'webhook-signature': `v1,AAAA ${new Webhook(secret).sign(id, new Date(atMs), body)}` }
    return app.inject({ method: 'POST', url: source.path, headers, payload: sent })
  }
  const body = JSON.stringify({ type: 'booking.created', timestamp: new Date(clock.now() - 5_000).toISOString(), data: { email: 'Ada@Example.org', service: 'Yoga', text: 'a\0b' } })
  const forged = [send(body, { secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` }), send(body, { sent: body.replace('Yoga', 'Gold') }), send(body, { atMs: clock.now() - 400_000 }), app.inject({ method: 'POST', url: source.path, payload: body })]
  for (const answer of await Promise.all(forged)) expect([answer.statusCode, answer.json<Problem>().type]).toEqual([401, '/problems/bad-signature'])
  expect((await app.inject({ method: 'POST', url: `/api/hooks/${server.ids.next()}`, payload: body })).statusCode).toBe(401)
  expect((await owner.get('/api/events')).json<Page<LeadEvent>>().items).toEqual([])

  const first = await send(body)
  expect([first.statusCode, first.json()]).toMatchObject([200, { duplicate: false, fault: null }])
  expect((await send(body)).json()).toMatchObject({ duplicate: true, id: first.json<Taken>().id })
  expect((await owner.get(`/api/events/${first.json<Taken>().id}`)).json()).toMatchObject({ type: 'booking_created', source: 'webhook', creatorId, at: new Date(clock.now() - 5_000).toISOString(), payload: { service: 'Yoga', text: 'ab' } })
  for (const [wrong, status] of [['[1]', 400], ['{', 400], ['{"type":"x"}', 400], ['{"type":"x","consumerId":"nobody"}', 400]] as const) expect((await send(wrong, { id: wrong })).statusCode, wrong).toBe(status)

  const listed = (await owner.get('/api/event-sources')).json<Page<EventEntry>>().items
  expect(listed).toMatchObject([{ id: source.id, lastUsedAt: new Date(clock.now()).toISOString() }])
  expect(JSON.stringify(listed)).not.toContain(source.secret)
  expect((await owner.delete(`/api/event-sources/${source.id}`)).statusCode).toBe(204)
  expect((await send(body, { id: 'evt_2' })).statusCode).toBe(401)
  expect((await owner.get('/api/audit')).json<Page<AuditEntry>>().items.slice(0, 2).map(({ action }) => action)).toEqual(['event-source-deleted', 'event-source-created'])
})

it('shows a creator\'s own login nothing of others, and lets it name none of their leads', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, app, workspaceId, creatorId } = server
  const other = await server.newCreator('noor')
  const hers = await plainLead(db, { id: ids.next(), workspaceId, creatorId: other, email: 'cyd@example.org' })
  await owner.post('/api/events', { type: 'page_view', consumerId: hers })
  const mira = await member(app, owner, 'operator', 'mira@troupe.example')
  await sql`UPDATE memberships SET creator_id = ${creatorId} WHERE user_id = (SELECT id FROM users WHERE email = 'mira@troupe.example')`.execute(db)
  const event = (await owner.get('/api/events')).json<Page<LeadEvent>>().items[0]
  expect((await mira.get('/api/events')).json<Page<LeadEvent>>().items).toEqual([])
  for (const url of [`/api/events/${event?.id}`, `/api/events?creatorId=${other}`, `/api/events/types?creatorId=${other}`, `/api/consumers/${hers}/timeline`]) expect((await mira.get(url)).statusCode, url).toBe(404)
  expect((await mira.post(`/api/consumers/${hers}/rebuild-context`)).statusCode).toBe(404)
  expect((await mira.post('/api/events', { type: 'page_view', consumerId: hers })).statusCode).toBe(404)
  expect((await mira.post('/api/events', { type: 'page_view', creatorId: other, email: 'x@example.org' })).statusCode).toBe(404)
  expect((await mira.post('/api/events', { type: 'page_view', email: 'x@example.org' })).statusCode).toBe(201)
  expect((await mira.get('/api/events')).json<Page<LeadEvent>>().items.map((one) => one.creatorId)).toEqual([creatorId])
})
