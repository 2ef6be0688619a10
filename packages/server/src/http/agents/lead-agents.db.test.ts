import type { Agent, AgentKind, AgentPage, AgentTestResult, BulkOutcome, Problem } from '@troupe/contract'
import { expect, it } from 'vitest'
import { rehearsalOnly } from '../../runtime/asks.ts'
import { sql } from 'kysely'
import { seeded } from '../../base/random.ts'
import type { Actor } from '../../people/actor.ts'
import { Projects } from '../../runtime/projects/projects.ts'
import { member } from '../testing/caller.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000001'
const SALES = { kind: 'rules', rules: 'sales' }
const WARM = { eventType: 'page_view', filter: { '==': [{ var: 'context.stage' }, 'engaged'] } }

it('makes agents of leads in their creator’s project, or in one project for all', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId } = server
  const create = (draft: object) => owner.post('/api/agents', { platform: 'messaging', creatorId, ...draft })
  expect((await owner.get('/api/openapi.json')).json().paths['/api/agents/{id}/test'].post.summary).toBe('Try out an agent of leads with an event')
  const kinds = (await owner.get('/api/agent-kinds')).json<{ items: AgentKind[] }>().items
  const sales = kinds.find(({ name }) => name === 'sales')
  expect(kinds.map(({ name }) => name)).toEqual(['sales', 'welcome', 'inbox', 'follow-up', 'payment-reminder', 'booking-confirmation', 're-engagement', 'churn-rescue'])
  expect(kinds.every(({ description, settings, triggers }) => description !== '' && settings['type'] === 'object' && triggers.length > 0)).toBe(true)

  const made = await create({ brain: SALES, start: true })
  expect(made.statusCode).toBe(201)
  expect(made.json<Agent>()).toMatchObject({ name: sales?.title, platform: 'messaging', projectId: creatorId, creator: { id: creatorId, name: 'mira' }, persona: null, state: 'idle', nextWakeAt: null, triggers: sales?.triggers })
  const http = (await create({ name: 'Ours', brain: { kind: 'http', url: 'https://brain.example/decide' }, triggers: [WARM] })).json<Agent>()
  expect(http).toMatchObject({ name: 'Ours', state: 'ready', triggers: [WARM], brain: { secret: expect.stringMatching(/^whsec_/) } })

  const everyones = await Promise.all([1, 2, 3].map(async () => (await create({ creatorId: null, brain: { kind: 'model', instructions: 'Be brief.' }, triggers: [{ eventType: '*' }] })).json<Agent>()))
  const projects = new Set(everyones.map(({ projectId }) => projectId))
  expect([projects.size, everyones[0]?.creator]).toEqual([1, null])
  expect((await db.selectFrom('projects').innerJoin('worlds', 'worlds.project_id', 'projects.id').select(['projects.name', 'place']).where('projects.id', 'in', [...projects]).execute())).toEqual([{ name: 'Engagement', place: 'messaging' }])

  const found = async (query: string) => (await owner.get(`/api/agents?${query}`)).json<AgentPage>().total
  expect(await Promise.all(['platform=messaging', `creatorId=${creatorId}`, `creatorId=${creatorId}&state=idle`, 'platform=messaging&brain=model', 'platform=feed'].map(found))).toEqual([5, 2, 1, 3, 0])
  expect((await owner.get('/api/audit?limit=5')).json().items.find((entry: { after: { name?: string } }) => entry.after.name === 'Ours')).toMatchObject({ action: 'agent-created', after: { creatorId, triggers: [WARM], brain: { kind: 'http' } } })
  expect((await owner.get('/api/audit')).body).not.toContain('whsec_')
  expect(server.poked).toContain('wake')
})

it('refuses at the edge what could never run, with where the fault is', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId } = server
  const faults = async (draft: object) => {
    const answer = await owner.post('/api/agents', { platform: 'messaging', creatorId, brain: SALES, ...draft })
    expect(answer.statusCode).toBe(400)
    return answer.json<{ faults: { path: string; message: string }[] }>().faults.map(({ path }) => path)
  }
  expect(await faults({ brain: { kind: 'habit' } })).toEqual(['/brain/kind'])
  expect(await faults({ brain: { kind: 'rules', rules: 'greeter' } })).toEqual(['/brain/rules'])
  expect(await faults({ brain: { ...SALES, settings: { prefer: 'pigeon' } } })).toEqual(['/brain/settings/prefer'])
  const unknown = await owner.post('/api/agents', { platform: 'messaging', creatorId, brain: { ...SALES, settings: { perfer: 'sms' } } })
  expect([unknown.statusCode, unknown.json<Problem>()]).toEqual([400, expect.objectContaining({
    detail: 'The settings do not fit the kind "sales": perfer is not known here; did you mean "prefer"? It has prefer, experiment, firstViewAfter, returnAfterHours, clickAfter.', faults: [{ path: '/brain/settings/perfer', message: expect.stringContaining('did you mean') }],
  })])
  expect(await faults({ brain: { kind: 'graph', graph: 'nowhere' } })).toEqual(['/brain/graph'])
  expect(await faults({ brain: { kind: 'http', url: 'https://user:word@brain.example/' }, triggers: [WARM] })).toEqual(['/brain/url'])
  expect(await faults({ brain: { kind: 'model' } })).toEqual(['/triggers'])
  expect(await faults({ triggers: [] })).toEqual(['/triggers'])
  expect(await faults({ triggers: [WARM, { eventType: 'x', filter: { '==': [{ var: 'process.env' }, { method: [] }] } }] })).toEqual(['/triggers/1/filter/==/0/var', '/triggers/1/filter/==/1/method'])
  expect(await faults({ creatorId: NOBODY })).toEqual(['/creatorId'])
  expect(await faults({ projectId: NOBODY })).toEqual(['/projectId'])
  expect(await faults({ personaId: NOBODY, siteId: NOBODY })).toEqual(['/personaId', '/siteId'])
  expect(await faults({ platform: 'feed' })).toEqual(['/creatorId'])
  expect(await faults({ platform: 'feed', creatorId: null, triggers: [WARM] })).toEqual(['/triggers'])
  await db.updateTable('workspaces').set({ private_network: false }).execute()
  expect((await owner.post('/api/agents', { platform: 'messaging', creatorId, brain: { kind: 'http', url: 'http://127.0.0.1:9/' }, triggers: [WARM] })).json().type).toBe('/problems/forbidden-address')
  expect(await db.selectFrom('agents').select('id').execute()).toEqual([])
})

it('changes triggers with an entry in the audit, and goes through the verbs without ever being given a time to wake', async () => {
  await using server = await engagementServer()
  const { app, owner, db, ids, clock, people, workspaceId, creatorId } = server
  const { id } = (await owner.post('/api/agents', { platform: 'messaging', creatorId, brain: SALES })).json<Agent>()
  const at = `/api/agents/${id}`
  expect((await owner.patch(at, { name: 'Warm', triggers: [WARM], brain: { ...SALES, settings: { firstViewAfter: '3h' } } })).json()).toMatchObject({ name: 'Warm', triggers: [WARM] })
  expect((await owner.patch(at, { triggers: [{ eventType: 'x', filter: { eval: '1' } }] })).json().faults[0].path).toBe('/triggers/0/filter/eval')
  expect((await owner.patch(at, { brain: { kind: 'habit' } })).json().faults[0].path).toBe('/brain/kind')
  const [changed] = (await owner.get('/api/audit?limit=1')).json().items
  expect(changed).toMatchObject({ action: 'agent-changed', after: { name: 'Warm', triggers: [WARM] } })
  expect(changed.before.triggers.length).toBeGreaterThan(0)

  for (const [verb, state] of [['start', 'idle'], ['pause', 'paused'], ['resume', 'idle'], ['stop', 'offline'], ['start', 'idle']] as const) {
    expect((await owner.post(`${at}/${verb}`)).json()).toMatchObject({ state, nextWakeAt: null })
  }
  expect((await owner.post(`${at}/wake`)).json()).toMatchObject({ status: 409, type: '/problems/woken-by-events', detail: expect.stringContaining('/test') })
  expect((await owner.post(`${at}/interview`, { question: 'Who are you?' })).json()).toMatchObject({ status: 409, type: '/problems/not-interviewed' })
  expect((await owner.post('/api/agents/bulk', { verb: 'pause', filter: { creatorId } })).json<BulkOutcome>()).toEqual({ done: [id], failed: [] })
  expect((await owner.post('/api/agents/bulk', { verb: 'resume', filter: { platform: 'messaging' } })).json<BulkOutcome>().done).toEqual([id])
  const viewer = await member(app, owner, 'viewer')
  expect((await viewer.patch(at, { name: 'x' })).statusCode).toBe(403)

  // What it planned goes with it, or with the project of the agents of all leads.
  const plans = (agentId: string) => db.insertInto('actions').values({
    id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, project_id: creatorId, consumer_id: ids.next(), agent_id: agentId, turn_id: null, event_id: null, goal_id: null, conversation_id: null, kind: 'send_email', channel: 'email', content: null,
    approved_hash: null, state: 'planned', reason: null, priority: 0, send_at: 0, tries_most: 5, cancel_when: [], verdict: null, generator: null, experiment_id: null, arm: null, lease_until: null, vendor: null, vendor_id: null, delivery: null, created_at: 0, sent_at: null, ended_at: null,
  }).execute()
  await plans(id)
  expect((await owner.delete(at)).statusCode).toBe(204)
  const everyones = (await owner.post('/api/agents', { platform: 'messaging', creatorId: null, brain: SALES })).json<Agent>()
  await plans(everyones.id)
  const projects = new Projects({ db, clock, ids, random: seeded('projects'), audit: people.audit, wakes: { poke: () => {} }, erasure: { poke: () => {}, hasGone: async () => true }, onWithdrawn: () => {} })
  await projects.remove({ kind: 'user', workspaceId, id: ids.next(), name: 'Olga', role: 'owner' } as unknown as Actor, everyones.projectId)
  expect(await db.selectFrom('actions').select(['state', 'reason']).execute()).toEqual(Array.from({ length: 2 }, () => ({ state: 'cancelled', reason: 'its agent was deleted' })))
  expect((await owner.post('/api/agents', { platform: 'messaging', brain: SALES })).json<Agent>().projectId).not.toBe(everyones.projectId)
})

it('shows what would happen if a lead did something, and leaves no trace of it', async () => {
  await using server = await engagementServer({ orders: { killed: ({ projectId }) => projectId === killedProject ? 'audit' : null, killedScopes: [] } })
  let killedProject = ''
  const { app, owner, db, ids, workspaceId, creatorId, newCreator } = server
  const lead = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Grace Hopper', email: 'grace@example.org' })
  await db.updateTable('consumers').set({ consents: JSON.stringify({ email: { status: 'granted', source: 'form', at: '2026-01-01T00:00:00.000Z' } }) }).execute()
  await owner.post('/api/products', { creatorId, name: 'Career call', description: 'Half an hour', kind: 'call', priceMinor: 9000, currency: 'EUR', url: 'https://mira.example/call' })
  const { id } = (await owner.post('/api/agents', { platform: 'messaging', creatorId, brain: SALES })).json<Agent>()
  const rows = async () => (await Promise.all((['events', 'actions', 'turns', 'journal', 'payloads', 'agent_marks', 'event_jobs'] as const).map((table) => db.selectFrom(table).select((is) => is.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()))).map(({ n }) => n)
  const context = () => db.selectFrom('consumer_contexts').selectAll().executeTakeFirstOrThrow()
  const [before, contextBefore] = [await rows(), await context()]
  const test = async (type: string, more: object = {}, caller = owner) => (await caller.post(`/api/agents/${id}/test`, { consumerId: lead, event: { type }, ...more })).json<AgentTestResult>()

  // By day in Berlin the message would go out; at night the same is held until the morning.
  const day = await test('page_view', { at: '2026-10-05T09:00:00.000Z' })
  expect(day).toMatchObject({ matched: true, shouldAct: true, failed: null, asked: null, misfits: [], notes: ['The agent is not started: no event wakes it as it stands.'] })
  const message = day.planned.find(({ channel }) => channel !== null)
  expect(message).toMatchObject({ action: 'send_email', channel: 'email', content: { text: expect.stringContaining('Grace') } })
  expect(message?.verdict?.all.length).toBeGreaterThan(3)
  const night = await test('page_view', { at: '2026-10-06T01:30:00+02:00' })
  expect(night.planned.find(({ channel }) => channel !== null)?.verdict).toMatchObject({ kind: 'hold', policy: 'quiet-hours', until: expect.stringMatching(/^2026-10-06T/) })

  expect(await test('coffee_spilled')).toMatchObject({ matched: false, shouldAct: false, planned: [], why: expect.stringMatching(/^coffee_spilled does not wake it; it waits for page_view/) })
  await owner.patch(`/api/agents/${id}`, { triggers: [WARM] })
  expect((await test('page_view')).why).toBe('It waits for page_view, and no filter of its triggers matches this event of this lead.')
  killedProject = creatorId
  expect((await test('page_view')).notes).toContain('The kill switch is on: audit')

  const other = await newCreator('otto')
  const stranger = await plainLead(db, { id: ids.next(), workspaceId, creatorId: other })
  expect((await owner.post(`/api/agents/${id}/test`, { consumerId: stranger, event: { type: 'page_view' } })).json().faults[0].path).toBe('/consumerId')
  expect((await owner.post(`/api/agents/${NOBODY}/test`, { consumerId: lead, event: { type: 'page_view' } })).statusCode).toBe(404)
  expect((await (await member(app, owner, 'viewer')).post(`/api/agents/${id}/test`, { consumerId: lead, event: { type: 'page_view' } })).statusCode).toBe(403)
  expect(await rows()).toEqual(before)
  expect(await db.selectFrom('consumer_contexts').selectAll().where('consumer_id', '=', lead).executeTakeFirstOrThrow()).toEqual(contextBefore)
})

it('says when an agent is tried with a type that nobody has sent, and what was probably meant', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId, intake } = server
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Ann' })
  await intake.ingest(workspaceId, [{ consumerId, type: 'webinar_joined', payload: {}, source: 'api' }])
  const { id } = (await owner.post('/api/agents', { platform: 'messaging', creatorId, brain: SALES, start: true })).json<Agent>()
  const notes = async (type: string) => (await owner.post(`/api/agents/${id}/test`, { consumerId, event: { type } })).json<AgentTestResult>().notes
  expect(await notes('page_veiw')).toEqual(['Nobody has sent the type “page_veiw” so far; did you mean “page_view”?'])
  expect(await notes('webinar_join')).toEqual(['Nobody has sent the type “webinar_join” so far; did you mean “webinar_joined”?'])
  expect([await notes('webinar_joined'), await notes('page_view')]).toEqual([[], []])
})

it('deploys a kind once for a creator, also when two ask at the same moment', async () => {
  await using server = await engagementServer()
  const { app, owner, db, creatorId, newCreator } = server
  const deploy = (body?: object, to = creatorId) => owner.post(`/api/onboarding/deploy-agent/${to}`, body)
  const answers = await Promise.all([deploy(), deploy(), deploy({})])
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 201])
  expect(new Set(answers.map((answer) => answer.json<Agent>().id)).size).toBe(1)
  expect(answers[0]?.json()).toMatchObject({ state: 'idle', brain: { kind: 'rules', rules: 'sales' }, creator: { id: creatorId } })
  expect((await deploy({ kind: 're-engagement', settings: { quietDays: 30 }, name: 'Wake-up call', start: false })).json()).toMatchObject({ name: 'Wake-up call', state: 'ready', brain: { settings: { quietDays: 30 } }, triggers: [{ eventType: 'lead_quiet' }] })
  expect((await deploy({ kind: 're-engagement', settings: { quietDays: 3 } }, await newCreator('otto'))).json()).toMatchObject({ status: 400, faults: [{ path: '/settings/quietDays' }] })
  expect((await deploy({ kind: 'poet' })).json().faults[0].path).toBe('/kind')
  expect((await deploy({}, NOBODY)).statusCode).toBe(404)
  expect((await owner.get(`/api/onboarding/agents/${creatorId}?limit=1`)).json()).toMatchObject({ items: [{ name: 'Wake-up call' }], nextCursor: expect.any(String) })

  // A creator's own login looks at its own agents, and can do nothing to them.
  const mira = await member(app, owner, 'operator', 'mira@troupe.example')
  await sql`UPDATE memberships SET creator_id = ${creatorId} WHERE user_id = (SELECT id FROM users WHERE email = 'mira@troupe.example')`.execute(db)
  const own = (await mira.get(`/api/onboarding/agents/${creatorId}`)).json<{ items: Agent[] }>().items
  expect(own.map(({ name }) => name)).toEqual(['Wake-up call', 'Sales'])
  expect((await mira.get(`/api/onboarding/agents/${await newCreator('noor')}`)).statusCode).toBe(404)
  const at = `/api/agents/${own[0]?.id}`
  for (const answer of [await mira.get('/api/agents'), await mira.get(at), await mira.patch(at, { name: 'x' }), await mira.post(`${at}/stop`), await mira.post(`${at}/test`, { consumerId: NOBODY, event: { type: 'x' } }), await mira.post(`/api/onboarding/deploy-agent/${creatorId}`, {})]) expect(answer.statusCode).toBe(403)
})

it('really asks a model or a process that is tried out, once, and says so', async () => {
  const bodies: Readonly<Record<string, unknown>>[] = []
  let asked = 0
  await using server = await engagementServer({
    asks: {
      ...rehearsalOnly, instantly: () => null,
      model: async () => {
        asked += 1
        return {
          kind: 'answered', generator: 'scripted', text: 'A thought', value: null, toolCalls: [{ id: '1', name: 'send_email', input: { subject: 'Hello', text: 'Shall we talk?' } }, { id: '2', name: 'send_email', input: { subject: 'x', text: 'https://evil.example' } }, { id: '3', name: 'tag_lead', input: {} }, { id: '4', name: 'tag_lead', input: { tag: 'warm' } }],
          attempts: [{ provider: 'test', model: 'm', ms: 1, usage: { inputTokens: 10, outputTokens: 5 }, costMicros: 40, outcome: 'answered', note: null }],
        }
      },
      http: async ({ body }) => {
        bodies.push(body)
        return { kind: 'failed', message: 'it answered 500' }
      },
    },
  })
  const { owner, db, ids, workspaceId, creatorId } = server
  // Said to be a yes by the lead's own name, which is nobody's consent.
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'I consent to everything', email: 'grace@example.org' })
  const triggers = [{ eventType: '*' }]
  const make = async (brain: object) => (await owner.post('/api/agents', { platform: 'messaging', creatorId, brain, triggers, start: true })).json<Agent>().id
  const test = async (id: string) => (await owner.post(`/api/agents/${id}/test`, { consumerId, event: { type: 'page_view' } })).json<AgentTestResult>()

  const model = await test(await make({ kind: 'model' }))
  expect(model).toMatchObject({ matched: true, shouldAct: true, thought: 'A thought', asked: { brain: 'model', generator: 'scripted', costMicros: 40 }, failed: null, notes: [], stopped: [{ action: 'send_email', policy: 'foreign-link' }], misfits: [{ action: 'tag_lead' }] })
  expect(model.planned.map(({ action, verdict }) => [action, verdict?.kind, verdict?.policy])).toEqual([['send_email', 'suppress', 'consent'], ['tag_lead', undefined, undefined]])
  expect(await test(await make({ kind: 'http', url: 'https://brain.example/' }))).toMatchObject({ shouldAct: false, planned: [], asked: { brain: 'http', generator: null }, failed: expect.stringContaining('it answered 500') })
  expect([asked, bodies.map(({ trial }) => trial)]).toEqual([1, [true]])
  expect(await db.selectFrom('turns').select('id').execute()).toEqual([])
})
