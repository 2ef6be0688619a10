import type { Consumer, ConsumerPage, ConsentRecord, LeadScore, Merged, Page, Problem, Suppression } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { rebuildContexts } from '../../engagement/context/rebuild-contexts.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

it('adds leads with checked addresses, each of which is one lead\'s', async () => {
  await using server = await engagementServer()
  const { owner, creatorId } = server
  const made = (await owner.post('/api/consumers', { creatorId, externalId: 'c-1', name: ' Lee ', email: 'Lee@Example.ORG', phone: '+49 30 1234567', timezone: 'Europe/Berlin', locale: 'de_AT', tags: ['vip', 'vip'] })).json<Consumer>()
  expect(made).toMatchObject({ name: 'Lee', email: 'lee@example.org', phone: '+49301234567', locale: 'de-AT', tags: ['vip'], consents: {}, suppressed: {}, erased: false, context: { stage: 'new', events: 0 } })
  const bad = await owner.post('/api/consumers', { creatorId, phone: '030 1234567' })
  expect([bad.statusCode, bad.json<Problem>().faults]).toEqual([400, [{ path: '/phone', message: expect.stringContaining('with its country') }]])
  const again = await owner.post('/api/consumers', { creatorId, email: 'LEE@example.org' })
  expect([again.statusCode, again.json<Problem>()]).toEqual([409, expect.objectContaining({ type: '/problems/lead-known', detail: expect.stringContaining(made.id) })])
  const nobody = await owner.post('/api/consumers', { creatorId, name: '  ', email: '', tags: ['vip'], attributes: { plan: 'pro' } })
  expect([nobody.statusCode, nobody.json<Problem>().detail]).toEqual([400, expect.stringMatching(/name/)])
  const nameless = await owner.post('/api/consumers', { creatorId, email: '', tags: ['vip'] })
  expect([nameless.statusCode, nameless.json<Problem>()]).toEqual([400, expect.objectContaining({ detail: expect.stringContaining('Nothing says who this lead is'), faults: [{ path: '/name', message: 'give a name, an address or an externalId' }] })])
  // Refused whole: none of them is there.
  expect((await owner.get('/api/consumers')).json<ConsumerPage>().total).toBe(1)

  const changed = (await owner.patch(`/api/consumers/${made.id}`, { email: null, whatsapp: '+49 30 1234567' })).json<Consumer>()
  expect(changed).toMatchObject({ name: 'Lee', email: null, whatsapp: '+49301234567', phone: '+49301234567' })
  expect((await owner.post('/api/consumers', { creatorId, email: 'lee@example.org' })).statusCode).toBe(201)
  const kinds = await server.db.selectFrom('consumer_identities').select('kind').where('consumer_id', '=', made.id).orderBy('kind').execute()
  expect(kinds.map(({ kind }) => kind)).toEqual(['external', 'phone', 'whatsapp'])
  const many = await Promise.all(Array.from({ length: 6 }, () => owner.post('/api/consumers', { creatorId, email: 'same@example.org', externalId: 'same' })))
  expect(many.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409, 409])
})

it('lists by what was seen last, newest and score, page by page, with counts', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId, workspaceId, ids } = server
  const nowMs = server.clock.now()
  const people = []
  for (const [place, name] of ['Ann', 'Bo', 'Cy', 'Di', 'Ed'].entries()) {
    const id = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name, email: `${name}@example.org`.toLowerCase() })
    await db.updateTable('consumer_contexts').set({ last_seen_at: place === 0 ? null : nowMs - place * 3_600_000, stage: place < 2 ? 'engaged' : 'new', counts: JSON.stringify({ service_click: place }) }).where('consumer_id', '=', id).execute()
    people.push(id)
  }
  const other = await server.newCreator('other')
  await plainLead(db, { id: ids.next(), workspaceId, creatorId: other, name: 'Zoe' })
  const names = async (query: string): Promise<string[]> => {
    const all: string[] = []
    for (let cursor = ''; ;) {
      const page = (await owner.get(`/api/consumers?limit=2&creatorId=${creatorId}${query}${cursor}`)).json<ConsumerPage>()
      all.push(...page.items.map(({ name }) => name ?? ''))
      if (page.nextCursor === null) return all
      cursor = `&cursor=${page.nextCursor}`
    }
  }
  expect(await names('')).toEqual(['Bo', 'Cy', 'Di', 'Ed', 'Ann'])
  expect(await names('&order=newest')).toEqual(['Ed', 'Di', 'Cy', 'Bo', 'Ann'])
  const scored = await names('&order=score')
  expect(scored.toSorted()).toEqual(['Ann', 'Bo', 'Cy', 'Di', 'Ed'])
  const { items } = (await owner.get(`/api/consumers?creatorId=${creatorId}&order=score`)).json<ConsumerPage>()
  expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).toSorted((a, b) => b - a))
  expect(await names('&query=bo%40ex')).toEqual(['Bo'])
  expect(await names('&query=%25')).toEqual([])
  expect((await owner.get(`/api/consumers?stage=new&creatorId=${creatorId}`)).json<ConsumerPage>()).toMatchObject({ total: 3, facets: { stage: { new: 3, engaged: 2 } } })
  expect((await owner.get('/api/consumers')).json<ConsumerPage>().total).toBe(6)
})

it('keeps suppressed addresses by hash, and shows which leads they touch', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId, workspaceId, ids } = server
  const id = await plainLead(db, { id: ids.next(), workspaceId, creatorId, email: 'lee@example.org', phone: '+49301234567' })
  const added = (await owner.post('/api/suppressions', { channel: 'email', address: ' LEE@example.org ' })).json<Suppression>()
  expect(added).toMatchObject({ channel: 'email', reason: 'manual', source: 'by hand' })
  expect((await owner.post('/api/suppressions', { channel: 'email', address: 'lee@example.org' })).statusCode).toBe(409)
  expect((await owner.post('/api/suppressions', { channel: 'sms', address: 'lee' })).statusCode).toBe(400)
  expect((await owner.get(`/api/consumers/${id}`)).json<Consumer>().suppressed).toEqual({ email: 'manual' })
  expect((await owner.get('/api/suppressions')).json<Page<Suppression>>().items).toEqual([added])
  expect(JSON.stringify((await owner.get('/api/audit')).json())).not.toContain('lee@example.org')
  expect((await owner.get(`/api/consumers/${id}/score`)).json<LeadScore>()).toMatchObject({ personaClass: 'out of reach', reasons: expect.arrayContaining([{ points: -15, why: 'on the suppression list: email' }]) })
  expect((await owner.get('/api/consumers?order=score')).json<ConsumerPage>().items).toMatchObject([{ id, score: 0, suppressed: { email: 'manual' } }])
  expect((await owner.delete(`/api/suppressions/${added.id}`)).statusCode).toBe(204)
  expect((await owner.get(`/api/consumers/${id}`)).json<Consumer>().suppressed).toEqual({})
})

it('makes one lead of two: all that is the other\'s comes, a no stays a no, and the other\'s id leads here', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId, workspaceId, ids, intake } = server
  const add = async (body: object) => (await owner.post('/api/consumers', { creatorId, ...body })).json<Consumer>().id
  const [keep, go, elsewhere] = [await add({ name: 'Ada', email: 'ada@example.org', tags: ['vip'] }), await add({ email: 'a.l@example.org', phone: '+49301234567', externalId: 'u-7', tags: ['vip', 'old'], timezone: 'Europe/Paris' }), await server.newCreator('other')]
  const stranger = await plainLead(db, { id: ids.next(), workspaceId, creatorId: elsewhere })
  const say = (consumerId: string, type: string, payload = {}) => intake.ingest(workspaceId, [{ consumerId, type, payload, source: 'api' }])
  await owner.post(`/api/consumers/${keep}/consents`, { channel: 'email', status: 'granted', source: 'form', proof: 'box 1' })
  await owner.post(`/api/consumers/${go}/consents`, { channel: 'email', status: 'withdrawn', source: 'phone call', proof: 'note 2' })
  await say(go, 'unsubscribed', { channel: 'sms' })
  await say(keep, 'page_view')
  await say(go, 'payment_success', { amountMinor: 900 })
  await say(go, 'identify', { plan: 'pro' })
  for (const [lead, text] of [[keep, 'mine'], [go, 'theirs']] as const) await owner.post('/api/messages/simulate', { consumerId: lead, channel: 'in-app', text })
  const { id: action } = (await owner.post('/api/actions', { consumerId: go, channel: 'email', subject: 'Hello', text: 'There' })).json<{ id: string }>()
  const experimentId = ids.next()
  await db.insertInto('experiment_leads').values([{ experiment_id: experimentId, consumer_id: keep, arm: 'a', assigned_at: 5, exposed_at: 9 }, { experiment_id: experimentId, consumer_id: go, arm: 'b', assigned_at: 3, exposed_at: 4 }]).execute()

  for (const [other, status] of [[keep, 400], [stranger, 409], [ids.next(), 404]] as const) expect((await owner.post(`/api/consumers/${keep}/merge`, { otherId: other })).statusCode).toBe(status)
  const preview = (await owner.get(`/api/consumers/${keep}/merge?otherId=${go}`)).json<Merged>()
  expect((await owner.get(`/api/consumers/${go}`)).statusCode).toBe(200)
  const merged = (await owner.post(`/api/consumers/${keep}/merge`, { otherId: go })).json<Merged>()
  expect(merged).toMatchObject({ ...preview, consumer: { ...preview.consumer, suppressed: expect.anything() as object } })
  expect(merged.moved).toMatchObject({ actions: 1, conversations: 1 })
  expect(merged.consumer).toMatchObject({
    id: keep, name: 'Ada', email: 'ada@example.org', phone: '+49301234567', externalId: 'u-7', timezone: 'Europe/Paris', tags: ['vip', 'old'], consents: { email: { status: 'withdrawn', source: 'phone call' }, sms: { status: 'withdrawn' } },
    suppressed: { sms: 'unsubscribe' }, context: { stage: 'converted', revenueMinor: 900, attributes: { plan: 'pro' }, counts: { page_view: 1, payment_success: 1, in_app_received: 2 } },
  })
  expect((await owner.get(`/api/consumers/${keep}/consents`)).json<Page<ConsentRecord>>().items.flatMap(({ proof }) => proof ?? []).sort()).toEqual(['box 1', 'note 2'])
  expect(await db.transaction().execute((within) => rebuildContexts(within, [keep]))).toMatchObject({ changed: 0 })
  const { rows } = await sql`SELECT (SELECT array_agg(DISTINCT consumer_id) FROM messages) AS messages, (SELECT array_agg(DISTINCT conversation_id) FROM messages) = (SELECT array_agg(id) FROM conversations) AS one_thread, (SELECT unread FROM conversations) AS unread,
    (SELECT consumer_id FROM actions WHERE id = ${action}) AS planned, (SELECT array_agg(arm) FROM experiment_leads) AS arms, (SELECT count(*)::int FROM consumer_identities WHERE consumer_id = ${keep}) AS known_by`.execute(db)
  expect(rows).toEqual([{ messages: [keep], one_thread: true, unread: 2, planned: keep, arms: ['b'], known_by: 4 }])

  expect((await owner.post(`/api/consumers/${keep}/merge`, { otherId: go })).json<Merged>()).toEqual({ ...merged, moved: { events: 0, actions: 0, conversations: 0 } })
  expect((await owner.get('/api/audit')).json<Page<{ action: string }>>().items.filter((entry) => entry.action === 'leads-merged')).toHaveLength(1)
  const gone = await owner.get(`/api/consumers/${go}`)
  expect([gone.statusCode, gone.json<Problem>().detail]).toEqual([404, expect.stringContaining(keep)])
  expect((await owner.patch(`/api/consumers/${go}`, { name: 'X' })).statusCode).toBe(409)
  expect((await say(go, 'page_view')).items[0]?.consumerId).toBe(keep)
  expect((await say(keep, 'page_view')).accepted).toBe(1)
})

it('waits for whoever holds a lead before it locks anything else of it, so that two never wait for each other', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId, workspaceId, ids, intake } = server
  const [lead, other] = [await plainLead(db, { id: ids.next(), workspaceId, creatorId, email: 'lee@example.org' }), await plainLead(db, { id: ids.next(), workspaceId, creatorId })]
  const waiting = async (): Promise<number> => (await sql<{ n: number }>`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db)).rows[0]?.n ?? 0
  const acts: readonly (() => ReturnType<typeof owner.post>)[] = [
    () => owner.patch(`/api/consumers/${lead}`, { name: 'Lee' }), () => owner.post(`/api/consumers/${lead}/consents`, { channel: 'email', status: 'granted', source: 'form' }), () => owner.post(`/api/consumers/${lead}/rebuild-context`),
    () => owner.post(`/api/consumers/${other}/merge`, { otherId: lead }), () => owner.post(`/api/consumers/${other}/erase`, { confirm: 'erase' }),
  ]
  for (const [place, act] of acts.entries()) {
    const held = place < 4 ? lead : other
    let answer: ReturnType<typeof act> | undefined
    await db.transaction().execute(async (within) => {
      // As the intake does when it learns a name: the context, and later the lead's row.
      await intake.hold(within, [held])
      answer = act()
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 60_000, interval: 5 })
      await within.updateTable('consumers').set({ locale: `l${place}` }).where('id', '=', held).execute()
    })
    expect((await answer)?.statusCode).toBe(200)
  }
})
