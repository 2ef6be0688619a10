import type { Agent, AgentPage, KillSwitchState, Project, SiteDeeds, Status } from '@troupe/contract'
import { expect, it } from 'vitest'
import { storeSite } from '../../site/testing/store-site.ts'
import { member } from '../testing/caller.ts'
import { anotherWorkspace, cast, consoleServer, writeTurn } from '../testing/console-server.ts'

it('makes a project with a world, changes both, and deletes all of it', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { projectId, worldId, agentIds: [agentId = ''] } = await cast(owner, 2)
  expect((await owner.get(`/api/projects/${projectId}`)).json<Project>()).toMatchObject({
    name: 'Town', wake: { kind: 'rhythm' }, worldId, recommender: 'recent', killed: null, counts: { agents: 2, personas: 2, posts: 0 },
  })
  expect((await owner.patch(`/api/projects/${projectId}`, { name: 'City', recommender: 'popular' })).json()).toMatchObject({ name: 'City', recommender: 'popular' })
  expect((await owner.get('/api/worlds')).json().items).toMatchObject([{ id: worldId, public: false, isDefault: false, recommender: 'popular', counts: { profiles: 2 } }])
  expect((await owner.patch(`/api/worlds/${worldId}`, { isDefault: true })).json().faults[0].path).toBe('/isDefault')
  expect((await owner.patch(`/api/worlds/${worldId}`, { isDefault: true, public: true, name: 'Square' })).json()).toMatchObject({ isDefault: true, public: true, name: 'Square' })
  expect((await owner.patch(`/api/worlds/${worldId}`, { public: false })).statusCode).toBe(400)
  expect((await owner.post('/api/projects', { name: ' ', wake: { kind: 'cycle', minutes: 0 } })).json().faults.map((fault: { path: string }) => fault.path)).toEqual(['/name', '/wake/minutes'])

  const operator = await member(server.app, owner, 'operator')
  expect((await operator.get('/api/projects')).statusCode).toBe(200)
  expect((await operator.post('/api/projects', { name: 'x' })).statusCode).toBe(403)
  const elsewhere = await anotherWorkspace(server)
  const answers = await Promise.all([
    elsewhere.get(`/api/projects/${projectId}`), elsewhere.patch(`/api/projects/${projectId}`, { name: 'x' }), elsewhere.delete(`/api/projects/${projectId}`),
    elsewhere.put(`/api/projects/${projectId}/wake`, { kind: 'rhythm' }), elsewhere.get(`/api/worlds/${worldId}`), elsewhere.patch(`/api/worlds/${worldId}`, { name: 'x' }),
    elsewhere.get(`/api/status?project=${projectId}`), elsewhere.post('/api/kill-switch', { on: true, scope: { projectId }, reason: 'not mine' }),
  ])
  expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 404))

  await writeTurn(db, ids, agentId, clock.now(), [{ payload: { a: 1 } }])
  expect((await owner.delete(`/api/projects/${projectId}`)).statusCode).toBe(204)
  for (const table of ['agents', 'worlds', 'profiles', 'journal', 'turns', 'payloads'] as const) {
    expect((await db.selectFrom(table).select((is) => is.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n, table).toBe(0)
  }
  expect((await owner.get('/api/personas')).json().items).toHaveLength(2)
})

it('says on which sites its agents act, and what they did there', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { projectId, agentIds: [here = '', there = ''] } = await cast(owner, 2)
  expect([(await owner.get(`/api/projects/${projectId}`)).json<Project>().sites, (await owner.get(`/api/projects/${projectId}/deeds`)).json()]).toEqual([[], { items: [] }])
  const { id: workspaceId } = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow()
  const siteId = ids.next()
  await storeSite(db, { id: siteId, workspaceId, atMs: clock.now() })
  await db.updateTable('agents').set({ site_id: siteId, platform: 'showcase' }).where('id', '=', there).execute()
  const did = (action: string, result = 'done') => ({ kind: 'acted' as const, action, result })
  await writeTurn(db, ids, there, clock.now(), [did('create_image_post'), did('comment'), did('comment'), did('upvote'), did('comment', 'unknown'), did('view_gallery')])
  await writeTurn(db, ids, here, clock.now(), [did('upvote'), did('comment')])
  const harbour = { id: siteId, name: 'Harbour', kind: 'showcase', origin: 'https://harbour.example', state: 'proved', basis: 'file', agents: 1 }
  expect((await owner.get('/api/projects')).json().items[0]).toMatchObject({ counts: { agents: 2 }, sites: [harbour] })
  expect((await owner.get(`/api/projects/${projectId}/deeds`)).json<{ items: SiteDeeds[] }>().items).toEqual([{ siteId, posts: 1, comments: 2, likes: 1, follows: 0, looks: 1 }])
  expect((await (await anotherWorkspace(server)).get(`/api/projects/${projectId}/deeds`)).statusCode).toBe(404)
})

it('says that a large one is still going, and lets nobody live in it meanwhile', async () => {
  await using server = await consoleServer()
  const { owner, connection: { db } } = server
  const { projectId, worldId, agentIds: [agentId = ''] } = await cast(owner, 2)
  await owner.patch(`/api/worlds/${worldId}`, { public: true })
  const { promise: seen, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  // Whatever fails below: a transaction that is left open keeps the database from closing.
  using _ = { [Symbol.dispose]: () => letGo() }
  // As a worker in the middle of a turn.
  const worker = db.transaction().execute(async (within) => {
    await within.selectFrom('agents').select('id').where('id', '=', agentId).forUpdate().execute()
    begin()
    await seen
  })
  await begun
  const going = await owner.delete(`/api/projects/${projectId}`)
  expect([going.statusCode, going.json<Project>().erasing]).toEqual([202, { since: expect.any(String) as string, rows: 0 }])
  expect((await owner.get('/api/projects')).json().items).toMatchObject([{ id: projectId, erasing: { rows: 0 } }])
  const refused = await Promise.all([owner.patch(`/api/projects/${projectId}`, { name: 'x' }), owner.delete(`/api/projects/${projectId}`), owner.put(`/api/projects/${projectId}/wake`, { kind: 'rhythm' })])
  expect(refused.map((answer) => answer.json().type)).toEqual(refused.map(() => '/problems/project-being-deleted'))
  expect((await owner.post(`/api/agents/${agentId}/start`)).statusCode).toBe(404)
  expect((await owner.get('/api/worlds')).json().items).toEqual([])
  expect((await owner.get('/api/agents')).json<AgentPage>().total).toBe(0)
  letGo()
  await worker
  await expect.poll(async () => (await owner.get('/api/projects')).json().items).toEqual([])
  expect((await owner.get('/api/personas')).json().items).toHaveLength(2)
})

it('wakes all agents together when told to, at once for those that wait', async () => {
  await using server = await consoleServer()
  const { owner, clock, connection: { db } } = server
  const { projectId, agentIds } = await cast(owner, 5)
  await owner.post('/api/agents/bulk', { verb: 'start', ids: agentIds.slice(0, 4) })
  await db.updateTable('agents').set({ turn_trigger: JSON.stringify({ kind: 'manual', by: 'me' }), wake_at: clock.now() }).where('id', '=', agentIds[0] ?? '').execute()
  await db.updateTable('agents').set({ state: 'busy', lease_until: clock.now() + 1, wake_at: null }).where('id', '=', agentIds[1] ?? '').execute()
  const next = Math.floor(clock.now() / 2_700_000 + 1) * 2_700_000
  expect((await owner.put(`/api/projects/${projectId}/wake`, { kind: 'cycle', minutes: 45 })).json().wake).toEqual({ kind: 'cycle', minutes: 45 })
  const wakes = new Map((await db.selectFrom('agents').select(['id', 'wake_at']).execute()).map((row) => [row.id, row.wake_at]))
  expect(agentIds.map((id) => wakes.get(id))).toEqual([clock.now(), next, next, next, null])
  await owner.put(`/api/projects/${projectId}/wake`, { kind: 'rhythm' })
  const drawn = (await owner.get('/api/agents?state=idle')).json<AgentPage>().items.map((agent: Agent) => agent.nextWakeAt)
  expect(new Set(drawn).size).toBeGreaterThan(2)
})

it('stops a project at once, with a reason, and lets it go with another, without a stampede', async () => {
  await using server = await consoleServer({ abort: (scope) => scope === 'instance' ? 7 : 2 })
  const { owner, clock, ids, connection: { db } } = server
  const { projectId, agentIds } = await cast(owner, 4)
  await owner.post('/api/agents/bulk', { verb: 'start', ids: agentIds })
  const operator = await member(server.app, owner, 'operator')
  const turn = (body: object, by = operator) => by.post('/api/kill-switch', body)
  expect((await turn({ on: true, scope: { projectId }, reason: 'x' })).json().faults[0].path).toBe('/reason')
  expect((await turn({ on: true, scope: 'instance', reason: 'all of it' })).statusCode).toBe(403)
  expect((await turn({ on: true, scope: { projectId }, reason: 'a runaway thread' })).json<KillSwitchState>()).toMatchObject({ on: true, by: 'A operator', aborted: 2 })
  expect((await turn({ on: true, scope: { projectId }, reason: 'once more' })).json().type).toBe('/problems/already-on')
  expect((await owner.get(`/api/projects/${projectId}`)).json().killed).toMatchObject({ reason: 'a runaway thread', by: 'A operator' })
  expect((await owner.post(`/api/agents/${agentIds[0]}/wake`)).json().type).toBe('/problems/killed')
  const killed = await writeTurn(db, ids, agentIds[0] ?? '', clock.now(), [])
  await db.updateTable('turns').set({ outcome: 'killed' }).where('id', '=', killed).execute()
  expect((await owner.get('/api/kill-switch')).json().items).toMatchObject([{ scope: 'instance', on: false }, { scope: { projectId }, on: true, aborted: 1 }])

  await db.updateTable('agents').set({ wake_at: clock.now() - 1 }).execute()
  expect((await turn({ on: false, scope: { projectId }, reason: 'seen to' })).json()).toMatchObject({ on: false, aborted: 0 })
  const wakes = (await db.selectFrom('agents').select('wake_at').execute()).map((row) => row.wake_at ?? 0)
  expect(Math.min(...wakes)).toBeGreaterThan(clock.now())
  expect(new Set(wakes).size).toBe(4)
  expect((await turn({ on: true, scope: 'instance', reason: 'the whole house' }, owner)).json().aborted).toBe(7)
  expect((await owner.get('/api/audit?limit=1')).json().items[0]).toMatchObject({ action: 'kill-switch-on', subject: { kind: 'instance' }, after: { reason: 'the whole house' } })
  expect((await owner.get('/api/audit?action=kill-switch-released')).json().items).toHaveLength(1)
})

it('counts how it is going', async () => {
  await using server = await consoleServer()
  const { owner, clock, ids, connection: { db }, services } = server
  const { projectId, agentIds: [id = '', other = ''] } = await cast(owner, 3)
  await owner.post('/api/agents/bulk', { verb: 'start', ids: [id, other] })
  await db.updateTable('agents').set({ wake_at: clock.now() - 2_000 }).where('id', '=', id).execute()
  const done = { action: 'like_post', result: 'done' }
  await writeTurn(db, ids, id, clock.now() - 2 * 3_600_000, [done, done, { ...done, result: 'stopped' }])
  await writeTurn(db, ids, id, clock.now(), [done, { kind: 'asked', action: 'post', targetId: 'openai:gpt-x', ms: 100 }, { kind: 'asked', action: 'post', targetId: 'openai:gpt-x', ms: 300 }, { kind: 'asked', action: 'post', targetId: 'rehearsal' }])
  const failed = await writeTurn(db, ids, other, clock.now(), [])
  await db.updateTable('turns').set({ outcome: 'failed', reason: 'no key' }).where('id', '=', failed).execute()
  const workspaceId = (await db.selectFrom('projects').select('workspace_id').executeTakeFirstOrThrow()).workspace_id
  await services.spend.record({ workspaceId, projectId, agentId: id, atMs: clock.now(), purpose: 'post', provider: 'openai', model: 'gpt-x', inputTokens: 10, outputTokens: 5, costMicros: 40, estimated: false })
  await services.spend.record({ workspaceId, projectId: null, agentId: null, atMs: clock.now(), purpose: 'post', provider: 'openai', model: 'gpt-x', inputTokens: 1, outputTokens: 1, costMicros: null, estimated: true })
  await db.insertInto('workers').values({ id: ids.next(), name: 'w', started_at: 0, seen_at: clock.now() }).execute()
  await db.insertInto('workers').values({ id: ids.next(), name: 'gone', started_at: 0, seen_at: 0 }).execute()

  const status = (await owner.get(`/api/status?project=${projectId}`)).json<Status>()
  expect(status).toMatchObject({
    project: { id: projectId, name: 'Town' }, agents: { ready: 1, idle: 2, busy: 0 }, queue: { due: 1, oldestMs: 2_000 }, workers: 1, killed: null, filling: null,
    errors: [{ cause: 'no key', count: 1, turnId: failed }], spend: { todayMicros: 40, todayTokens: 15, budgetMicros: 1_000_000, calls: 2 },
  })
  expect(status.spend.byModel).toEqual([
    { generator: 'openai:gpt-x', calls: 1, tokens: 15, costMicros: 40, msMedian: 200 }, { generator: 'rehearsal', calls: 1, tokens: 0, costMicros: 0, msMedian: 0 },
  ])
  expect(status.actsByHour.map((hour) => hour.acts)).toEqual([...Array.from({ length: 21 }, () => 0), 2, 0, 1])
  expect((await owner.get('/api/status')).json<Status>()).toMatchObject({ project: null, spend: { todayTokens: 17 } })
  const spent = await services.spend.spentSince({ workspaceId, projectId, agentId: id }, clock.now() - 12 * 3_600_000)
  expect([spent.agent, spent.workspace]).toEqual([{ costMicros: 40, tokens: 15, unpricedTokens: 0 }, { costMicros: 40, tokens: 17, unpricedTokens: 2 }])

  clock.advanceBy(3_600_000)
  await writeTurn(db, ids, id, clock.now(), [done])
  expect((await services.status.of(workspaceId, projectId)).actsByHour.slice(-4).map((hour) => hour.acts)).toEqual([2, 0, 1, 1])
})
