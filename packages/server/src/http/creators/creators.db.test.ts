import type { AuditEntry, Creator, Page, Problem, Product } from '@troupe/contract'
import { expect, it } from 'vitest'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'
import { member } from '../testing/caller.ts'

const PROFILE = {
  summary: 'Coaches runners.', pitch: 'Run your first marathon.', targetAudience: ['beginners'], valuePropositions: [], services: [], agentInstructions: '', objections: [], pricing: '', ratings: { average: null, count: 0 }, socialProof: [],
}

it('makes, changes and lists creators, each with a project of its own', async () => {
  await using server = await engagementServer()
  const { owner, db } = server
  server.clock.advanceBy(1000)
  const made = (await owner.post('/api/creators', { username: 'Ada.Runs', name: 'Ada', email: 'ada@example.com', timezone: 'Europe/Berlin', currency: 'eur' })).json<Creator>()
  expect(made).toMatchObject({ username: 'ada.runs', currency: 'EUR', state: 'ready', profile: null, edited: [], counts: { leads: 0, agents: 0, agentsRunning: 0, products: 0, waitingApprovals: 0 }, job: null })
  expect(await db.selectFrom('worlds').select(['place', 'public', 'kind']).where('project_id', '=', made.projectId).execute()).toEqual([{ place: 'messaging', public: false, kind: 'live' }])
  const again = await owner.post('/api/creators', { username: 'ada.runs', name: 'Other' })
  expect([again.statusCode, again.json<Problem>().type]).toEqual([409, '/problems/creator-exists'])
  expect((await owner.patch(`/api/creators/${made.id}`, { name: 'Ada Ito' })).json<Creator>()).toMatchObject({ name: 'Ada Ito', email: 'ada@example.com' })
  await plainLead(db, { id: server.ids.next(), workspaceId: server.workspaceId, creatorId: made.id, name: 'Lee' })
  const page = (await owner.get('/api/creators?limit=1')).json<Page<Creator>>()
  expect(page.items.map(({ name, counts }) => [name, counts.leads])).toEqual([['Ada Ito', 1]])
  expect((await owner.get(`/api/creators?cursor=${page.nextCursor}`)).json<Page<Creator>>().items.map(({ username }) => username)).toEqual(['mira'])
  expect((await owner.get('/api/creators?query=ADA')).json<Page<Creator>>().items).toHaveLength(1)
  const viewer = await member(server.app, owner, 'viewer')
  expect([(await viewer.get(`/api/creators/${made.id}`)).statusCode, (await viewer.patch(`/api/creators/${made.id}`, { name: 'x' })).statusCode]).toEqual([200, 403])
})

it('edits the profile field by field, and gives fields back', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId } = server
  expect((await owner.patch(`/api/creators/${creatorId}/profile`, { set: { pitch: 'x' } })).json<Problem>().type).toBe('/problems/no-profile')
  await db.updateTable('creators').set({ profile: JSON.stringify(PROFILE), flags: JSON.stringify([{ field: 'pitch', claim: 'Best ever.', why: 'w' }, { field: 'summary', claim: 'c', why: 'w' }]) }).where('id', '=', creatorId).execute()
  const edited = (await owner.patch(`/api/creators/${creatorId}/profile`, { set: { pitch: 'Run far.', pricing: 'From 40 EUR.' } })).json<Creator>()
  expect(edited).toMatchObject({ profile: { ...PROFILE, pitch: 'Run far.', pricing: 'From 40 EUR.' }, edited: ['pitch', 'pricing'] })
  expect(edited.flags.map(({ field }) => field)).toEqual(['summary'])
  expect((await owner.patch(`/api/creators/${creatorId}/profile`, { release: ['pitch'] })).json<Creator>()).toMatchObject({ profile: { pitch: 'Run far.' }, edited: ['pricing'] })
  const { items: [, entry] } = (await owner.get('/api/audit?action=creator-profile-edited')).json<Page<AuditEntry>>()
  expect(entry).toMatchObject({ before: { pitch: PROFILE.pitch, pricing: '' }, after: { pitch: 'Run far.' } })
})

it('keeps a creator whose agents run, unless it is forced', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId, ids, workspaceId } = server
  await db.insertInto('agents').values({
    id: ids.next(), workspace_id: workspaceId, project_id: creatorId, name: 'Seller', platform: 'messaging', brain: '{"kind":"rules","name":"sales"}', persona_id: null, profile_id: null, creator_id: creatorId, state: 'idle', state_reason: null, state_since: 0,
    until_at: null, wake_at: null, lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0, tally_day: '', tally_posts: 0, tally_comments: 0, chain: Buffer.alloc(32), last_turn_at: null, created_at: 0,
  }).execute()
  const refused = await owner.delete(`/api/creators/${creatorId}`)
  expect([refused.statusCode, refused.json<Problem>()]).toEqual([409, expect.objectContaining({ type: '/problems/agents-running', detail: expect.stringContaining('"Seller" runs') })])
  expect((await owner.delete(`/api/creators/${creatorId}?force=true`)).statusCode).toBe(204)
  expect((await owner.get(`/api/creators/${creatorId}`)).statusCode).toBe(404)
  expect(await db.selectFrom('agents').select('state').executeTakeFirst()).toEqual({ state: 'offline' })
  expect((await owner.post('/api/creators', { username: 'mira', name: 'Mira again' })).statusCode).toBe(201)
})

it('keeps products by creator, and changes only what is named', async () => {
  await using server = await engagementServer()
  const { owner, creatorId } = server
  const made = (await owner.post('/api/products', { creatorId, name: 'Plan', description: '8 weeks', priceMinor: 4900, externalId: 's-1', url: 'https://example.com/plan' })).json<Product>()
  expect(made).toMatchObject({ kind: 'service', currency: 'EUR', active: true })
  expect((await owner.patch(`/api/products/${made.id}`, { active: false })).json<Product>()).toMatchObject({ description: '8 weeks', priceMinor: 4900, externalId: 's-1', url: 'https://example.com/plan', active: false })
  expect((await owner.post('/api/products', { creatorId, name: 'Other', externalId: 's-1' })).json<Problem>().type).toBe('/problems/product-exists')
  expect((await owner.post('/api/products', { creatorId, name: 'Bad', url: 'javascript:alert(1)' })).statusCode).toBe(400)
  expect((await owner.get(`/api/products?creatorId=${creatorId}`)).json<Page<Product>>().items).toHaveLength(1)
  expect((await owner.delete(`/api/products/${made.id}`)).statusCode).toBe(204)
  expect((await owner.get(`/api/products/${made.id}`)).statusCode).toBe(404)
})
