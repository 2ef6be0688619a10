import type { ActionDetail, ActionPage, Approval, BulkOutcome, Message, Page, Problem, StoredPolicy, WhatIfResult } from '@troupe/contract'
import { STANDARD_MESSAGING_POLICY } from '@troupe/contract'
import { expect, it } from 'vitest'
import { planActions } from '../../engagement/actions/plan-actions.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'
import { sendingOf } from '../testing/sending-of.ts'

const HOUR = 3_600_000
const ALWAYS = { ...STANDARD_MESSAGING_POLICY, quietHours: null, approval: { ...STANDARD_MESSAGING_POLICY.approval, mode: 'always' as const } }

async function stage() {
  const server = await engagementServer()
  const { db, ids, workspaceId, creatorId, clock, owner } = server
  const lead = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Léa', email: 'lea@example.org' })
  await db.updateTable('consumers').set({ consents: JSON.stringify({ email: { status: 'granted', source: 'form', at: new Date(0).toISOString() } }) }).where('id', '=', lead).execute()
  const plan = async (text = 'Words'): Promise<string> => {
    const id = ids.next()
    await db.transaction().execute((within) => planActions(within, [{
      id, workspaceId, projectId: creatorId, creatorId, consumerId: lead, agentId: null, turnId: null, eventId: null, kind: 'send_email', channel: 'email', generator: 'rehearsal', sendAtMs: clock.now(), createdMs: clock.now(),
      content: { subject: 'Hello', text, template: null, productId: null, url: null, amountMinor: null, currency: null },
    }]))
    return id
  }
  const state = async (id: string) => (await owner.get(`/api/actions/${id}`)).json<ActionDetail>().state
  const waiting = async () => (await owner.get('/api/approvals?state=waiting')).json<Page<Approval>>().items
  return { ...server, lead, plan, state, waiting }
}

it('sends after a yes that was given while nobody was running, and nothing but what was seen', async () => {
  await using server = await stage()
  const { owner, db, clock, plan, state, waiting, lead } = server
  expect((await owner.put('/api/policies', ALWAYS)).statusCode).toBe(200)
  const [first, second, third] = [await plan(), await plan('Other words'), await plan('Third words')]
  clock.advanceBy(1)
  await sendingOf(server).run()
  clock.advanceBy(1)
  expect(await Promise.all([first, second, third].map(state))).toEqual(['awaiting-approval', 'awaiting-approval', 'awaiting-approval'])
  const shown = await waiting()
  const of = (id: string) => shown.find(({ action }) => action.id === id) as Approval
  expect(of(first)).toMatchObject({ state: 'waiting', why: 'every message needs a yes', recipient: 'lea@example.org', disclosure: 'Written by an automated assistant on behalf of mira.', action: { content: { text: 'Words' } } })

  // A new process on the same database sends it.
  expect((await owner.post(`/api/approvals/${of(first).id}/approve`, { contentHash: of(first).contentHash, note: 'fine' })).json<Approval>()).toMatchObject({ state: 'approved', note: 'fine' })
  await sendingOf(server).run()
  expect(await state(first)).toBe('executed')

  // Words that were changed wait for a yes of their own; after the yes they can't be changed.
  const tell = (id: string, verb: string, body: object) => owner.post(`/api/approvals/${of(id).id}/${verb}`, body)
  const edited = (await tell(second, 'edit', { contentHash: of(second).contentHash, text: 'Better words' })).json<Approval>()
  expect(edited).toMatchObject({ state: 'waiting', action: { content: { subject: 'Hello', text: 'Better words' } } })
  expect(edited.contentHash).not.toBe(of(second).contentHash)
  const stale = await tell(second, 'approve', { contentHash: of(second).contentHash })
  expect([stale.statusCode, stale.json<Problem>().type]).toEqual([409, '/problems/changed-since-you-saw-it'])
  expect((await tell(second, 'approve', { contentHash: edited.contentHash })).statusCode).toBe(200)
  const late = await tell(second, 'edit', { contentHash: edited.contentHash, text: 'Worse words' })
  expect([late.statusCode, late.json<Problem>().type]).toEqual([409, '/problems/already-decided'])

  // Another address than was approved asks again, whatever the words.
  await db.updateTable('consumers').set({ email: 'other@example.org' }).where('id', '=', lead).execute()
  expect((await tell(third, 'approve', { contentHash: of(third).contentHash })).statusCode).toBe(409)
  await sendingOf(server).run()
  expect(await state(second)).toBe('awaiting-approval')
  const [again] = (await waiting()).filter(({ action }) => action.id === second)
  expect(again).toMatchObject({ recipient: 'other@example.org', why: expect.stringContaining('not those that were approved') as string })

  expect((await tell(third, 'reject', { contentHash: (await waiting()).find(({ action }) => action.id === third)?.contentHash, note: 'too pushy' })).statusCode).toBe(200)
  expect((await owner.get(`/api/actions/${third}`)).json<ActionDetail>()).toMatchObject({ state: 'cancelled', history: [{ kind: 'planned' }, { kind: 'verdict', policy: 'approval' }, { kind: 'approval', state: 'cancelled' }] })

  await db.updateTable('approvals').set({ expires_at: clock.now() }).where('id', '=', again?.id ?? '').execute()
  const over = await owner.post(`/api/approvals/${again?.id}/approve`, { contentHash: again?.contentHash })
  expect([over.statusCode, over.json<Problem>().type]).toEqual([409, '/problems/approval-expired'])
  await sendingOf(server).expire()
  expect((await owner.get(`/api/actions/${second}`)).json<ActionDetail>()).toMatchObject({ state: 'cancelled', reason: 'approval expired' })
  expect(await db.selectFrom('messages').select('text').execute()).toHaveLength(1)
})

it('lists the queue, takes messages out of it and puts them back, and replays nothing blindly that may have been sent', async () => {
  await using server = await stage()
  const { owner, db, plan, state, lead, clock } = server
  const [one, two, three] = [await plan(), await plan(), await plan()]
  const made = await owner.post('/api/actions', { consumerId: lead, channel: 'email', text: 'By hand', sendAt: new Date(clock.now() + HOUR).toISOString() })
  expect([made.statusCode, made.json<ActionDetail>().history.map(({ kind }) => kind)]).toEqual([201, ['planned']])
  expect((await owner.post('/api/actions', { consumerId: lead, channel: 'webhook', text: 'x' })).statusCode).toBe(400)
  await db.updateTable('actions').set({ state: 'failed', dead: true, tries: 6 }).where('id', '=', two).execute()
  await db.updateTable('actions').set({ state: 'unknown' }).where('id', '=', three).execute()
  const page = (await owner.get('/api/actions?limit=2')).json<ActionPage>()
  expect([page.items.length, page.nextCursor !== null, page.facets]).toEqual([2, true, { state: { planned: 2, failed: 1, unknown: 1 }, channel: { email: 4 } }])
  expect([made.json<ActionDetail>().automated, ...page.items.map(({ automated }) => automated)]).toEqual([false, true, true])
  expect((await owner.get('/api/actions?dead=true')).json<ActionPage>().items.map(({ id }) => id)).toEqual([two])

  const bulk = async (body: object) => (await owner.post('/api/actions/bulk', body)).json<BulkOutcome>()
  expect(await bulk({ verb: 'cancel', ids: [one], reason: 'not now' })).toEqual({ done: [one], failed: [] })
  expect(await bulk({ verb: 'replay', ids: [one, two, three] })).toMatchObject({ done: [two], failed: [{ id: one }, { id: three, reason: expect.stringContaining('it may have been sent') as string }] })
  expect(await bulk({ verb: 'replay', ids: [three], reason: 'Twilio does not have it' })).toEqual({ done: [three], failed: [] })
  expect(await Promise.all([one, two, three].map(state))).toEqual(['cancelled', 'planned', 'planned'])
  // Whose words are gone would be sent as an empty message.
  await db.updateTable('actions').set({ state: 'failed', content: null }).where('id', '=', two).execute()
  expect(await bulk({ verb: 'replay', ids: [two] })).toMatchObject({ done: [], failed: [{ id: two, reason: expect.stringContaining('write a new one') as string }] })
})

it('shows for a yes what would go out: outside the 24 hours of WhatsApp the template of the rules, not the words', async () => {
  await using server = await stage()
  const { owner, db, ids, workspaceId, creatorId, lead, waiting, clock } = server
  const template = { id: 'HX0123456789abcdef0123456789abcdef', variables: { 1: 'Léa' } }
  expect((await owner.put('/api/policies', { ...ALWAYS, whatsappTemplate: template })).statusCode).toBe(200)
  await db.updateTable('consumers').set({ whatsapp: '+49301234567', consents: JSON.stringify({ whatsapp: { status: 'granted', source: 'form', at: new Date(0).toISOString() } }) }).where('id', '=', lead).execute()
  await db.transaction().execute((within) => planActions(within, [{
    id: ids.next(), workspaceId, projectId: creatorId, creatorId, consumerId: lead, agentId: null, turnId: null, eventId: null, kind: 'send_whatsapp', channel: 'whatsapp', generator: null, sendAtMs: clock.now(), createdMs: clock.now(),
    content: { subject: null, text: 'Words', template: null, productId: null, url: null, amountMinor: null, currency: null },
  }]))
  await sendingOf(server).run()
  const [shown] = await waiting()
  expect(shown?.action.content?.template).toEqual(template)
  expect((await owner.get(`/api/approvals/${shown?.id}`)).json<Approval>().action.content?.template).toEqual(template)
})

it('keeps rules of the workspace and of a creator, and says what would happen if', async () => {
  await using server = await stage()
  const { owner, creatorId, lead } = server
  const get = async (query = '') => (await owner.get(`/api/policies${query}`)).json<StoredPolicy>()
  expect(await get()).toMatchObject({ inherited: true, policy: STANDARD_MESSAGING_POLICY, updatedAt: null })
  await owner.put(`/api/policies?creatorId=${creatorId}`, { ...STANDARD_MESSAGING_POLICY, messagesPerDay: 7 })
  expect([(await get(`?creatorId=${creatorId}`)).policy.messagesPerDay, (await get()).policy.messagesPerDay]).toEqual([7, 2000])
  const ask = async (body: object) => (await owner.post('/api/policies/what-if', { consumerId: lead, channel: 'email', ...body })).json<WhatIfResult>()
  // The clocks of a creator in Berlin hold for a lead of whom no other are known.
  expect(await ask({ at: '2027-07-01T21:30:00+02:00' })).toMatchObject({ kind: 'hold', policy: 'quiet-hours', until: '2027-07-02T06:00:00.000Z', localTime: '2027-07-01T21:30', timezone: 'Europe/Berlin', timezoneFrom: 'creator' })
  expect(await ask({ at: '2027-07-01T19:30:00Z', policy: { ...STANDARD_MESSAGING_POLICY, quietHours: null } })).toMatchObject({ kind: 'allow' })
  expect(await ask({ at: '2027-07-01T10:00:00Z', channel: 'sms' })).toMatchObject({ kind: 'suppress', policy: 'recipient' })
  expect((await owner.delete(`/api/policies?creatorId=${creatorId}`)).json<StoredPolicy>()).toMatchObject({ inherited: true })
})

it('says of words that a person changed who wrote them and who changed them, and leaves the label on', async () => {
  await using server = await stage()
  const { owner, clock, plan, waiting } = server
  await owner.put('/api/policies', ALWAYS)
  const ids = [await plan('As planned'), await plan('As planned too')]
  await sendingOf(server).run()
  const shown = await waiting()
  for (const [place, id] of ids.entries()) {
    const one = shown.find(({ action }) => action.id === id) as Approval
    expect(one.action).toMatchObject({ automated: true, editedBy: null })
    const now = place === 0 ? (await owner.post(`/api/approvals/${one.id}/edit`, { contentHash: one.contentHash, text: 'In other words' })).json<Approval>() : one
    await owner.post(`/api/approvals/${now.id}/approve`, { contentHash: now.contentHash })
  }
  clock.advanceBy(1)
  await sendingOf(server).run()
  const told = (await owner.get('/api/messages')).json<Page<Message>>().items.map(({ text, automated, editedBy }) => [text?.split('\n')[0], text?.includes('Written by an automated assistant'), automated, editedBy])
  const { editedBy } = (await owner.get(`/api/actions/${ids[0]}`)).json<ActionDetail>()
  expect(editedBy).toEqual(expect.any(String))
  expect(told.toSorted()).toEqual([['As planned too', true, true, null], ['In other words', true, true, editedBy]])
})

it('decides several at once, each bound to its own words, and tells of each that was not decided why', async () => {
  await using server = await stage()
  const { owner, clock, plan, state, waiting } = server
  await owner.put('/api/policies', ALWAYS)
  const ids = [await plan('One'), await plan('Two'), await plan('Three'), await plan('Four')]
  await sendingOf(server).run()
  const shown = await waiting()
  const [one, two, three, four] = ids.map((id) => shown.find(({ action }) => action.id === id) as Approval) as [Approval, Approval, Approval, Approval]
  const bound = ({ id, contentHash }: Approval) => ({ id, contentHash })
  await owner.post(`/api/approvals/${two.id}/edit`, { contentHash: two.contentHash, text: 'Two, otherwise' })
  await owner.post(`/api/approvals/${three.id}/reject`, { contentHash: three.contentHash })
  const nobody = server.ids.next()
  const yes = (await owner.post('/api/approvals/bulk', { verb: 'approve', note: 'read them all', items: [one, two, three, one].map(bound).concat({ id: nobody, contentHash: 'a'.repeat(64) }) })).json<BulkOutcome>()
  expect(yes).toEqual({ done: [one.id], failed: [
    { id: two.id, reason: expect.stringContaining('has changed since you saw it') as string }, { id: three.id, reason: expect.stringContaining('rejected already') as string }, { id: nobody, reason: expect.stringContaining('no approval') as string },
  ] })
  expect((await owner.get(`/api/approvals/${one.id}`)).json<Approval>()).toMatchObject({ state: 'approved', note: 'read them all' })
  expect((await owner.post('/api/approvals/bulk', { verb: 'reject', items: [bound(four)] })).json<BulkOutcome>()).toEqual({ done: [four.id], failed: [] })
  clock.advanceBy(1)
  await sendingOf(server).run()
  expect(await Promise.all(ids.map(state))).toEqual(['executed', 'awaiting-approval', 'cancelled', 'cancelled'])
  expect((await owner.post('/api/approvals/bulk', { verb: 'approve', items: [] })).json<Problem>().detail).toBe('The body does not fit: /items must have at least 1 item.')
})
