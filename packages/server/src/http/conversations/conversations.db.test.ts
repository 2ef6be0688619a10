import type { Consumer, Conversation, ConversationDetail, Message, Page, Problem } from '@troupe/contract'
import { expect, it } from 'vitest'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

it('goes from an answer that is tried out to a person and back, and STOP ends the channel at once', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId, poked } = server
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Ann', email: 'ann@example.org' })
  const say = (text: string) => owner.post('/api/messages/simulate', { consumerId, channel: 'email', text })
  expect((await say('How much is it?')).json<Message>()).toMatchObject({ intent: 'price', direction: 'in', automated: false, simulated: true })
  expect(poked).toEqual(expect.arrayContaining(['conversations', 'events']))
  const [thread] = (await owner.get('/api/conversations')).json<Page<Conversation>>().items
  const tell = (verb: string, body?: object) => owner.post(`/api/conversations/${thread?.id}/${verb}`, body)
  expect((await tell('escalate', { reason: 'wants a contract' })).json<Conversation>()).toMatchObject({ state: 'escalated', reason: 'wants a contract' })
  expect((await tell('take')).json<Conversation>()).toMatchObject({ state: 'with-person' })
  await db.deleteFrom('event_jobs').execute()
  await say('Hello?')
  await db.deleteFrom('event_jobs').execute()
  expect((await tell('hand-back')).json<Conversation>()).toMatchObject({ state: 'with-agent', assignedTo: null })
  const jobs = await db.selectFrom('event_jobs as j').innerJoin('events as e', 'e.id', 'j.event_id').select(['e.type', 'e.payload']).execute()
  expect(jobs.map(({ type, payload }) => [type, payload?.['text']])).toEqual([['email_replied', 'Hello?']])
  expect((await owner.post(`/api/conversations/${thread?.id}/reply`, { text: 'Ninety.' })).json()).toEqual({ actionId: expect.any(String), state: 'planned', reason: null })
  const detail = (await owner.get(`/api/conversations/${thread?.id}`)).json<ConversationDetail>()
  expect([detail.state, detail.unread, detail.messages.map(({ text }) => text)]).toEqual(['with-person', 2, ['How much is it?', 'Hello?']])
  await say('stop')
  const lead = (await owner.get(`/api/consumers/${consumerId}`)).json<Consumer>()
  expect([lead.consents.email?.status, lead.suppressed]).toEqual(['withdrawn', { email: 'stop' }])
  expect(await db.selectFrom('events').select('payload').where('type', '=', 'unsubscribed').execute()).toMatchObject([{ payload: { channel: 'email', reason: 'stop', source: 'reply', messageId: expect.any(String) as string } }])
  expect((await owner.get('/api/messages?unread=true')).json<Page<Message>>().items).toHaveLength(3)
  // A person has it, and keeps it; that nothing is sent there any more is plain to see.
  expect((await owner.get(`/api/conversations/${thread?.id}`)).json<ConversationDetail>()).toMatchObject({ state: 'with-person', optedOut: true })
  expect((await tell('read')).json<Conversation>().unread).toBe(0)
  expect((await owner.get('/api/messages?unread=true')).json<Page<Message>>().items).toEqual([])
})

it('keeps for agents what a lead writes on any channel while a person has one of their threads', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId } = server
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Ann', email: 'ann@example.org', phone: '+49301234567' })
  const say = (channel: string, text: string) => owner.post('/api/messages/simulate', { consumerId, channel, text })
  for (const channel of ['email', 'sms']) await say(channel, 'How much is it?')
  const threads = (await owner.get('/api/conversations')).json<Page<Conversation>>().items
  const tell = (channel: string, verb: string) => owner.post(`/api/conversations/${threads.find((one) => one.channel === channel)?.id}/${verb}`)
  const jobs = async () => (await db.selectFrom('event_jobs as j').innerJoin('events as e', 'e.id', 'j.event_id').select('e.payload').execute()).map(({ payload }) => payload?.['text'])
  for (const channel of ['email', 'sms']) await tell(channel, 'take')
  await tell('sms', 'hand-back')
  await say('sms', 'Hello?')
  await db.deleteFrom('event_jobs').execute()
  // The mail is with a person still.
  await tell('sms', 'take')
  await tell('sms', 'hand-back')
  expect(await jobs()).toEqual([])
  await tell('email', 'resolve')
  expect(await jobs()).toEqual(['Hello?'])
})

it('settles the thread of a lead who said STOP to an agent, on that channel alone', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId, intake } = server
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Ann', email: 'ann@example.org', phone: '+49301234567' })
  const say = (channel: string, text: string) => owner.post('/api/messages/simulate', { consumerId, channel, text })
  const threads = async () => Object.fromEntries((await owner.get('/api/conversations')).json<Page<Conversation>>().items.map(({ channel, state, optedOut, reason }) => [channel, [state, optedOut, reason]]))
  for (const channel of ['email', 'sms', 'console']) await say(channel, 'How much is it?')
  await say('sms', 'STOP')
  expect(await threads()).toEqual({ email: ['with-agent', false, null], sms: ['resolved', true, 'asked for no more messages'], console: ['with-agent', false, null] })
  // By the link under a message it is the same.
  await intake.ingest(workspaceId, [{ consumerId, type: 'unsubscribed', payload: { channel: 'in-app' }, source: 'api' }])
  expect((await threads())['console']).toEqual(['resolved', true, 'asked for no more messages'])
})

it('lets nobody answer as a lead from an address that it does not have, and says how to mend it', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId } = server
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Ann', email: 'ann@example.org' })
  const say = (channel: string) => owner.post('/api/messages/simulate', { consumerId, channel, text: 'Hi' })
  for (const channel of ['whatsapp', 'sms']) {
    const refused = await say(channel)
    expect([refused.statusCode, refused.json<Problem>()], channel).toEqual([400, expect.objectContaining({ detail: expect.stringMatching(/^Ann has no (WhatsApp|phone) number, so nothing could come from there\. Add one to the lead, or answer by email, in-app or console\.$/) as string, faults: [{ path: '/channel', message: 'a channel on which the lead has an address: email, in-app, console' }] })])
  }
  for (const channel of ['email', 'in-app', 'console']) expect((await say(channel)).statusCode, channel).toBe(201)
})
