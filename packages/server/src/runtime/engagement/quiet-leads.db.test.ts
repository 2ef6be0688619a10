import { expect, it } from 'vitest'
import { silentLog } from '../../base/log.ts'
import { QuietLeads } from '../../engagement/events/quiet-leads.ts'
import { leadStage } from './testing/lead-stage.ts'

const DAY_MS = 86_400_000

it('says once for a silence that a lead went quiet, however many look, and wakes the agent that waits for it', async () => {
  await using stage = await leadStage()
  const { db, clock, intake, agents } = stage
  await stage.agent({ kind: 'rules', rules: 're-engagement', settings: { quietDays: 20 } })
  const lead = await stage.lead()
  const stranger = await stage.lead()
  await stage.send({ type: 'service_click', consumerId: lead })
  const since = new Date(clock.now()).toISOString()
  let told = 0
  const watch = () => new QuietLeads({ db, clock, log: silentLog, intake, onChanged: () => told += 1 })
  await using one = watch()
  await using other = watch()
  const look = async () => {
    for (const each of [one, other]) each.poke()
    await Promise.all([one.settled(), other.settled()])
    await agents.dispatcher.drain()
    return db.selectFrom('events').select(['consumer_id', 'payload', 'source']).where('type', '=', 'lead_quiet').orderBy('id').execute()
  }
  clock.advanceBy(20 * DAY_MS - 1)
  expect(await look()).toEqual([])
  // What we send is no sign of life.
  await intake.record(null, [{ workspaceId: stage.workspaceId, creatorId: stage.creatorId, consumerId: lead, type: 'in_app_sent', payload: {}, source: 'agent', atMs: clock.now() }])
  clock.advanceBy(1)
  await db.insertInto('kill_switches').values({ scope: stage.projectId, on: true, reason: 'audit', by_name: 'test', at: 0 }).execute()
  expect(await look()).toEqual([])
  await db.deleteFrom('kill_switches').execute()
  expect(await look()).toEqual([{ consumer_id: lead, payload: { days: 20, since }, source: 'system' }])
  expect(told).toBe(1)
  expect((await stage.actions()).map(({ kind, consumer_id, generator }) => [kind, consumer_id, generator])).toEqual([['send_email', lead, 'rules:re-engagement']])
  clock.advanceBy(30 * DAY_MS)
  expect([(await look()).length, (await stage.actions()).length]).toEqual([1, 1])

  await db.updateTable('actions').set({ state: 'executed' }).execute()
  // Another silence is another matter; nobody is spoken of after a year, or who never came.
  await stage.send({ type: 'page_view', consumerId: lead })
  clock.advanceBy(21 * DAY_MS)
  expect((await look()).map(({ payload }) => payload?.['days'])).toEqual([20, 21])
  expect((await stage.actions()).length).toBe(2)
  await db.deleteFrom('events').where('type', '=', 'lead_quiet').execute()
  await db.updateTable('consumer_contexts').set({ last_at: '{}' }).execute()
  clock.advanceBy(366 * DAY_MS)
  expect(await look()).toEqual([])
  expect(stranger).not.toBe(lead)
})

it('says nothing where no agent at work waits for it', async () => {
  await using stage = await leadStage()
  const { db, clock, intake } = stage
  const agentId = await stage.agent({ kind: 'rules', rules: 're-engagement' })
  await db.updateTable('agents').set({ state: 'paused' }).where('id', '=', agentId).execute()
  await stage.send({ type: 'service_click', consumerId: await stage.lead() })
  clock.advanceBy(40 * DAY_MS)
  await using quiet = new QuietLeads({ db, clock, log: silentLog, intake, onChanged: () => {} })
  quiet.poke()
  await quiet.settled()
  expect(await db.selectFrom('events').select('id').where('type', '=', 'lead_quiet').execute()).toEqual([])
})
