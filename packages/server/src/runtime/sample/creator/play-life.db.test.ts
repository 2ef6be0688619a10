/** The sample creator's days, played for some of her leads: everything her pages show came of it, and nobody saw it before it was whole. */
import { expect, test } from 'vitest'
import { SystemClock } from '../../../base/clock.ts'
import { systemIds } from '../../../base/ids.ts'
import { connect } from '../../../store/database.ts'
import { oneTransaction } from '../../../store/one-transaction.ts'
import { testDatabase } from '../../../store/testing/test-database.ts'
import { readCreatorLife } from './creator-life.ts'
import { playLife } from './play-life.ts'

const NOW_MS = Date.UTC(2027, 4, 3, 15)
/** The days of some leads take a third of the time. */
const PLAYED = ['callum', 'greta', 'jonas', 'ruth', 'tess']

test('ten days leave threads, verdicts, a yes that is waited for, what was bought, and nothing before the commit', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url, { connections: 2 })
  const { db } = connection
  const workspaceId = systemIds(new SystemClock()).next()
  await db.insertInto('workspaces').values({ id: workspaceId, name: 'Sample', private_network: false, created_at: 0 }).execute()
  const life = await readCreatorLife()
  await using transaction = await oneTransaction(database.url)
  const played = await playLife({
    db: transaction.db, workspaceId, life: { ...life, leads: life.leads.filter(({ key }) => PLAYED.includes(key)) }, secretKey: Buffer.alloc(32, 1), seed: 'test', nowMs: NOW_MS, signal: new AbortController().signal,
  })
  expect(await db.selectFrom('creators').select('id').execute()).toEqual([])
  await transaction.commit()

  const leads = new Map((await db.selectFrom('consumers').select(['id', 'external_id']).execute()).map(({ id, external_id: key }) => [id, key]))
  const actions = (await db.selectFrom('actions').selectAll().orderBy('id').execute()).map(({ consumer_id: id, ...action }) => ({ lead: leads.get(id), ...action }))
  const of = (key: string) => actions.filter(({ lead }) => lead === key)
  // What was refused says why, what waits waits for a person, and nothing is due that should have been sent.
  expect(of('ruth')[0]).toMatchObject({ state: 'suppressed', reason: 'the lead has not agreed to e-mail' })
  expect(of('jonas').at(-1)).toMatchObject({ state: 'awaiting-approval', channel: 'whatsapp' })
  expect(of('callum')).toContainEqual(expect.objectContaining({ kind: 'send_payment_link', state: 'executed' }))
  // A vendor that was out of order for two days leaves a letter that was given up after its last try, to be sent again by a person.
  expect(actions.filter(({ dead }) => dead)).toEqual([expect.objectContaining({ lead: 'greta', channel: 'sms', state: 'failed', vendor: 'twilio', reason: 'Twilio answered 503 (service unavailable).' })])
  expect(of('greta').filter(({ dead, tries, tries_most: most }) => dead && tries === most)).toHaveLength(1)
  expect(actions.filter(({ state, send_at: at }) => state === 'planned' && at <= NOW_MS)).toEqual([])
  const bought = await db.selectFrom('consumer_contexts as x').innerJoin('consumers as c', 'c.id', 'x.consumer_id').select(['c.external_id as lead', 'x.revenue_minor as revenue']).where('x.stage', '=', 'converted').orderBy('c.external_id').execute()
  expect(bought).toEqual([{ lead: 'callum', revenue: 4500 }, { lead: 'greta', revenue: 4500 }, { lead: 'jonas', revenue: 1800 }])
  const threads = await db.selectFrom('conversations').select(['consumer_id', 'state']).execute()
  expect(threads.map(({ consumer_id: id, state }) => `${leads.get(id)}: ${state}`).toSorted()).toEqual(['callum: with-agent', 'greta: resolved', 'jonas: with-agent', 'jonas: with-agent', 'tess: escalated'])
  expect(await db.selectFrom('goals').select('state').execute()).toEqual([{ state: 'running' }])
  expect(await db.selectFrom('experiments').select('state').execute()).toEqual([{ state: 'running' }])
  const { messages } = await db.selectFrom('messages').select(({ fn }) => fn.countAll<number>().as('messages')).executeTakeFirstOrThrow()
  expect(played).toMatchObject({ name: 'Ines Kowal', leads: PLAYED.length, messages })
  // Made up is marked as made up.
  expect(await db.selectFrom('events').select('id').where('source', '=', 'api').where('type', '=', 'page_view').where('simulated', '=', false).execute()).toEqual([])
})
