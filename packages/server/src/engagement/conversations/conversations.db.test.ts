import type { Conversation, Message } from '@troupe/contract'
import { expect, it } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import { AuditLog } from '../../people/audit-log.ts'
import type { OwnEvent } from '../events/intake.ts'
import { SHOP_MS, smallShop, type SmallShop } from '../testing/small-shop.ts'
import { ConversationReader } from './conversation-reader.ts'
import { Conversations } from './conversations.ts'
import { Inbound, type InboundMessage } from './inbound.ts'
import { Inbox } from './inbox.ts'
import { keepsStill } from './keeps-still.ts'

async function house(shop: SmallShop) {
  const { db, ids, workspaceId } = shop
  const clock = new VirtualClock(SHOP_MS)
  const recorded: OwnEvent[] = []
  const escalated: Id[] = []
  const intake = {
    hold: async () => {},
    record: async (_within: unknown, events: readonly OwnEvent[]) => {
      recorded.push(...events)
      return Promise.all(events.map((event) => shop.event(event.consumerId, event.type, event.atMs, event.payload)))
    },
  }
  const audit = new AuditLog(db, clock, ids)
  const reader = new ConversationReader(db)
  const inbound = new Inbound({ ids, intake })
  const userId = ids.next()
  await db.insertInto('users').values({ id: userId, name: 'Rita', email: 'rita@troupe.example', password_hash: 'x', created_at: 0, last_seen_at: null }).execute()
  const rita: Actor = { kind: 'user', id: userId, name: 'Rita', workspaceId, role: 'reviewer', creatorId: null, session: { id: userId, kind: 'bearer' } }
  return {
    clock, recorded, escalated, reader, rita, inbound,
    conversations: new Conversations({ db, clock, ids, audit, intake, reader, onChanged: () => {}, onEscalated: (id) => escalated.push(id) }),
    inbox: new Inbox({ db, clock, audit, inbound, onChanged: () => {} }),
    hear: (consumerId: Id, text: string, more: Partial<InboundMessage> = {}) => db.transaction().execute((within) => inbound.hear(within, { workspaceId, consumerId, channel: 'whatsapp', text, vendor: 'twilio', vendorId: null, atMs: clock.now(), ...more })),
    jobs: async () => (await db.selectFrom('event_jobs').select('event_id').execute()).map((row) => row.event_id),
  }
}

it('opens a thread, continues it, hears a message once, and lets STOP end the channel with it', async () => {
  await using shop = await smallShop()
  const { hear, reader, recorded, clock } = await house(shop)
  const [lead] = await shop.leads(1) as [Id]
  const first = await hear(lead, 'How much is it?', { vendorId: 'SM1' })
  clock.advanceBy(1000)
  expect(await hear(lead, 'How much is it?', { vendorId: 'SM1' })).toEqual({ ...first, duplicate: true })
  const second = await hear(lead, 'Stop', { vendorId: 'SM2' })
  expect([second.conversationId, second.duplicate]).toEqual([first.conversationId, false])
  expect(recorded.map(({ type, payload, source }) => [type, payload['intent'] ?? payload['channel'], source])).toEqual([['whatsapp_received', 'price', 'webhook'], ['whatsapp_received', 'stop', 'webhook']])
  const thread = await reader.get(shop.workspaceId, null, first.conversationId, null)
  expect(thread).toMatchObject({ state: 'with-agent', unread: 2, windowUntil: new Date(SHOP_MS + 1000 + 86_400_000).toISOString(), lastMessage: { text: 'Stop', direction: 'in' }, earlier: false })
  expect(thread.messages.map(({ text, intent }) => [text, intent])).toEqual([['How much is it?', 'price'], ['Stop', 'stop']])
  await expect(hear(shop.ids.next(), 'hello')).rejects.toThrow('no lead')
  await expect(hear(lead, 'hello', { channel: 'call' })).rejects.toThrow('Nobody writes by call.')
})

it('keeps agents still while a person has it, and hands over what the lead wrote meanwhile', async () => {
  await using shop = await smallShop()
  const { db, workspaceId } = shop
  const { hear, conversations, rita, jobs, reader, clock } = await house(shop)
  const [lead] = await shop.leads(1) as [Id]
  const { conversationId } = await hear(lead, 'hello')
  expect(await conversations.tell(rita, conversationId, 'take', null)).toMatchObject({ state: 'with-person', assignedTo: { name: 'Rita' } })
  expect(await keepsStill(db, [lead])).toEqual(new Set([lead]))
  await hear(lead, 'Are you there?')
  const { actionId } = await conversations.reply(rita, conversationId, { subject: null, text: 'I am' })
  expect(await db.selectFrom('actions').select(['kind', 'channel', 'state', 'priority', 'conversation_id', 'agent_id', 'author_name']).where('id', '=', actionId).executeTakeFirst())
    .toEqual({ kind: 'send_whatsapp', channel: 'whatsapp', state: 'planned', priority: 9, conversation_id: conversationId, agent_id: null, author_name: 'Rita' })
  // Answered by a person: agents need not hear of it. What comes after, they do.
  clock.advanceBy(1000)
  await hear(lead, 'And the price?')
  const last = await db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  expect(await conversations.tell(rita, conversationId, 'hand-back', null)).toMatchObject({ state: 'with-agent', assignedTo: null })
  expect([await jobs(), await keepsStill(db, [lead])]).toEqual([[last.id], new Set()])
  await expect(conversations.tell(rita, conversationId, 'hand-back', null)).rejects.toThrow('an agent answers it already')
  expect(await conversations.tell(rita, conversationId, 'resolve', null)).toMatchObject({ state: 'resolved' })
  await hear(lead, 'One more thing')
  expect((await reader.one(workspaceId, null, conversationId)).state).toBe('with-agent')
  expect((await conversations.tell(rita, conversationId, 'read', null)).unread).toBe(0)
})

it('is escalated by an agent with its reason, also where the lead has never written, and by a person', async () => {
  await using shop = await smallShop()
  const { db, workspaceId, ids } = shop
  const { conversations, rita, recorded, escalated, reader, hear } = await house(shop)
  const [silent, asked] = await shop.leads(2) as [Id, Id]
  const agentId = ids.next()
  const id = await db.transaction().execute((within) => conversations.escalate(within, { workspaceId, consumerId: silent, agentId, reason: 'asks for a contract' }))
  conversations.escalated(id)
  expect(await reader.one(workspaceId, null, id)).toMatchObject({ state: 'escalated', reason: 'asks for a contract', channel: 'in-app', lastMessage: null })
  expect(recorded.map(({ type, source }) => [type, source])).toEqual([['lead_escalated', 'agent']])
  const { conversationId } = await hear(asked, 'help')
  await conversations.tell(rita, conversationId, 'escalate', 'needs a lawyer')
  expect(escalated).toEqual([id, conversationId])
  await hear(asked, 'hello?')
  expect((await reader.list(workspaceId, null, { limit: 10, before: null, state: 'escalated' })).items.map((thread) => thread.reason).toSorted()).toEqual(['asks for a contract', 'needs a lawyer'])
  expect(await db.selectFrom('audit').select('action').execute()).toEqual([{ action: 'conversation-escalated' }])
})

it("shows a creator's own login that creator's threads and messages only, finds by words, and pages", async () => {
  await using shop = await smallShop()
  const { ids, workspaceId, creatorId } = shop
  const { reader, conversations, inbox, rita, hear, clock } = await house(shop)
  const leads = await shop.leads(3)
  const threads: Id[] = []
  for (const lead of leads) {
    clock.advanceBy(1000)
    threads.push((await hear(lead, `It is ${lead === leads[1] ? '100% odd' : 'fine'}`)).conversationId)
  }
  const list = (query: Partial<Parameters<ConversationReader['list']>[2]> = {}, scope: Id | null = null) => reader.list(workspaceId, scope, { limit: 2, before: null, ...query })
  const page = await list()
  expect(page.items.map((thread: Conversation) => thread.id)).toEqual([threads[2], threads[1]])
  expect((await list({ before: page.next })).items.map((thread) => thread.id)).toEqual([threads[0]])
  expect((await list({ query: '100% o' })).items.map((thread) => thread.id)).toEqual([threads[1]])
  expect((await list({ query: 'Lead 3' })).items.map((thread) => thread.id)).toEqual([threads[2]])
  expect((await list({}, creatorId)).items).toHaveLength(2)
  const stranger: Actor = { ...rita, creatorId: ids.next() } as Actor
  expect((await list({}, stranger.creatorId)).items).toEqual([])
  await expect(conversations.tell(stranger, threads[0] as Id, 'take', null)).rejects.toThrow('no conversation')
  await expect(conversations.reply(stranger, threads[0] as Id, { subject: null, text: 'x' })).rejects.toThrow('no conversation')

  await expect(inbox.simulate(rita, { consumerId: leads[0] as Id, channel: 'whatsapp', text: 'hi' })).rejects.toThrow('only the lead can answer')
  const said = await inbox.simulate(rita, { consumerId: leads[0] as Id, channel: 'email', text: 'hi there' })
  expect(said).toMatchObject({ simulated: true, read: false, direction: 'in', consumerName: 'Lead 1' } satisfies Partial<Message>)
  expect((await inbox.list(rita, { limit: 5, beforeId: null, unread: true })).items.map((message) => message.id)).toEqual([said.id])
  expect((await inbox.list(stranger, { limit: 5, beforeId: null })).items).toEqual([])
  await expect(inbox.read(stranger, said.id)).rejects.toThrow('no message')
  expect((await inbox.read(rita, said.id)).read).toBe(true)
  expect((await inbox.list(rita, { limit: 5, beforeId: null, unread: true })).items).toEqual([])
})
