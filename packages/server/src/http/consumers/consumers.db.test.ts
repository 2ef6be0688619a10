import type { Consumer, ConsumerPage, Page, Problem, Suppression } from '@troupe/contract'
import { expect, it } from 'vitest'
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
  // Refused whole: the second one is not there.
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
  expect((await owner.delete(`/api/suppressions/${added.id}`)).statusCode).toBe(204)
  expect((await owner.get(`/api/consumers/${id}`)).json<Consumer>().suppressed).toEqual({})
})
