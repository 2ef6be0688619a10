import type { Agent, AgentPage, BulkOutcome } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { member } from '../testing/caller.ts'
import { anotherWorkspace, cast, consoleServer, writeTurn } from '../testing/console-server.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000001'

it('makes an agent for a persona and a member of the world, and changes and deletes it', async () => {
  await using server = await consoleServer()
  const { owner, connection: { db } } = server
  const project = (await owner.post('/api/projects', { name: 'Town' })).json()
  const { personas: [persona] } = (await owner.post('/api/personas/generate', { pack: 'gallery', count: 1, seed: 'a' })).json()
  const made = await owner.post('/api/agents', { projectId: project.id, personaId: persona.id, start: true })
  expect(made.statusCode).toBe(201)
  const agent = made.json<Agent>()
  expect(agent).toMatchObject({ name: persona.displayName, state: 'idle', persona: { username: persona.username }, brain: { kind: 'habit' } })
  expect(Date.parse(agent.nextWakeAt ?? '')).toBeGreaterThan(server.clock.now())
  const profile = await db.selectFrom('profiles').selectAll().executeTakeFirstOrThrow()
  expect([profile.id, profile.world_id, profile.username, profile.automated]).toEqual([agent.profileId, project.worldId, persona.username, true])

  expect((await owner.post('/api/agents', { personaId: persona.id })).json().type).toBe('/problems/persona-has-agent')
  expect((await owner.post('/api/agents', { personaId: NOBODY })).json().faults[0].path).toBe('/personaId')
  expect((await owner.post('/api/agents', { personaId: persona.id, projectId: NOBODY })).json().faults[0].path).toBe('/projectId')
  expect((await owner.patch(`/api/agents/${agent.id}`, { brain: { kind: 'rules', rules: 'greter' } })).json().faults[0].path).toBe('/brain/rules')
  expect((await owner.patch(`/api/agents/${agent.id}`, { name: 'Renamed', brain: { kind: 'model' } })).json()).toMatchObject({ name: 'Renamed', brain: { kind: 'model', actionsMax: 10 } })
  await owner.patch(`/api/personas/${persona.id}`, { displayName: 'New Name' })
  expect((await db.selectFrom('profiles').select('display_name').executeTakeFirstOrThrow()).display_name).toBe('New Name')

  const elsewhere = await anotherWorkspace(server)
  const answers = await Promise.all([
    elsewhere.get(`/api/agents/${agent.id}`), elsewhere.patch(`/api/agents/${agent.id}`, { name: 'x' }), elsewhere.delete(`/api/agents/${agent.id}`),
    elsewhere.post(`/api/agents/${agent.id}/pause`), elsewhere.post(`/api/agents/${agent.id}/wake`), elsewhere.get(`/api/agents/${agent.id}/turns`),
    elsewhere.get(`/api/agents/${agent.id}/memories`), elsewhere.delete(`/api/agents/${agent.id}/memories`),
  ])
  expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 404))
  expect((await elsewhere.get('/api/agents')).json<AgentPage>().total).toBe(0)
  expect((await owner.delete(`/api/agents/${agent.id}`)).statusCode).toBe(204)
  expect((await owner.get(`/api/agents/${agent.id}`)).statusCode).toBe(404)
})

it('seals the secret of an http brain and shows it once', async () => {
  await using server = await consoleServer()
  const { owner, connection: { db } } = server
  const { agentIds: [id = ''] } = await cast(owner, 1)
  const url = 'https://brain.example/decide'
  const given = (await owner.patch(`/api/agents/${id}`, { brain: { kind: 'http', url } })).json()
  expect(given.brain.secret).toMatch(/^whsec_/)
  expect((await owner.get(`/api/agents/${id}`)).json().brain).toEqual({ kind: 'http', url, timeoutMs: 5000 })
  const stored = (await db.selectFrom('agents').select('brain').executeTakeFirstOrThrow()).brain
  expect(JSON.stringify(stored)).not.toContain(given.brain.secret)
  expect((await owner.patch(`/api/agents/${id}`, { brain: { kind: 'http', url, timeoutMs: 900 } })).json().brain).toEqual({ kind: 'http', url, timeoutMs: 900 })
  expect((await db.selectFrom('agents').select('brain').executeTakeFirstOrThrow()).brain).toMatchObject({ secret: (stored as { secret: string }).secret })
  expect((await owner.get('/api/audit')).body).not.toContain(given.brain.secret)
  await db.updateTable('workspaces').set({ private_network: false }).execute()
  expect((await owner.patch(`/api/agents/${id}`, { brain: { kind: 'http', url: 'http://127.0.0.1:9/x' } })).json().type).toBe('/problems/forbidden-address')
})

it('goes through the states, and says what is possible where it can not', async () => {
  await using server = await consoleServer()
  const { owner, clock, connection: { db } } = server
  const { agentIds: [id = ''] } = await cast(owner, 1)
  const tell = (verb: string, body?: object) => owner.post(`/api/agents/${id}/${verb}`, body)
  expect((await tell('resume')).json()).toMatchObject({ status: 409, type: '/problems/not-possible-in-this-state', detail: 'An agent that is ready cannot resume; it can start.' })
  expect((await tell('start')).json()).toMatchObject({ state: 'idle', stateReason: null })
  expect((await tell('pause', { reason: 'lunch' })).json()).toMatchObject({ state: 'paused', stateReason: 'lunch', nextWakeAt: null })
  expect((await tell('wake')).statusCode).toBe(409)
  expect((await tell('resume')).json().state).toBe('idle')
  expect(Date.parse((await tell('wake')).json().nextWakeAt)).toBe(clock.now())
  expect(await db.selectFrom('agents').select('turn_trigger').executeTakeFirstOrThrow()).toEqual({ turn_trigger: { kind: 'manual', by: 'Olga Owner' } })
  expect((await tell('stop')).json()).toMatchObject({ state: 'offline', stateReason: 'stopped by Olga Owner' })
  expect((await tell('start')).json().state).toBe('idle')

  // In a turn: the row shows the pause at once, and an agent resumed before the turn has ended is busy again.
  await db.updateTable('agents').set({ state: 'busy', lease_until: clock.now() + 15_000, lease: 3, wake_at: null }).execute()
  expect((await tell('wake')).json().type).toBe('/problems/in-a-turn')
  expect((await tell('pause')).json().state).toBe('paused')
  expect((await tell('resume')).json().state).toBe('busy')
  expect(await db.selectFrom('agents').select(['lease', 'wake_at']).executeTakeFirstOrThrow()).toEqual({ lease: 3, wake_at: null })
  expect((await tell('dance')).statusCode).toBe(404)
  const viewer = await member(server.app, owner, 'viewer')
  expect((await viewer.post(`/api/agents/${id}/stop`)).statusCode).toBe(403)
  const actions = (await owner.get('/api/audit?limit=100')).json().items.map((entry: { action: string }) => entry.action)
  expect(actions).toEqual(expect.arrayContaining(['agent-created', 'agent-started', 'agent-paused', 'agent-resumed', 'agent-stopped', 'agent-woken']))
})

it('tells many at once, and those that can not be told do not stop the others', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const { agentIds, projectId } = await cast(owner, 6)
  const [first = '', second = ''] = agentIds
  await owner.post(`/api/agents/${first}/start`)
  const outcome = (await owner.post('/api/agents/bulk', { verb: 'start', ids: [...agentIds.slice(0, 3), NOBODY] })).json<BulkOutcome>()
  expect(outcome.done.toSorted()).toEqual(agentIds.slice(1, 3).toSorted())
  expect(outcome.failed).toEqual([
    { id: first, reason: 'An agent that is idle cannot start; it can pause or stop.' }, { id: NOBODY, reason: 'There is no such agent.' },
  ])
  expect((await owner.post('/api/agents/bulk', { verb: 'pause', filter: { projectId, state: 'idle' }, reason: 'night' })).json<BulkOutcome>().done).toHaveLength(3)
  expect((await owner.get(`/api/agents/${second}`)).json()).toMatchObject({ state: 'paused', stateReason: 'night' })
  expect((await owner.post('/api/agents/bulk', { verb: 'pause' })).json().faults).toEqual([{ path: '/ids', message: 'give either ids or a filter' }])
  expect((await owner.post('/api/agents/bulk', { verb: 'pause', ids: ['x'] })).json().faults[0].path).toBe('/ids/0')
  const elsewhere = await anotherWorkspace(server)
  expect((await elsewhere.post('/api/agents/bulk', { verb: 'stop', ids: agentIds })).json<BulkOutcome>().done).toEqual([])
  expect((await elsewhere.post('/api/agents/bulk', { verb: 'stop', filter: { projectId } })).json<BulkOutcome>()).toEqual({ done: [], failed: [] })

  const page = (await owner.get('/api/agents?state=paused&limit=2')).json<AgentPage>()
  expect([page.items.length, page.total, page.nextCursor !== null]).toEqual([2, 3, true])
  expect(page.facets.state).toEqual({ paused: 3, ready: 3 })
  expect(page.facets.brain).toEqual({ habit: 3 })
  expect(Object.values(page.facets.archetype).reduce((a, b) => a + b, 0)).toBe(3)
  expect((await owner.get('/api/agents?state=gone')).json().faults[0].path).toBe('/state')
})

it('shows a turn as a trace, follows its chain, and erases what was said', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { agentIds: [id = '', other = ''], worldId } = await cast(owner, 2)
  const [authorId, postId] = [(await owner.get(`/api/agents/${other}`)).json<Agent>().profileId ?? '', ids.next()]
  await writeTurn(db, ids, id, clock.now(), [{ action: 'refresh_feed', result: 'done', payload: { b: 1, a: 'ä ' } }])
  clock.advanceBy(60_000)
  const post = { world_id: worldId, author_id: authorId, kind: 'original' as const, title: null, text: 'Hello there', referenced_id: null, generator: 'rehearsal', created_at: clock.now(), hidden_at: null, deleted_at: null }
  const turnId = await writeTurn(db, ids, id, clock.now(), [
    { action: 'refresh_feed', verdict: 'allow', result: 'done', payload: { saw: [[postId, 0, 'new']] } },
    { action: 'like_post', verdict: 'suppress', policy: 'caps', result: 'stopped', reason: 'enough', targetId: postId },
    { kind: 'turn-ended', result: 'rested', reason: 'done for now' },
  ])
  await db.insertInto('posts').values({ id: postId, turn_id: turnId, hashtags: [], mentions: [], like_count: 0, dislike_count: 0, comment_count: 0, repost_count: 0, quote_count: 0, ...post }).execute()
  await db.insertInto('memories').values({ id: ids.next(), agent_id: id, kind: 'said', about_id: null, about_name: null, text: 'I said it.', at: clock.now() }).execute()

  const trace = (await owner.get(`/api/turns/${turnId}`)).json()
  expect(trace.entries.map((entry: { kind: string }) => entry.kind)).toEqual(['turn-began', 'acted', 'acted', 'turn-ended'])
  expect(trace.entries[0].payload).toEqual({ kind: 'wake' })
  expect(trace.entries[2].verdict).toEqual({ kind: 'suppress', policy: 'caps', reason: 'enough' })
  expect(trace.named).toEqual([{ id: postId, kind: 'post', author: expect.any(String), text: 'Hello there' }])
  expect([trace.chainIntact, trace.memories.length, trace.agent.id]).toEqual([true, 1, id])

  expect((await owner.get(`/api/agents/${id}/turns?limit=1`)).json()).toMatchObject({ items: [{ id: turnId, outcome: 'rested' }], nextCursor: expect.any(String) })
  expect((await owner.get(`/api/agents/${id}/memories`)).json().items).toHaveLength(1)
  expect((await owner.delete(`/api/agents/${id}/memories`)).json()).toEqual({ erased: 1 })

  const operator = await member(server.app, owner, 'operator')
  expect((await operator.delete(`/api/turns/${turnId}/payloads`)).statusCode).toBe(403)
  const elsewhere = await anotherWorkspace(server)
  for (const answer of [await elsewhere.get(`/api/turns/${turnId}`), await elsewhere.delete(`/api/turns/${turnId}/payloads`)]) {
    expect(answer.statusCode).toBe(404)
  }
  expect((await owner.delete(`/api/turns/${turnId}/payloads`)).json()).toEqual({ erased: 1 })
  const erased = (await owner.get(`/api/turns/${turnId}`)).json()
  expect(erased.entries.map((entry: { payloadErased: boolean }) => entry.payloadErased)).toEqual([false, true, false, false])
  expect([erased.entries[1].payload, erased.chainIntact]).toEqual([null, true])
  await db.updateTable('journal').set({ reason: 'nothing happened' }).where('turn_id', '=', turnId).where('place', '=', 1).execute()
  expect((await owner.get(`/api/turns/${turnId}`)).json().chainIntact).toBe(false)
})

it('answers 404 or 409 when the project is deleted at the same moment', async () => {
  await using server = await consoleServer()
  const { owner, connection: { db } } = server
  const { personaIds: [personaId] } = await cast(owner, 1)
  const { id: projectId } = (await owner.post('/api/projects', { name: 'Soon gone' })).json()
  const underWay = Promise.withResolvers<void>()
  const deleted = Promise.withResolvers<void>()
  const deleting = db.transaction().execute(async (within) => {
    await within.selectFrom('projects').select('id').where('id', '=', projectId).forUpdate().execute()
    await within.deleteFrom('projects').where('id', '=', projectId).execute()
    underWay.resolve()
    await deleted.promise
  })
  await underWay.promise
  const creating = owner.post('/api/agents', { projectId, personaId })
  await vi.waitFor(async () => expect((await sql<{ n: number }>`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db)).rows[0]?.n).toBe(1), { timeout: 60_000 })
  deleted.resolve()
  await deleting
  const answer = await creating
  expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/project-deleted'])

  // And in earnest, many times: whichever comes first.
  const statuses = new Set<number>()
  for (let round = 0; round < 12; round++) {
    const { id } = (await owner.post('/api/projects', { name: `Round ${round}` })).json()
    const [created] = await Promise.all([owner.post('/api/agents', { projectId: id, personaId }), owner.delete(`/api/projects/${id}`)])
    statuses.add(created.statusCode)
  }
  expect([...statuses].filter((status) => ![201, 400, 404, 409].includes(status))).toEqual([])
})
