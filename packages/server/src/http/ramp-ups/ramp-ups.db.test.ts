import type { RampUp, RampUpPreview } from '@troupe/contract'
import { expect, it } from 'vitest'
import { RAMP_DAY_MS } from '../../policy/ramp-days.ts'
import { StandingOrders } from '../../runtime/standing-orders.ts'
import { anotherWorkspace, cast, consoleServer, type ConsoleServer } from '../testing/console-server.ts'
import { START_MS } from '../testing/test-server.ts'

const DAYS = [{ agents: 2, actsPerDay: 3 }, { agents: 4, actsPerDay: 6 }, { agents: 5, actsPerDay: 9 }]

async function states({ connection: { db } }: ConsoleServer): Promise<Record<string, number>> {
  const rows = await db.selectFrom('agents').select(['state', (is) => is.fn.countAll<number>().as('count')]).groupBy('state').execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

async function oneReady({ connection: { db } }: ConsoleServer): Promise<string> {
  return (await db.selectFrom('agents').select('id').where('state', '=', 'ready').executeTakeFirstOrThrow()).id
}

/** The owner's token is good for half an hour; here days pass. */
async function nextDay({ clock, services, connection }: ConsoleServer): Promise<void> {
  clock.advanceTo(clock.now() + RAMP_DAY_MS)
  await connection.db.updateTable('sessions').set({ expires_at: clock.now() + RAMP_DAY_MS }).execute()
  await services.rampUpKeeper.look()
}

it('shows what the days would bring, then starts so many a day, and lets nobody start more', async () => {
  await using server = await consoleServer()
  const { owner, services } = server
  const { projectId, agentIds } = await cast(owner, 6)
  const draft = { projectId, name: 'Gently', days: DAYS }
  const preview = (await owner.post('/api/ramp-ups/preview', draft)).json<RampUpPreview>()
  expect(preview).toEqual({
    days: [
      { day: 1, agents: 2, actsPerDay: 3, starts: 2, running: 2, actsMost: 6 }, { day: 2, agents: 4, actsPerDay: 6, starts: 2, running: 4, actsMost: 24 },
      { day: 3, agents: 5, actsPerDay: 9, starts: 1, running: 5, actsMost: 45 },
    ],
    agents: { running: 0, ready: 6, all: 6 },
  })
  const plan = (await owner.post('/api/ramp-ups', draft)).json<RampUp>()
  expect([plan.state, plan.day, plan.startsAt, await states(server)]).toEqual(['draft', null, null, { ready: 6 }])
  expect([plan.outlook, plan.agents]).toEqual([preview.days, preview.agents])

  const active = (await owner.post(`/api/ramp-ups/${plan.id}/activate`)).json<RampUp>()
  expect(active).toMatchObject({ state: 'active', day: 1, next: { agents: 4, actsPerDay: 6, at: new Date(START_MS + RAMP_DAY_MS).toISOString() } })
  await services.rampUpKeeper[Symbol.asyncDispose]()
  expect(await states(server)).toEqual({ idle: 2, ready: 4 })
  const refused = await owner.post(`/api/agents/${await oneReady(server)}/start`, {})
  expect(refused.json()).toMatchObject({ status: 409, type: '/problems/ramp-up-cap', detail: 'On day 1 the ramp-up plan “Gently” starts new agents until 2 run, and 2 do.' })
  const many = (await owner.post('/api/agents/bulk', { verb: 'start', ids: agentIds })).json()
  expect([many.done, many.failed.length]).toEqual([[], 6])

  await nextDay(server)
  expect(await states(server)).toEqual({ idle: 4, ready: 2 })
  await services.rampUpKeeper.look()
  expect(await states(server)).toEqual({ idle: 4, ready: 2 })
  const orders = new StandingOrders(server.connection.db)
  await orders.read()
  const agent = { projectId } as Parameters<StandingOrders['caps']>[0]
  expect(orders.caps(agent, server.clock.now()).actsPerDay).toBe(6)
  expect(orders.caps({ ...agent, projectId: 'another' }, server.clock.now()).actsPerDay).toBeUndefined()

  await nextDay(server)
  expect((await owner.get(`/api/ramp-ups/${plan.id}`)).json()).toMatchObject({
    day: 3, agents: { running: 5, ready: 1, all: 6 }, next: null, outlook: [{ running: null }, { running: null }, { starts: 0, running: 5, actsMost: 45 }],
  })
  await nextDay(server)
  expect((await owner.get(`/api/ramp-ups/${plan.id}`)).json()).toMatchObject({ state: 'done', day: null, outlook: [{ running: null }, { running: null }, { running: null }] })
  expect((await owner.post(`/api/agents/${await oneReady(server)}/start`, {})).statusCode).toBe(200)
  const audit = (await owner.get('/api/audit?limit=30')).json().items.map(({ action }: { action: string }) => action)
  expect(audit).toEqual(expect.arrayContaining(['ramp-up-created', 'ramp-up-activated', 'ramp-up-done', 'agents-started']))
})

it('says the same of a project whose agents run already, before and after it is activated', async () => {
  await using server = await consoleServer()
  const { owner, services } = server
  const { projectId, agentIds } = await cast(owner, 6)
  await owner.post('/api/agents/bulk', { verb: 'start', ids: agentIds })
  const draft = { projectId, name: 'Gently', days: DAYS }
  const preview = (await owner.post('/api/ramp-ups/preview', draft)).json<RampUpPreview>()
  // All six run: none is started, none stopped, and each day's acts hold for all of them.
  expect(preview.days.map(({ starts, running, actsMost }) => [starts, running, actsMost])).toEqual([[0, 6, 18], [0, 6, 36], [0, 6, 54]])
  const plan = (await owner.post('/api/ramp-ups', draft)).json<RampUp>()
  const active = (await owner.post(`/api/ramp-ups/${plan.id}/activate`)).json<RampUp>()
  await services.rampUpKeeper[Symbol.asyncDispose]()
  expect([plan.outlook, active.outlook, active.agents]).toEqual([preview.days, preview.days, { running: 6, ready: 0, all: 6 }])
  expect(await states(server)).toEqual({ idle: 6 })
})

it('stands still while paused, binds nobody once deactivated, and stands alone', async () => {
  await using server = await consoleServer()
  const { owner, services } = server
  const { projectId } = await cast(owner, 5)
  const make = async (name: string): Promise<RampUp> => (await owner.post('/api/ramp-ups', { projectId, name, curve: { kind: 'doubling', days: 3, agents: 4, actsPerDay: 30 } })).json()
  const plan = await make('One')
  expect(plan.days).toEqual([{ agents: 1, actsPerDay: 10 }, { agents: 2, actsPerDay: 20 }, { agents: 4, actsPerDay: 30 }])
  await owner.post(`/api/ramp-ups/${plan.id}/activate`)
  await services.rampUpKeeper[Symbol.asyncDispose]()
  expect((await owner.post(`/api/ramp-ups/${(await make('Two')).id}/activate`)).json()).toMatchObject({ status: 409, type: '/problems/ramp-up-standing' })
  await owner.post(`/api/ramp-ups/${plan.id}/pause`)
  await nextDay(server)
  expect(await states(server)).toEqual({ idle: 1, ready: 4 })
  expect((await owner.get(`/api/ramp-ups/${plan.id}`)).json()).toMatchObject({ state: 'paused', day: 1, next: null })
  expect((await owner.post(`/api/agents/${await oneReady(server)}/start`, {})).statusCode).toBe(409)
  await owner.post(`/api/ramp-ups/${plan.id}/activate`)
  await services.rampUpKeeper.look()
  expect([await states(server), (await owner.get(`/api/ramp-ups/${plan.id}`)).json().day]).toEqual([{ idle: 1, ready: 4 }, 1])
  await nextDay(server)
  expect(await states(server)).toEqual({ idle: 2, ready: 3 })
  await owner.post(`/api/ramp-ups/${plan.id}/deactivate`)
  expect((await owner.post(`/api/agents/${await oneReady(server)}/start`, {})).statusCode).toBe(200)
  expect((await owner.delete(`/api/ramp-ups/${plan.id}`)).statusCode).toBe(204)
})

it('refuses a plan that falls, one of two kinds at once, and another workspace\'s project', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const { projectId } = await cast(owner, 1)
  const falling = [{ agents: 4, actsPerDay: 1 }, { agents: 2, actsPerDay: 1 }]
  expect((await owner.post('/api/ramp-ups', { projectId, name: 'x', days: falling })).json().faults[0].message).toContain('never fall')
  expect((await owner.post('/api/ramp-ups', { projectId, name: 'x' })).json().faults[0].message).toContain('one of the two')
  expect((await (await anotherWorkspace(server)).post('/api/ramp-ups', { projectId, name: 'x', days: DAYS })).statusCode).toBe(404)
})
