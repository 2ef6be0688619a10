import type { AgentPage, AuditEntry, FleetOrdered, FleetPage, Page } from '@troupe/contract'
import { expect, it } from 'vitest'
import { utcDay } from '../../llm/postgres/spend-store.ts'
import { storeSite } from '../../site/testing/store-site.ts'
import { member } from '../testing/caller.ts'
import { anotherWorkspace, cast, consoleServer, writeTurn, type ConsoleServer } from '../testing/console-server.ts'

async function spend({ connection: { db }, clock }: ConsoleServer, scopeId: string, costMicros: number, day = utcDay(clock.now())): Promise<void> {
  await db.insertInto('spend').values({ day, scope_id: scopeId, generator: 'openai:x', calls: 1, input_tokens: 1, output_tokens: 1, cost_micros: costMicros, ms: 0, unpriced_tokens: 0 }).execute()
}

/** The archetype most of them have, and how many have it. */
function commonest(page: FleetPage): [string, number] {
  const [first = ['', 0]] = Object.entries(page.facets.archetype).sort(([, one], [, other]) => other - one)
  return first as [string, number]
}

it('shows who is awake, what each did last, thought and spent, and the rhythm of its day', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { agentIds: [id = '', other = ''], projectId } = await cast(owner, 12)
  await owner.post(`/api/agents/${id}/start`)
  const turnId = await writeTurn(db, ids, id, clock.now(), [{ action: 'refresh_feed', result: 'done' }, { action: 'follow', result: 'refused', reason: 'it does so already', step: 1 }, { kind: 'turn-ended', result: 'rested', step: 2 }])
  await db.updateTable('turns').set({ reason: 'Enough for now.' }).where('id', '=', turnId).execute()
  await spend(server, id, 1_500)
  await spend(server, id, 9_000, '2020-01-01')
  const { id: workspaceId } = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow()
  await spend(server, workspaceId, 2_500)
  await spend(server, projectId, 1_500)

  const page = (await owner.get('/api/fleet?limit=5')).json<FleetPage>()
  expect(page.items[0]).toMatchObject({ id, state: 'idle' })
  expect([page.items.length, page.total, page.nextCursor !== null, page.at]).toEqual([5, 12, true, new Date(clock.now()).toISOString()])
  expect(page.facets).toMatchObject({ state: { idle: 1, ready: 11 }, platform: { feed: 12 }, brain: { habit: 12 } })
  expect(page.summary?.spend).toEqual({ workspace: { todayMicros: 2_500, budgetMicros: 1_000_000 }, project: null, budgetMicrosPerAgent: null })
  const archetypes = page.summary?.archetypes ?? []
  expect(archetypes.reduce((sum, { agents }) => sum + agents, 0)).toBe(12)
  expect(archetypes.reduce((sum, { spentTodayMicros }) => sum + spentTodayMicros, 0)).toBe(1_500)
  expect(archetypes.every(({ strip, agents, byCycle }) => strip?.agents === agents && byCycle === 0)).toBe(true)
  const next = (await owner.get(`/api/fleet?limit=10&cursor=${page.nextCursor}`)).json<FleetPage>()
  expect([next.items.length, next.nextCursor, next.summary]).toEqual([7, null, null])
  expect(new Set([...page.items, ...next.items].map((agent) => agent.id)).size).toBe(12)
  expect((await owner.get('/api/fleet?cursor=eA')).json().faults[0].path).toBe('/cursor')

  const these = (await owner.get(`/api/fleet?ids=${id},${other}&zone=Asia/Tokyo`)).json<FleetPage>()
  expect(these.items.map((agent) => agent.id).toSorted()).toEqual([id, other].toSorted())
  const one = these.items.find((agent) => agent.id === id)
  expect(one).toMatchObject({ state: 'idle', wake: { kind: 'rhythm' }, spentTodayMicros: 1_500, lastThought: { text: 'Enough for now.', turnId }, strip: { zone: 'Asia/Tokyo', agents: 1 } })
  expect(one?.lastAct).toMatchObject({ turnId, action: 'follow', text: 'wanted to follow somebody, but refused: it does so already' })
  expect(one?.strip?.segments.at(-1)?.toMinute).toBe(24 * 60)
  expect(these.items.find((agent) => agent.id === other)).toMatchObject({ lastAct: null, lastThought: null, spentTodayMicros: 0 })

  expect((await owner.get(`/api/fleet?projectId=${projectId}`)).json<FleetPage>().summary?.spend.project).toEqual({ todayMicros: 1_500, budgetMicros: null })
  await owner.put(`/api/projects/${projectId}/wake`, { kind: 'cycle', minutes: 30 })
  clock.advanceBy(60_000)
  const cycling = (await owner.get('/api/fleet')).json<FleetPage>()
  expect(cycling.items.every(({ strip, wake }) => strip === null && wake.kind === 'cycle')).toBe(true)
  expect(cycling.summary?.archetypes.every(({ strip, byCycle, agents }) => strip === null && byCycle === agents)).toBe(true)
})

it('narrows by project, platform, archetype, state and words', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const { agentIds, projectId } = await cast(owner, 8)
  const { id: galleryId } = (await owner.post('/api/projects', { name: 'Pictures', place: 'gallery' })).json()
  const { personas: [persona] } = (await owner.post('/api/personas/generate', { pack: 'gallery', count: 1, seed: 'pictures' })).json()
  await owner.post('/api/agents', { projectId: galleryId, personaId: persona.id })
  await owner.post(`/api/agents/${agentIds[0]}/start`)
  const total = async (query: string) => (await owner.get(`/api/fleet?${query}`)).json<FleetPage>().total
  expect(await Promise.all([total(''), total(`projectId=${projectId}`), total('platform=gallery'), total('platform=feed'), total('state=idle'), total(`query=${persona.username}`)])).toEqual([9, 8, 1, 8, 1, 1])
  expect((await owner.get('/api/fleet?platform=gallery')).json<FleetPage>().summary?.archetypes).toHaveLength(1)
  const [name, count] = commonest((await owner.get('/api/fleet')).json<FleetPage>())
  expect(await total(`archetype=${encodeURIComponent(name)}`)).toBe(count)
  await server.connection.db.updateTable('personas').set({ archetype: null }).where('id', '=', persona.id).execute()
  expect((await owner.get('/api/fleet?archetype=-')).json<FleetPage>()).toMatchObject({ total: 1, facets: { archetype: { '-': 1 } } })
  expect((await owner.get('/api/agents?archetype=-')).json<AgentPage>().total).toBe(1)
  expect((await owner.get('/api/fleet')).json<FleetPage>().summary?.archetypes.at(-1)).toMatchObject({ archetype: null, agents: 1 })
  expect((await owner.get('/api/fleet?zone=Mars/Olympus')).json().faults[0].path).toBe('/zone')
  expect((await owner.get('/api/fleet?ids=x')).json().faults[0].path).toBe('/ids')
  const elsewhere = await anotherWorkspace(server)
  expect((await elsewhere.get('/api/fleet')).json<FleetPage>()).toMatchObject({ total: 0, items: [] })
  expect((await elsewhere.get(`/api/fleet?ids=${agentIds[0]}`)).json<FleetPage>().items).toEqual([])
})

it('narrows to an outside site, and names it and the account there', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { agentIds: [id = ''], personaIds: [personaId = ''] } = await cast(owner, 3)
  const { id: workspaceId } = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow()
  const siteId = ids.next()
  await storeSite(db, { id: siteId, workspaceId, atMs: clock.now() })
  await db.updateTable('agents').set({ site_id: siteId, platform: 'showcase' }).where('id', '=', id).execute()
  await db.insertInto('outside_accounts').values({ agent_id: id, site_id: siteId, persona_id: personaId, name: 'A', username: 'a', far_id: '77', far_username: 'harbour_77', created_at: clock.now() }).execute()
  const page = (await owner.get(`/api/fleet?siteId=${siteId}`)).json<FleetPage>()
  expect([page.total, page.items[0]?.site?.name, page.items[0]?.account]).toEqual([1, 'Harbour', { id: '77', username: 'harbour_77' }])
  expect(page.summary?.archetypes).toMatchObject([{ agents: 1, strip: { agents: 1 } }])
  expect((await owner.post('/api/fleet/pause', { filter: { siteId } })).json<FleetOrdered>()).toMatchObject({ changed: 0, left: { ready: 1 } })
})

it('pauses and resumes one archetype or all, says how many changed, and does nothing the second time', async () => {
  await using server = await consoleServer()
  const { owner, connection: { db } } = server
  const { agentIds } = await cast(owner, 12)
  await owner.post('/api/agents/bulk', { verb: 'start', ids: agentIds.slice(0, 11) })
  await db.updateTable('agents').set({ state: 'failed', state_reason: 'its brain broke', wake_at: null }).where('id', '=', agentIds[10] ?? '').execute()
  const [name] = commonest((await owner.get('/api/fleet')).json<FleetPage>())
  const order = async (verb: string, body?: object) => (await owner.post(`/api/fleet/${verb}`, body)).json<FleetOrdered>()
  const states = async () => (await owner.get('/api/fleet')).json<FleetPage>().facets.state
  const lively = (await db.selectFrom('agents').innerJoin('personas', 'personas.id', 'agents.persona_id').select('agents.id').where('archetype', '=', name).where('state', '=', 'idle').execute()).map(({ id }) => id)

  const paused = await order('pause', { filter: { archetype: name }, reason: 'the judges are coming' })
  expect([paused.changed, paused.ids?.toSorted(), paused.heldBack]).toEqual([lively.length, lively.toSorted(), []])
  expect((await owner.get(`/api/agents/${lively[0]}`)).json()).toMatchObject({ state: 'paused', stateReason: 'the judges are coming', nextWakeAt: null })
  expect(await order('pause', { filter: { archetype: name } })).toMatchObject({ changed: 0, ids: [], left: { paused: lively.length }, heldBack: [] })
  expect((await owner.get(`/api/agents/${lively[0]}`)).json().stateReason).toBe('the judges are coming')
  expect(await states()).toEqual({ paused: lively.length, idle: 10 - lively.length, failed: 1, ready: 1 })

  expect((await order('pause')).changed).toBe(10 - lively.length)
  expect(await states()).toEqual({ paused: 10, failed: 1, ready: 1 })
  // Asleep for its budget, or failed: all go on, but those who were not paused are not woken.
  await db.updateTable('agents').set({ state: 'asleep', state_reason: 'no money left' }).where('id', '=', agentIds[0] ?? '').execute()
  expect(await order('resume')).toMatchObject({ verb: 'resume', changed: 9, left: { asleep: 1, failed: 1, ready: 1 } })
  expect(await order('resume')).toMatchObject({ changed: 0 })
  expect(await states()).toEqual({ idle: 9, asleep: 1, failed: 1, ready: 1 })
  expect((await order('pause', { filter: { state: 'asleep' } }))).toMatchObject({ changed: 1, left: {} })

  const audit = (await owner.get('/api/audit?limit=100')).json<Page<AuditEntry>>().items.filter(({ action }) => action === 'agents-paused' || action === 'agents-resumed')
  expect(audit).toHaveLength(6)
  expect(audit.at(-1)).toMatchObject({ action: 'agents-paused', after: { done: lively.length, reason: 'the judges are coming', filter: { archetype: name } } })
})

it('holds back what a ramp-up plan has no place for, and keeps to roles and workspaces', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const { agentIds, projectId } = await cast(owner, 4)
  await owner.post('/api/agents/bulk', { verb: 'start', ids: agentIds })
  const elsewhere = await anotherWorkspace(server)
  expect((await elsewhere.post('/api/fleet/pause')).json<FleetOrdered>().changed).toBe(0)
  expect((await elsewhere.post('/api/fleet/pause', { filter: { projectId } })).json<FleetOrdered>().changed).toBe(0)
  const viewer = await member(server.app, owner, 'viewer')
  expect((await viewer.post('/api/fleet/pause')).statusCode).toBe(403)
  expect((await viewer.get('/api/fleet')).statusCode).toBe(200)
  expect((await owner.post('/api/fleet/stop')).statusCode).toBe(404)
  expect((await owner.post('/api/fleet/pause', { filter: { colour: 'red' } })).statusCode).toBe(400)

  await owner.post('/api/fleet/pause', { filter: { projectId } })
  const plan = (await owner.post('/api/ramp-ups', { projectId, name: 'Gently', days: [{ agents: 1, actsPerDay: 5 }] })).json()
  await owner.post(`/api/ramp-ups/${plan.id}/activate`)
  const resumed = (await owner.post('/api/fleet/resume', { filter: { projectId } })).json<FleetOrdered>()
  expect(resumed.changed).toBe(1)
  expect(resumed.heldBack).toEqual([{ reason: expect.stringMatching(/Gently|ramp/i), count: 3 }])
})
