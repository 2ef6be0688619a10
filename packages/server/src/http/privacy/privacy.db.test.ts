import type { ActionDetail, AuditEntry, Consumer, ConsumerPage, Page, Problem } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { CHAIN_START, appendEntries, seal } from '../../store/journal.ts'
import type { Within } from '../../store/database.ts'
import { engagementServer } from '../testing/engagement-server.ts'
import { sendingOf } from '../testing/sending-of.ts'

const SECRET = 'Lee Secretname'
const DAY_MS = 86_400_000

/** A lead with something in every place: an event that woke a turn, a planned action, a message, a thread. */
async function withStory() {
  const server = await engagementServer()
  const { owner, db, ids, creatorId, workspaceId, clock, intake } = server
  const agentId = ids.next()
  await db.insertInto('agents').values({
    id: agentId, workspace_id: workspaceId, project_id: creatorId, name: 'Seller', platform: 'messaging', brain: '{"kind":"rules","name":"sales"}', persona_id: null, profile_id: null, creator_id: creatorId, state: 'ready', state_reason: null, state_since: 0,
    until_at: null, wake_at: null, lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0, tally_day: '', tally_posts: 0, tally_comments: 0, chain: CHAIN_START, last_turn_at: null, created_at: 0,
  }).execute()
  const { id } = (await owner.post('/api/consumers', { creatorId, name: SECRET, email: 'lee@example.org', phone: '+49301234567', attributes: { note: SECRET } })).json<Consumer>()
  const lead = { workspaceId, creatorId, consumerId: id }
  const [eventId] = await intake.record(null, [{ ...lead, type: 'page_view', payload: { said: SECRET }, source: 'api', atMs: clock.now() }])
  const turnId = ids.next()
  const entries = seal([{ step: 0, place: 0, atMs: clock.now(), kind: 'observed', action: null, targetId: null, verdict: null, policy: null, result: null, reason: null, madeId: null, ms: null, tokens: null, costMicros: null, payload: { saw: SECRET } }], { turnId, projectId: creatorId, agentId }, CHAIN_START, ids)
  await appendEntries(db as unknown as Within, entries)
  await db.insertInto('turns').values({ id: turnId, agent_id: agentId, project_id: creatorId, trigger: JSON.stringify({ kind: 'event', eventId, eventType: 'page_view' }), started_at: clock.now(), ended_at: clock.now(), outcome: 'rested', reason: null, steps: 1, acts: 0, cost_micros: 0, summary: SECRET, snapshot: null }).execute()
  const actionId = ids.next()
  await db.insertInto('actions').values({
    id: actionId, workspace_id: workspaceId, project_id: creatorId, creator_id: creatorId, consumer_id: id, agent_id: agentId, turn_id: turnId, event_id: eventId ?? null, goal_id: null, conversation_id: null, kind: 'send_email', channel: 'email',
    content: JSON.stringify({ subject: null, text: SECRET, template: null, productId: null, url: null, amountMinor: null, currency: null }), approved_hash: null, state: 'planned', reason: `550 no such user: ${SECRET}`, priority: 5, send_at: clock.now() + DAY_MS, tries_most: 5, cancel_when: [], generator: null,
    verdict: JSON.stringify({ kind: 'suppress', policy: 'consent', reason: SECRET, until: null, all: [{ policy: 'consent', kind: 'suppress', reason: SECRET }] }), experiment_id: null, arm: null, lease_until: null, vendor: null, vendor_id: null, delivery: null, created_at: clock.now(), sent_at: null, ended_at: null,
  }).execute()
  await db.insertInto('messages').values({ id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, consumer_id: id, conversation_id: null, action_id: null, turn_id: null, direction: 'in', channel: 'email', author_kind: 'lead', author_id: id, author_name: SECRET, subject: null, text: SECRET, at: clock.now(), vendor: null, vendor_id: null, delivery: null, generator: null, intent: null, read_at: null }).execute()
  // A try whose answer was lost, with what it could be found by; what the agent marked; a yes that was asked for; the history.
  await db.insertInto('send_ledger').values({ id: ids.next(), action_id: actionId, workspace_id: workspaceId, creator_id: creatorId, consumer_id: id, channel: 'email', vendor: 'ses', attempt: 1, state: 'unknown', intended_at: 0, vendor_id: null, reason: SECRET, reconcile_at: null, settled_at: null, message: JSON.stringify({ text: SECRET }) }).execute()
  await db.insertInto('agent_marks').values({ consumer_id: id, agent_id: agentId, key: `asked ${SECRET}`, at: 0 }).execute()
  await db.insertInto('approvals').values({ id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, action_id: actionId, state: 'rejected', why: SECRET, content_hash: Buffer.alloc(32), expires_at: 0, created_at: 0, decided_at: 0, decided_by: 'Olga', note: SECRET }).execute()
  await db.insertInto('action_log').values({ id: ids.next(), action_id: actionId, at: 0, kind: 'attempt', state: 'unknown', policy: null, reason: SECRET }).execute()
  /** Everywhere in the database. */
  const found = async (text: string): Promise<string[]> => {
    const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(db)
    const names: string[] = []
    for (const { name } of rows) if ((await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(name)} t WHERE t::text LIKE ${`%${text}%`}`.execute(db)).rows[0]?.n !== 0) names.push(name)
    return names.toSorted()
  }
  return { ...server, leadId: id, turnId, found, keep: async () => {
    server.engagement.privacyKeeper.poke()
    await server.engagement.privacyKeeper.settled()
  }, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

it('hands out everything there is of a lead', async () => {
  await using server = await withStory()
  const answer = await server.owner.get(`/api/consumers/${server.leadId}/export`)
  expect(answer.headers['content-disposition']).toContain(`lead-${server.leadId}.json`)
  expect(answer.json()).toMatchObject({
    lead: { name: SECRET, email: 'lee@example.org' }, identities: [{ kind: 'email' }, { kind: 'phone' }], events: [{ payload: { said: SECRET } }, { type: 'identify' }], messages: [{ text: SECRET }], actions: [{ content: { text: SECRET } }],
    turns: [{ id: server.turnId, entries: [{ kind: 'observed', payload: { saw: SECRET } }] }], audit: [{ action: 'lead-created' }],
  })
  expect((await server.owner.get(`/api/consumers/${server.creatorId}/export`)).statusCode).toBe(404)
})

it('erases every word of a lead and leaves rows, hashes and an entry that says so', async () => {
  await using server = await withStory()
  const { owner, db, leadId, found } = server
  const hashes = async () => (await db.selectFrom('journal').select(['hash', 'payload_id']).execute())
  const before = await hashes()
  expect(await found(SECRET)).toEqual(['action_log', 'actions', 'agent_marks', 'approvals', 'audit', 'consumer_contexts', 'consumers', 'events', 'messages', 'payloads', 'send_ledger', 'turns'])
  expect((await owner.post(`/api/consumers/${leadId}/erase`, {})).statusCode).toBe(400)
  const erased = await owner.post(`/api/consumers/${leadId}/erase`, { confirm: 'erase' })
  expect(erased.json()).toEqual({ events: 2, messages: 1, actions: 1, payloads: 1, auditEntries: 1, suppressed: [] })
  for (const word of [SECRET, 'lee@example.org', '+49301234567']) expect(await found(word)).toEqual([])
  expect(await hashes()).toEqual(before)
  expect((await owner.get(`/api/consumers/${leadId}`)).json<Consumer>()).toMatchObject({ erased: true, name: null, email: null, context: { events: 0 } })
  expect((await owner.get('/api/consumers')).json<ConsumerPage>().total).toBe(0)
  expect(await db.selectFrom('actions').select(['state', 'content', 'reason', 'verdict']).execute()).toEqual([{ state: 'cancelled', content: null, reason: null, verdict: { kind: 'suppress', policy: 'consent', reason: null, until: null, all: [{ policy: 'consent', kind: 'suppress', reason: null }] } }])
  expect((await owner.post(`/api/consumers/${leadId}/erase`, { confirm: 'erase' })).json<Problem>().type).toBe('/problems/lead-erased')
  const [entry] = (await owner.get('/api/audit?action=lead-erased')).json<Page<AuditEntry>>().items
  expect(entry).toMatchObject({ subject: { id: leadId }, after: { events: 2, suppressed: [] } })
})

it('knows whoever asked for silence when they are imported again', async () => {
  await using server = await withStory()
  const { owner, creatorId, leadId, clock } = server
  clock.advanceBy(1_000)
  await owner.post(`/api/consumers/${leadId}/consents`, { channel: 'email', status: 'withdrawn', source: 'phone call' })
  expect((await owner.post(`/api/consumers/${leadId}/erase`, { confirm: 'erase' })).json()).toMatchObject({ suppressed: ['email'] })
  const again = (await owner.post('/api/consumers/import', { creatorId, csv: 'email,phone,consent email\nLEE@example.org,+49301234567,yes', mode: 'write', consentSource: 'old list' })).json()
  expect(again).toMatchObject({ created: 1, suppressed: 1 })
  const [back] = (await owner.get('/api/consumers')).json<ConsumerPage>().items
  expect(back).toMatchObject({ email: 'lee@example.org', suppressed: { email: 'erasure' } })
  expect(back?.id).not.toBe(leadId)
  // Nor by SMS, where it was a reply that said so; and nothing is sent to either, though the list that was imported says yes.
  await owner.post('/api/events', { type: 'sms_received', consumerId: back?.id, payload: { text: 'STOP' } })
  await owner.post(`/api/consumers/${back?.id}/erase`, { confirm: 'erase' })
  await owner.post('/api/consumers/import', { creatorId, csv: 'email,phone,consent email,consent sms\nlee@example.org,+49 30 1234567,yes,yes', mode: 'write', consentSource: 'old list' })
  const { id } = (await owner.get('/api/consumers')).json<ConsumerPage>().items[0] ?? { id: '' }
  expect([leadId, back?.id]).not.toContain(id)
  const planned = await Promise.all(['email', 'sms'].map((channel) => owner.post('/api/actions', { consumerId: id, channel, text: 'Come back!' })))
  await sendingOf(server).run()
  const verdicts = await Promise.all(planned.map(async (made) => (await owner.get(`/api/actions/${made.json<ActionDetail>().id}`)).json<ActionDetail>()))
  expect(verdicts.map(({ state, verdict }) => [state, verdict?.policy])).toEqual([['suppressed', 'suppression'], ['suppressed', 'suppression']])
  expect(await server.db.selectFrom('send_ledger').select('id').where('consumer_id', '!=', leadId).execute()).toEqual([])
})

it('keeps a no for every address of a lead, also for one that came with another lead', async () => {
  await using server = await withStory()
  const { owner, creatorId, leadId, clock } = server
  const { id: otherId } = (await owner.post('/api/consumers', { creatorId, email: 'former@example.org' })).json<Consumer>()
  clock.advanceBy(1_000)
  await owner.post(`/api/consumers/${otherId}/consents`, { channel: 'email', status: 'withdrawn', source: 'phone call' })
  expect((await owner.post(`/api/consumers/${leadId}/merge`, { otherId })).statusCode).toBe(200)
  await owner.post(`/api/consumers/${leadId}/erase`, { confirm: 'erase' })
  await owner.post('/api/consumers/import', { creatorId, csv: 'email,consent email\nformer@example.org,yes', mode: 'write', consentSource: 'old list' })
  const [back] = (await owner.get('/api/consumers')).json<ConsumerPage>().items
  expect(back).toMatchObject({ email: 'former@example.org', suppressed: { email: 'erasure' } })
})

it('keeps words and idle leads for as long as the workspace says, and suppresses nobody by it', async () => {
  await using server = await withStory()
  const { owner, db, clock, leadId, keep } = server
  expect((await owner.get('/api/retention')).json()).toEqual({ eventPayloadDays: null, messageDays: null, inactiveLeadDays: null })
  await owner.put('/api/retention', { eventPayloadDays: 30, messageDays: 60, inactiveLeadDays: 90 })
  await keep()
  const lead = () => db.selectFrom('consumers').select(['name', 'erased_at']).where('id', '=', leadId).executeTakeFirstOrThrow()
  const words = async (): Promise<[number, number, number]> => {
    const { rows: [row] } = await sql<{ events: number; messages: number; payloads: number }>`SELECT (SELECT count(payload) FROM events)::int AS events, (SELECT count(text) FROM messages)::int AS messages, (SELECT count(*) FROM payloads)::int AS payloads`.execute(db)
    return [row?.events ?? 0, row?.messages ?? 0, row?.payloads ?? 0]
  }
  expect(await words()).toEqual([2, 1, 1])
  // Planned long before it is sent: its words are kept from then on.
  const planned = async () => (await db.selectFrom('actions').select('content').where('id', '=', lateId).executeTakeFirstOrThrow()).content === null
  const { id: lateId } = (await owner.post('/api/actions', { consumerId: leadId, channel: 'email', text: 'Later', sendAt: new Date(clock.now() + 100 * DAY_MS).toISOString() })).json<ActionDetail>()
  clock.advanceBy(31 * DAY_MS)
  await keep()
  expect(await words()).toEqual([0, 1, 0])
  clock.advanceBy(30 * DAY_MS)
  await keep()
  expect(await words()).toEqual([0, 0, 0])
  expect(await lead()).toEqual({ name: SECRET, erased_at: null })
  expect(await db.selectFrom('turns').select(['summary', 'reason']).execute()).toEqual([{ summary: '', reason: null }])
  await db.updateTable('actions').set({ state: 'executed', ended_at: clock.now() - 59 * DAY_MS }).where('id', '=', lateId).execute()
  await keep()
  expect(await planned()).toBe(false)
  clock.advanceBy(2 * DAY_MS)
  await keep()
  expect(await planned()).toBe(true)
  clock.advanceBy(28 * DAY_MS)
  await keep()
  expect(await lead()).toEqual({ name: null, erased_at: clock.now() })
  expect(await db.selectFrom('suppressions').selectAll().execute()).toEqual([])
})

it('lets a deleted creator\'s leads go with everything about them', async () => {
  await using server = await withStory()
  const { owner, db, ids, workspaceId, creatorId, keep, found } = server
  // An agent of the whole workspace heard of the lead: its turn stays, without a word of theirs.
  const projectId = ids.next()
  await db.insertInto('projects').values({ id: projectId, workspace_id: workspaceId, name: 'Engagement', wake: JSON.stringify({ kind: 'rhythm' }), created_at: 0 }).execute()
  await db.updateTable('agents').set({ creator_id: null, project_id: projectId }).execute()
  await db.updateTable('turns').set({ project_id: projectId }).execute()
  await sql`UPDATE journal SET project_id = ${projectId}`.execute(db)
  expect((await owner.delete(`/api/creators/${creatorId}`)).statusCode).toBe(204)
  await keep()
  for (const table of ['consumers', 'consumer_contexts', 'consumer_identities', 'events', 'messages', 'actions', 'creators'] as const) expect(await db.selectFrom(table).select(sql<Id>`1`.as('one')).execute(), table).toEqual([])
  expect(await found('lee@example.org')).toEqual([])
  expect(await found(SECRET)).toEqual([])
  expect(await db.selectFrom('turns').select(['summary', 'reason']).execute()).toEqual([{ summary: '', reason: null }])
})
