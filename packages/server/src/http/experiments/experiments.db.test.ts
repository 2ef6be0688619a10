import { HOLDOUT, type Experiment, type ExperimentResult, type Page } from '@troupe/contract'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'
import { START_MS } from '../testing/test-server.ts'

const DAY_MS = 86_400_000
const ARMS = [{ key: 'plain', text: 'Hello' }, { key: 'warm', text: 'Dear you', weight: 2 }]

it('is written, started and stopped, and counts those whose window has passed', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId, poked, clock } = server
  const created = await owner.post('/api/experiments', { name: 'Greeting', key: 'greeting', arms: ARMS, holdout: 0.3, creatorId })
  expect(created.statusCode).toBe(201)
  const { id } = created.json<Experiment>()
  expect((await owner.post('/api/experiments', { name: 'Again', key: 'greeting', arms: ARMS })).json()).toMatchObject({ status: 409, type: '/problems/key-taken' })
  expect((await owner.post('/api/experiments', { name: 'x', key: 'x', arms: [{ key: HOLDOUT }] })).statusCode).toBe(400)
  expect((await owner.post('/api/experiments', { name: 'x', key: 'x', arms: ARMS, agentId: id })).json()).toMatchObject({ status: 404, detail: `There is no agent of leads ${id}.` })
  expect((await owner.post(`/api/experiments/${id}/stop`)).json()).toMatchObject({ status: 409 })
  expect((await owner.post(`/api/experiments/${id}/start`)).json<Experiment>()).toMatchObject({ state: 'running', startedAt: new Date(START_MS).toISOString() })
  expect(poked).toEqual(['experiments'])

  const lead = async (arm: string, exposedMs: number): Promise<Id> => {
    const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId })
    await db.insertInto('experiment_leads').values({ experiment_id: id, consumer_id: consumerId, arm, assigned_at: exposedMs, exposed_at: exposedMs }).execute()
    return consumerId
  }
  const event = (consumerId: Id, type: string, atMs: number, amount = 50) => db.insertInto('events').values({ id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, consumer_id: consumerId, type, source: 'api', at: atMs, received_at: atMs, payload: JSON.stringify({ amount }), not_counted: null }).execute()
  const early = START_MS - 20 * DAY_MS
  const [buyer, late, refunded] = [await lead('warm', early), await lead('warm', early), await lead('plain', early)]
  await lead(HOLDOUT, early)
  const running = await lead('warm', START_MS - DAY_MS)
  await event(buyer, 'payment_success', early + DAY_MS)
  await event(buyer, 'payment_success', early + 2 * DAY_MS)
  await event(late, 'payment_success', early + 15 * DAY_MS)
  await event(late, 'payment_success', early - DAY_MS)
  await event(refunded, 'payment_success', early + DAY_MS, 80)
  await event(refunded, 'payment_refunded', early + 3 * DAY_MS, 30)
  await event(running, 'payment_success', START_MS)
  const results = (await owner.get(`/api/experiments/${id}/results`)).json<ExperimentResult>()
  expect(results.arms.map(({ arm, leads, waiting, conversions, revenueMinor }) => [arm, leads, waiting, conversions, revenueMinor])).toEqual([['plain', 1, 0, 1, 5000], ['warm', 2, 1, 1, 10_000], [HOLDOUT, 1, 0, 0, 0]])
  expect(results.caveats[0]).toContain('1 lead is within their 14 days')

  clock.advanceBy(60_000)
  expect((await owner.post(`/api/experiments/${id}/stop`)).json<Experiment>()).toMatchObject({ state: 'stopped', endedAt: new Date(START_MS + 60_000).toISOString() })
  expect((await owner.post(`/api/experiments/${id}/start`)).json()).toMatchObject({ status: 409, detail: expect.stringContaining('Make a new one') })
  expect((await owner.get('/api/experiments?state=stopped')).json<Page<Experiment>>().items).toHaveLength(1)
  expect((await owner.get('/api/audit')).json<Page<{ action: string }>>().items.map(({ action }) => action)).toEqual(expect.arrayContaining(['experiment-created', 'experiment-started', 'experiment-stopped']))
})
