import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { seeded } from '../../base/random.ts'
import { SHOP_MS, smallShop, type SmallShop } from '../testing/small-shop.ts'
import { agentResultsOf } from './agent-results.ts'
import { attributionOf } from './attribution.ts'
import { funnelOf } from './funnel.ts'
import { intentsOf, messagesByDay } from './message-counts.ts'
import { shareOf } from './shares.ts'
import type { Counted } from './span.ts'

const DAY_MS = 86_400_000

const all = ({ workspaceId }: SmallShop): Counted => ({ workspaceId, creatorId: null, fromMs: SHOP_MS - 60 * DAY_MS, toMs: SHOP_MS + 60 * DAY_MS })

async function agent({ db, ids, workspaceId, projectId, creatorId }: SmallShop, name: string): Promise<Id> {
  const id = ids.next()
  await db.insertInto('agents').values({
    id, workspace_id: workspaceId, project_id: projectId, creator_id: creatorId, name, platform: 'messaging', brain: JSON.stringify({ kind: 'rules', module: 'x' }), persona_id: null, profile_id: null, state: 'idle', state_reason: null, state_since: 0,
    until_at: null, wake_at: null, lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0, tally_day: '', tally_posts: 0, tally_comments: 0, chain: Buffer.alloc(32), last_turn_at: null, created_at: 0,
  }).execute()
  return id
}

it('puts payments down to messages as the model says, each to the whole of it and no more', async () => {
  await using shop = await smallShop()
  const random = seeded('journeys')
  const agents = [await agent(shop, 'Welcome'), await agent(shop, 'Follow-up')]
  const leads = await shop.leads(30)
  const windowMs = 7 * DAY_MS
  const expected = { 'last-touch': new Map<Id | null, number>(), position: new Map<Id | null, number>() }
  let untouched = 0
  for (const lead of leads) {
    const sent: { atMs: number; agentId: Id }[] = []
    for (let message = random.below(6); message > 0; message--) {
      const atMs = SHOP_MS + random.below(20) * DAY_MS + random.below(1000)
      const agentId = random.pick(agents)
      await shop.sent(lead, atMs, { agentId, channel: random.pick(['email', 'sms']) })
      sent.push({ atMs, agentId })
    }
    const payMs = SHOP_MS + 5 * DAY_MS + random.below(15) * DAY_MS
    await shop.event(lead, 'payment_success', payMs, { amountMinor: 1000 })
    const touches = sent.filter(({ atMs }) => atMs <= payMs && atMs > payMs - windowMs).toSorted((a, b) => a.atMs - b.atMs)
    if (touches.length === 0) untouched++
    for (const model of ['last-touch', 'position'] as const) {
      for (const [index, { agentId }] of touches.entries()) expected[model].set(agentId, (expected[model].get(agentId) ?? 0) + shareOf(model, index + 1, touches.length))
    }
  }
  for (const model of ['last-touch', 'position'] as const) {
    const { byAgent, byChannel, byAction, ...rest } = await attributionOf(shop.db, all(shop), model, 7)
    expect(rest).toEqual({ model, windowDays: 7, conversions: 30, attributed: 30 - untouched, untouched, revenueMinor: 30_000, currency: 'EUR' })
    expect(Object.fromEntries(byAgent.map(({ agentId, conversions }) => [agentId, conversions]))).toEqual(Object.fromEntries([...expected[model]].map(([agentId, share]) => [agentId, expect.closeTo(share, 4)])))
    for (const parts of [byAgent, byChannel]) {
      expect(parts.reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(30 - untouched, 4)
      expect(parts.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0)).toBeCloseTo((30 - untouched) * 1000, -1)
    }
    expect(byAgent.map(({ name }) => name).toSorted()).toEqual(['Follow-up', 'Welcome'])
    expect(byAction.length).toBeGreaterThan(10)
  }
  expect(await attributionOf(shop.db, { ...all(shop), creatorId: shop.ids.next() }, 'position', 7)).toMatchObject({ conversions: 0, byAgent: [], byAction: [] })
})

it('takes off what was paid back, of the payment it names, and counts none that was paid back in full', async () => {
  await using shop = await smallShop()
  const [one, two, three] = await shop.leads(3) as [Id, Id, Id]
  await shop.event(one, 'payment_success', SHOP_MS, { amount: 100, paymentId: 'a' })
  await shop.event(one, 'payment_success', SHOP_MS + DAY_MS, { amount: 50, paymentId: 'b' })
  await shop.event(one, 'payment_refunded', SHOP_MS + 2 * DAY_MS, { amount: 30, paymentId: 'a' })
  await shop.event(one, 'payment_refunded', SHOP_MS + 3 * DAY_MS, { amount: 20, paymentId: 'a' })
  await shop.event(two, 'payment_success', SHOP_MS, { amount: 10 })
  await shop.event(two, 'payment_success', SHOP_MS + DAY_MS, { amount: 40 })
  await shop.event(two, 'payment_refunded', SHOP_MS + 2 * DAY_MS, { amount: 40 })
  await shop.event(three, 'payment_success', SHOP_MS)
  expect(await attributionOf(shop.db, all(shop), 'last-touch', 7)).toMatchObject({ conversions: 4, untouched: 4, revenueMinor: 5000 + 5000 + 1000 })
})

it('counts how far leads came, also those who have left, and what agents did', async () => {
  await using shop = await smallShop()
  const { db, ids, workspaceId, creatorId } = shop
  await shop.leads(3)
  await shop.leads(2, { stage: 'interested' })
  const [bought] = await shop.leads(1, { stage: 'converted' }) as [Id]
  const [left, leftEarly] = await shop.leads(2, { stage: 'churned' }) as [Id, Id]
  await shop.event(left, 'stage_changed', SHOP_MS, { from: 'interested', to: 'engaged', by: 'rules' })
  await shop.event(left, 'stage_changed', SHOP_MS, { from: 'engaged', to: 'churned', by: 'rules' })
  await shop.event(leftEarly, 'stage_changed', SHOP_MS, { from: 'new', to: 'churned' })
  await shop.leads(1, { seenMs: SHOP_MS - 100 * DAY_MS, stage: 'converted' })
  const funnel = await funnelOf(db, all(shop))
  expect(funnel.steps.map(({ stage, reached }) => [stage, reached])).toEqual([['new', 8], ['interested', 4], ['engaged', 2], ['converted', 1]])
  expect(funnel.steps.map(({ shareOfBefore }) => shareOfBefore)).toEqual([null, 0.5, 0.5, 0.5])

  const [welcome, quiet] = [await agent(shop, 'Welcome'), await agent(shop, 'Quiet')]
  await shop.sent(bought, SHOP_MS, { agentId: welcome })
  await shop.event(bought, 'payment_success', SHOP_MS + DAY_MS, { amount: 10 })
  const said = (direction: 'in' | 'out', atMs: number, intent: 'price' | null) => ({
    id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, consumer_id: bought, conversation_id: null, action_id: null, turn_id: null, direction, channel: 'email' as const, author_kind: direction === 'in' ? 'lead' as const : 'agent' as const,
    author_id: null, author_name: 'x', subject: null, text: 'x', at: atMs, vendor: null, vendor_id: null, delivery: null, generator: null, intent, read_at: null,
  })
  await db.insertInto('messages').values([said('in', SHOP_MS + 5, 'price'), said('in', SHOP_MS - 5, null), said('out', SHOP_MS, null), said('out', SHOP_MS + 13 * 3_600_000, null)]).execute()
  await db.insertInto('turns').values({ id: ids.next(), agent_id: welcome, project_id: shop.projectId, trigger: '{"kind":"wake"}', started_at: SHOP_MS, ended_at: SHOP_MS, outcome: 'rested', reason: null, steps: 1, acts: 1, cost_micros: 70, summary: '', snapshot: null }).execute()
  const { items } = await agentResultsOf(db, all(shop))
  expect(items).toEqual([
    { agentId: welcome, name: 'Welcome', turns: 1, planned: 1, sent: 1, suppressed: 0, delivered: 1, replies: 1, conversions: 1, revenueMinor: 1000, costMicros: 70 },
    { agentId: quiet, name: 'Quiet', turns: 0, planned: 0, sent: 0, suppressed: 0, delivered: 0, replies: 0, conversions: 0, revenueMinor: 0, costMicros: 0 },
  ])
  expect((await agentResultsOf(db, { ...all(shop), creatorId })).items).toEqual(items)
  expect((await agentResultsOf(db, { ...all(shop), creatorId: ids.next() })).items).toEqual([])
  expect((await intentsOf(db, all(shop))).items).toEqual([{ intent: 'other', messages: 1 }, { intent: 'price', messages: 1 }])
  expect((await messagesByDay(db, { ...all(shop), creatorId })).items).toEqual([{ day: '2027-05-03', channel: 'email', sent: 1 }, { day: '2027-05-04', channel: 'email', sent: 1 }])
})
