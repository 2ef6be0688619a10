import type { Attribution, Funnel, LeadScore } from '@troupe/contract'
import { expect, it } from 'vitest'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

it('answers each question, says what is wrong with a span, and scores a lead', async () => {
  await using server = await engagementServer()
  const { owner, db, ids, workspaceId, creatorId, intake } = server
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, name: 'Ann' })
  await intake.ingest(workspaceId, [{ consumerId, type: 'service_click', payload: {}, source: 'api' }, { consumerId, type: 'payment_success', payload: { amount: 20 }, source: 'api' }])
  expect((await owner.get('/api/analytics/attribution?model=position')).json<Attribution>()).toMatchObject({ conversions: 1, untouched: 1, revenueMinor: 2000, currency: 'EUR', windowDays: 7 })
  expect((await owner.get('/api/analytics/funnel?from=1969-01-01T00:00:00Z&to=1970-06-01T00:00:00Z')).json<Funnel>().steps.map(({ reached }) => reached)).toEqual([1, 1, 1, 1])
  for (const name of ['agents', 'intents', 'messages']) expect((await owner.get(`/api/analytics/${name}?creatorId=${creatorId}`)).statusCode).toBe(200)
  expect((await owner.get('/api/analytics/funnel?from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z')).json()).toMatchObject({ status: 400, faults: [{ path: '/from' }] })
  const score = (await owner.get(`/api/consumers/${consumerId}/score`)).json<LeadScore>()
  expect(score).toMatchObject({ personaClass: 'customer', reasons: expect.arrayContaining([{ points: 7, why: '1 offer looked at' }]) })
  expect((await owner.get(`/api/consumers/${creatorId}/score`)).statusCode).toBe(404)
})
