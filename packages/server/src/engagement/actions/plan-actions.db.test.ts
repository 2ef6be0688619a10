import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { systemIds, type Id } from '../../base/ids.ts'
import { connect, type Database } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { cancelActions, cancelPointless } from './cancel-actions.ts'
import { planActions, type ActionDraftRow } from './plan-actions.ts'

const ids = systemIds(new SystemClock())
const [workspaceId, projectId, creatorId] = [ids.next(), ids.next(), ids.next()]
const NOW = Date.UTC(2027, 4, 3, 12)

function draft(consumerId: Id, change: Partial<ActionDraftRow> = {}): ActionDraftRow {
  return {
    id: ids.next(), workspaceId, projectId, creatorId, consumerId, agentId: null, turnId: null, eventId: null, kind: 'send_email', channel: 'email', generator: null, sendAtMs: NOW + 60_000, createdMs: NOW,
    content: { subject: 'Hello', text: 'Words, “quoted”, with \\ and commas', template: null, productId: null, url: null, amountMinor: null, currency: null }, ...change,
  }
}

async function lead(db: Database, lastAt: Record<string, number>, stage: 'new' | 'converted' = 'new'): Promise<Id> {
  const id = ids.next()
  await db.insertInto('consumer_contexts').values({
    consumer_id: id, workspace_id: workspaceId, creator_id: creatorId, stage, stage_since: NOW, first_seen_at: NOW, last_seen_at: NOW, events: 1, counts: '{}', last_at: JSON.stringify(lastAt), revenue_minor: 0, attributes: '{}',
  }).execute()
  return id
}

const statesOf = async (db: Database) => (await db.selectFrom('actions').select(['consumer_id', 'state', 'reason']).orderBy('id').execute()).map(({ state, reason }) => [state, reason])

it('plans with a history, and cancels what has lost its reason, with what waited for a yes', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url)
  const { db } = connection
  const bought = await lead(db, { payment_success: NOW + 5 })
  const answered = await lead(db, { whatsapp_received: NOW + 5, payment_success: NOW - 5 })
  const gone = await lead(db, { unsubscribed: NOW + 5, booking_created: NOW })
  const still = await lead(db, { page_view: NOW + 5 })
  const converted = await lead(db, {}, 'converted')
  const drafts = [
    draft(bought, { cancelWhen: ['replied', 'converted'], priority: 9 }), draft(bought), draft(answered, { cancelWhen: ['converted', 'replied'] }), draft(gone, { cancelWhen: ['booked', 'unsubscribed'] }),
    draft(still, { cancelWhen: ['converted', 'replied', 'booked', 'unsubscribed'] }), draft(converted, { cancelWhen: ['converted'] }), draft(gone, { cancelWhen: ['booked'] }),
  ]
  await db.transaction().execute((within) => planActions(within, drafts))
  const [first] = await db.selectFrom('actions').selectAll().orderBy('id').limit(1).execute()
  expect(first).toMatchObject({ id: drafts[0]?.id, content: drafts[0]?.content, priority: 9, cancel_when: ['replied', 'converted'], tries: 0, tries_most: 6, state: 'planned' })
  expect(await db.selectFrom('actions').select('cancel_when').where('id', '=', drafts[1]?.id ?? '').executeTakeFirst()).toEqual({ cancel_when: [] })

  await db.updateTable('actions').set({ state: 'awaiting-approval' }).where('id', '=', drafts[2]?.id ?? '').execute()
  await db.insertInto('approvals').values({ id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, action_id: drafts[2]?.id ?? '', state: 'waiting', why: 'always', content_hash: Buffer.alloc(32), expires_at: NOW, created_at: NOW, decided_at: null, decided_by: null, note: null }).execute()
  const tools = { ids, nowMs: NOW + 10 }
  const ended = await db.transaction().execute((within) => cancelPointless(within, tools, [bought, answered, gone, still, converted]))
  expect(ended).toHaveLength(4)
  expect(await statesOf(db)).toEqual([
    ['cancelled', 'the lead has bought'], ['planned', null], ['cancelled', 'the lead has answered'], ['cancelled', 'the lead has unsubscribed'], ['planned', null], ['cancelled', 'the lead has bought'], ['planned', null],
  ])
  expect(await db.selectFrom('approvals').select(['state', 'note']).execute()).toEqual([{ state: 'withdrawn', note: 'the lead has answered' }])

  await db.updateTable('actions').set({ state: 'executing' }).where('id', '=', drafts[6]?.id ?? '').execute()
  expect(await db.transaction().execute((within) => cancelActions(within, tools, { consumerIds: [still, gone], creatorIds: [creatorId] }, 'the lead was erased'))).toEqual([drafts[4]?.id])
  expect((await statesOf(db)).slice(4)).toEqual([['cancelled', 'the lead was erased'], ['cancelled', 'the lead has bought'], ['executing', null]])
  const log = await sql<{ kind: string; n: number }>`SELECT kind, count(*)::int AS n FROM action_log GROUP BY kind ORDER BY kind`.execute(db)
  expect(log.rows).toEqual([{ kind: 'cancelled', n: 5 }, { kind: 'planned', n: 7 }])
})

it('ends what was planned for an event by what came after that event, told before the planning or after it', async () => {
  await using database = await testDatabase()
  await using connection = connect(database.url)
  const { db } = connection
  const booked = await lead(db, { booking_created: NOW - 5 })
  const cancelWhen = ['booked'] as const
  await db.transaction().execute((within) => planActions(within, [draft(booked, { cancelWhen, causedMs: NOW - 10 }), draft(booked, { cancelWhen, causedMs: NOW - 5 }), draft(booked, { cancelWhen, causedMs: NOW - 1 }), draft(booked, { cancelWhen })]))
  await db.transaction().execute((within) => cancelPointless(within, { ids, nowMs: NOW + 10 }, [booked]))
  expect(await statesOf(db)).toEqual([['cancelled', 'the lead has booked'], ['planned', null], ['planned', null], ['planned', null]])
})
