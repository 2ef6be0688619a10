import { HOLDOUT } from '@troupe/contract'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { keepsStill } from '../conversations/keeps-still.ts'
import { smallShop, SHOP_MS, type SmallShop } from '../testing/small-shop.ts'
import { armOf } from './assignment.ts'
import { ExperimentArms } from './experiment-arms.ts'
import { keepExposures } from './exposures.ts'

async function experiment({ db, ids, workspaceId }: SmallShop, key: string, agentId: Id | null, state: 'running' | 'stopped' = 'running') {
  const id = ids.next()
  const arms = [{ key: 'plain', text: 'Hello', weight: 1 }, { key: 'warm', text: 'Dear you', weight: 1 }]
  await db.insertInto('experiments').values({ id, workspace_id: workspaceId, creator_id: null, agent_id: agentId, name: key, key, arms: JSON.stringify(arms), holdout: 0.4, goal: 'payment_success', window_days: 14, state, started_at: 0, ended_at: null, created_at: 0 }).execute()
  return { id, arms, holdout: 0.4 }
}

it("gives each lead an arm, holds an agent's leads out whatever its code asks, and remembers what was seen", async () => {
  await using shop = await smallShop()
  const { db, workspaceId, creatorId, ids } = shop
  const [agentId, otherAgentId] = [ids.next(), ids.next()]
  const leads = await shop.leads(30)
  const arms = new ExperimentArms()
  arms.forget()
  const addresses = leads.map((consumerId) => ({ workspaceId, creatorId, consumerId }))
  expect((await arms.armsFor(db, addresses)).size).toBe(0)

  const bound = await experiment(shop, 'greeting', agentId)
  const named = await experiment(shop, 'subject', null)
  await experiment(shop, 'old', agentId, 'stopped')
  arms.forget()
  const found = await arms.armsFor(db, addresses)
  expect(leads.map((lead) => found.get(lead)?.map(({ arm }) => arm))).toEqual(leads.map((lead) => [armOf(bound, lead), armOf(named, lead)]))
  expect(found.get(leads[0] as Id)?.[0]).toMatchObject({ key: 'greeting', agentId, name: 'greeting' })
  expect((await arms.armsFor(db, addresses.map((address) => ({ ...address, workspaceId: ids.next() })))).size).toBe(0)

  const action = (consumerId: Id, by: Id, experimentId: Id | null = null) => ({ workspaceId, creatorId, consumerId, agentId: by, experimentId })
  const out = leads.find((lead) => armOf(bound, lead) === HOLDOUT && armOf(named, lead) !== HOLDOUT) as Id
  const free = leads.find((lead) => armOf(bound, lead) !== HOLDOUT && armOf(named, lead) === HOLDOUT) as Id
  const actions = [action(out, agentId), action(out, otherAgentId), action(out, otherAgentId, named.id), action(free, agentId), action(free, agentId, named.id)]
  const under = await arms.sentUnder(db, actions)
  expect(actions.map((one) => under.get(one)?.arm)).toEqual([HOLDOUT, undefined, armOf(named, out), armOf(bound, free), HOLDOUT])

  const actionId = await shop.sent(out, SHOP_MS)
  const exposed = (arm: string, nowMs: number) => db.transaction().execute((within) => keepExposures(within, [{ actionId, experimentId: bound.id, consumerId: out, arm }, { actionId, experimentId: bound.id, consumerId: out, arm }], nowMs))
  await exposed('warm', SHOP_MS)
  await exposed('plain', SHOP_MS + 5)
  expect(await db.selectFrom('experiment_leads').select(['arm', 'exposed_at']).execute()).toEqual([{ arm: 'warm', exposed_at: SHOP_MS }])
  expect((await arms.armsFor(db, addresses)).get(out)?.[0]).toMatchObject({ arm: 'warm', text: 'Dear you' })
})

it('leaves those to a person whom a person talks with, on any channel', async () => {
  await using shop = await smallShop()
  const { db, ids, workspaceId, creatorId } = shop
  const [mine, waiting, agents, nobodys] = await shop.leads(4) as [Id, Id, Id, Id]
  const thread = (consumerId: Id, channel: 'email' | 'sms', state: 'with-agent' | 'with-person' | 'escalated') => ({ id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, consumer_id: consumerId, channel, state, reason: null, agent_id: null, assigned_to: null, unanswered_event_id: null, last_inbound_at: null, created_at: 0, updated_at: 0 })
  await db.insertInto('conversations').values([thread(mine, 'email', 'with-person'), thread(mine, 'sms', 'with-agent'), thread(waiting, 'sms', 'escalated'), thread(agents, 'sms', 'with-agent')]).execute()
  expect(await keepsStill(db, [mine, waiting, agents, nobodys, mine])).toEqual(new Set([mine, waiting]))
  expect(await keepsStill(db, [])).toEqual(new Set())
})
