import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import { seededIds, systemIds, type Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import { mergeLeads } from '../consumers/merging/merge-leads.ts'
import { smallShop } from '../testing/small-shop.ts'
import { Intake, type IncomingEvent, type IntakeParts } from './intake.ts'

const NOW = Date.UTC(2027, 4, 3, 12)
const MINUTE_MS = 60_000

async function stage(given: Partial<IntakeParts> = {}) {
  const shop = await smallShop()
  const clock = new VirtualClock(NOW)
  const parts = { db: shop.db, clock, ids: systemIds(clock), log: silentLog, secretKey: Buffer.alloc(32, 7), onStored: () => {}, ...given }
  const intake = new Intake(parts)
  const send = (...events: (Partial<IncomingEvent> & { type: string })[]) => intake.ingest(shop.workspaceId, events.map((event) => ({ payload: {}, source: 'api', ...event })))
  const dispose = async () => {
    await intake[Symbol.asyncDispose]()
    await shop[Symbol.asyncDispose]()
  }
  const contextOf = (id: Id) => shop.db.selectFrom('consumer_contexts').selectAll().where('consumer_id', '=', id).executeTakeFirstOrThrow()
  const leadOf = (id: Id) => shop.db.selectFrom('consumers').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...shop, clock, parts, intake, send, contextOf, leadOf, [Symbol.asyncDispose]: dispose }
}

it('makes leads, knows them again by whatever they are known by, and keeps their context with each event', async () => {
  await using at = await stage()
  const first = await at.send({ type: 'page_view', anonymousId: 'browser-1' }, { type: 'page_view', anonymousId: 'browser-1', atMs: NOW - MINUTE_MS }, { type: 'service_click', email: 'Ada@Example.org', phone: '+49 30 1234567' })
  expect(first).toMatchObject({ accepted: 3, refused: 0, items: [{ refusal: null }, { refusal: null }, { refusal: null }] })
  const [browser = '', same, ada = ''] = first.items.map(({ consumerId }) => consumerId ?? '')
  expect(same).toBe(browser)
  expect(await at.contextOf(browser)).toMatchObject({ stage: 'new', events: 2, counts: { page_view: 2 }, first_seen_at: NOW - MINUTE_MS, last_seen_at: NOW })
  expect(await at.contextOf(ada)).toMatchObject({ stage: 'interested', counts: { service_click: 1, stage_changed: 1 } })

  // The same number on another channel, the id of ours, and a name that is learned on the way; a browser says who it is.
  const again = await at.send(
    { type: 'whatsapp_received', whatsapp: '0049 30 1234567', payload: { text: 'Hello' } }, { type: 'page_view', consumerId: ada }, { type: 'identify', externalId: 'u-1', email: 'ada@example.org', payload: { name: 'Ada  L.', plan: 'pro', timezone: 'Europe/Paris' } },
    { type: 'identify', anonymousId: 'browser-1', externalId: 'u-2', payload: { firstName: 'Bob', lastName: 'B' } },
  )
  expect(again.items.map(({ consumerId }) => consumerId)).toEqual([ada, ada, ada, browser])
  expect(await at.leadOf(ada)).toMatchObject({ external_id: 'u-1', email: 'ada@example.org', phone: '+49301234567', whatsapp: '+49301234567', name: 'Ada L.', timezone: 'Europe/Paris' })
  expect(await at.leadOf(browser)).toMatchObject({ external_id: 'u-2', name: 'Bob B' })
  // Somebody else at the same browser is somebody else.
  const other = await at.send({ type: 'page_view', anonymousId: 'browser-1', externalId: 'u-3' })
  expect([browser, ada]).not.toContain(other.items[0]?.consumerId)
  expect((await at.contextOf(ada)).attributes).toEqual({ plan: 'pro' })
  const stages = await at.db.selectFrom('events').select(['payload', 'source']).where('consumer_id', '=', ada).where('type', '=', 'stage_changed').orderBy('id').execute()
  expect(stages).toEqual([{ payload: { from: 'new', to: 'interested', by: 'rules' }, source: 'system' }, { payload: { from: 'interested', to: 'engaged', by: 'rules' }, source: 'system' }])
})

it('says of each event that it does not take why, and takes the others', async () => {
  await using at = await stage()
  const [lead = ''] = await at.leads(1)
  const answer = await at.send(
    { type: 'page_view' }, { type: 'page_view', email: 'no address' }, { type: 'page_view', phone: '030 1' }, { type: 'page_view', consumerId: at.ids.next() }, { type: 'page_view', consumerId: lead, creatorId: at.ids.next() },
    { type: 'x', consumerId: lead, payload: { long: 'ä'.repeat(200_000) } }, { type: 'consent_granted', consumerId: lead }, { type: 'consent_granted', consumerId: lead, payload: { channel: 'fax' } },
    { type: 'page_view', consumerId: lead, atMs: NOW + 3 * 3_600_000 }, { type: 'odd \u{1f4a9}', consumerId: lead, payload: { text: 'a\0b\ud800', 'k\0ey': 1 }, atMs: 0 },
  )
  expect(answer).toMatchObject({ accepted: 2, refused: 8 })
  expect(answer.items.map(({ refusal }) => refusal && [refusal.kind, refusal.path])).toEqual([
    ['invalid', ''], ['invalid', '/email'], ['invalid', '/phone'], ['missing', '/consumerId'], ['missing', '/creatorId'], ['too-large', '/payload'], ['invalid', '/payload/channel'], ['invalid', '/payload/channel'], null, null,
  ])
  expect(answer.items[8]?.note).toContain('10800 s ahead')
  const rows = await at.db.selectFrom('events').select(['at', 'payload']).where('consumer_id', '=', lead).orderBy('id').execute()
  expect(rows).toEqual([{ at: NOW, payload: { givenAt: new Date(NOW + 3 * 3_600_000).toISOString() } }, { at: 0, payload: { text: 'ab�', key: 1 } }])
})

it('asks of which creator only where there are two, and a name whose onboarding failed is none', async () => {
  await using at = await stage()
  const id = at.ids.next()
  const here = { workspace_id: at.workspaceId, updated_at: 0, created_at: 0 }
  await at.db.insertInto('creators').values({ ...here, id, project_id: at.projectId, username: 'slip', name: 'slip', email: null, timezone: 'UTC', locale: 'en', currency: 'EUR', profile: null, flags: null, generator: null, source: null, synced_at: null }).execute()
  expect((await at.send({ type: 'page_view', externalId: 'u-1' })).items[0]?.refusal).toMatchObject({ kind: 'invalid', path: '/creatorId' })
  await sql`INSERT INTO onboarding_jobs (id, workspace_id, creator_id, kind, step, progress, message, created_at, ended_at) VALUES (${at.ids.next()}, ${at.workspaceId}, ${id}, 'onboard', 'failed', 1, 'no such user', 0, 1)`.execute(at.db)
  expect((await at.send({ type: 'page_view', externalId: 'u-1' })).items[0]?.refusal).toBeNull()
})

it('takes the same message once, and the same request with the same answer', async () => {
  await using at = await stage()
  const event: IncomingEvent = { type: 'page_view', externalId: 'u-1', messageId: 'm-1', payload: {}, source: 'api' }
  const [one, two] = await Promise.all([at.intake.ingest(at.workspaceId, [event, event]), at.intake.ingest(at.workspaceId, [{ ...event, atMs: NOW - 5 }])])
  expect([one.accepted + two.accepted, one.duplicates + two.duplicates]).toEqual([1, 2])
  expect(new Set([...one.items, ...two.items].map(({ id }) => id)).size).toBe(1)
  const other = await at.send({ ...event, type: 'service_click' })
  expect(other.items[0]?.refusal).toMatchObject({ kind: 'conflict', path: '/messageId' })

  const options = { idempotencyKey: 'k-1' }
  const told = await at.intake.ingest(at.workspaceId, [{ ...event, messageId: undefined }], options)
  const replayed = await at.intake.ingest(at.workspaceId, [{ ...event, messageId: undefined }], options)
  expect(replayed).toEqual({ ...told, replayed: true })
  await expect(at.intake.ingest(at.workspaceId, [event], options)).rejects.toMatchObject({ code: 'idempotency-key-reused' })
  expect(await at.intake.ingest(at.workspaceId, [event], { ...options, entryId: at.creatorId })).toMatchObject({ replayed: false })

  at.clock.advanceBy(25 * 3_600_000)
  expect(await at.intake.ingest(at.workspaceId, [{ ...event, messageId: undefined }], options)).toMatchObject({ accepted: 1, replayed: false })
  expect(await at.send(event)).toMatchObject({ accepted: 1, duplicates: 0 })
})

it('answers a large request that is sent again as it did before, each event at its place', async () => {
  await using at = await stage()
  const events = Array.from({ length: 200 }, (_, n): IncomingEvent => n === 7 ? { type: 'page_view', payload: {}, source: 'api' } : { type: 'page_view', externalId: `u-${n % 50}`, payload: { n }, source: 'api' })
  const told = await at.intake.ingest(at.workspaceId, events, { idempotencyKey: 'k-many' })
  expect(told).toMatchObject({ accepted: 199, refused: 1, replayed: false })
  expect(await at.intake.ingest(at.workspaceId, events, { idempotencyKey: 'k-many' })).toEqual({ ...told, replayed: true })
  await expect(at.intake.ingest(at.workspaceId, events.slice(1), { idempotencyKey: 'k-many' })).rejects.toMatchObject({ code: 'idempotency-key-reused' })
  expect(await at.intake.ingest(at.workspaceId, events)).toMatchObject({ accepted: 199, refused: 1, replayed: false })
  const stored = new Map((await at.db.selectFrom('events').select(['id', 'payload']).where('type', '=', 'page_view').execute()).map(({ id, payload }) => [id, payload]))
  expect(told.items.map(({ id, refusal }) => refusal === null ? stored.get(id ?? '') : 'refused')).toEqual(events.map(({ payload }, n) => n === 7 ? 'refused' : payload))
  expect(stored.size).toBe(398)
})

it('lets intakes of several processes agree: one lead, one event a message, every event counted', async () => {
  await using at = await stage()
  const others = Array.from({ length: 3 }, () => new Intake(at.parts))
  const events = Array.from({ length: 60 }, (_, n): IncomingEvent => ({ type: 'page_view', externalId: `u-${n % 5}`, messageId: `m-${n % 30}`, payload: { n: n % 30 }, source: 'api' }))
  const answers = await Promise.all([at.intake, ...others].flatMap((intake, n) => events.toSorted((a, b) => ((Number(a.payload['n']) * 7 + n * 11) % 30) - ((Number(b.payload['n']) * 7 + n * 11) % 30)).map((event) => intake.ingest(at.workspaceId, [event]))))
  expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(30)
  for (const intake of others) await intake[Symbol.asyncDispose]()
  const { rows } = await sql`SELECT (SELECT count(*) FROM consumers)::int AS leads, (SELECT count(*) FROM consumer_identities)::int AS identities, (SELECT count(*) FROM events WHERE type = 'page_view')::int AS events,
    (SELECT sum((counts->>'page_view')::int) FROM consumer_contexts)::int AS counted`.execute(at.db)
  expect(rows).toEqual([{ leads: 5, identities: 5, events: 30, counted: 30 }])
})

it('ends consent in the event\'s own transaction, and suppresses who said STOP', async () => {
  await using at = await stage()
  const about = { externalId: 'u-1', email: 'ada@example.org', phone: '+49301234567' }
  const { items: [told] } = await at.send(
    { type: 'consent_granted', ...about, payload: { channels: ['email', 'sms'], source: 'form', proof: 'https://shop.example/form' } }, { type: 'sms_received', ...about, payload: { text: ' Stop! ' } },
    { type: 'consent_granted', ...about, payload: { channel: 'whatsapp' }, atMs: NOW - 10 }, { type: 'consent_withdrawn', ...about, payload: { channel: 'whatsapp' }, atMs: NOW - 20 },
  )
  const lead = told?.consumerId ?? ''
  expect((await at.leadOf(lead)).consents).toEqual({
    email: { status: 'granted', source: 'form', at: new Date(NOW).toISOString() }, sms: { status: 'withdrawn', source: 'reply', at: new Date(NOW).toISOString() }, whatsapp: { status: 'granted', source: 'event', at: new Date(NOW - 10).toISOString() },
  })
  expect(await at.db.selectFrom('suppressions').select(['channel', 'reason']).execute()).toEqual([{ channel: 'sms', reason: 'stop' }])
  expect(await at.db.selectFrom('consents').select((is) => is.fn.countAll<number>().as('count')).executeTakeFirst()).toEqual({ count: 5 })

  // Undone together.
  await expect(at.db.transaction().execute(async (within) => {
    await at.intake.record(within, [{ workspaceId: at.workspaceId, creatorId: at.creatorId, consumerId: lead, type: 'unsubscribed', payload: {}, source: 'system', atMs: NOW + 1 }])
    throw new Error('undone')
  })).rejects.toThrow('undone')
  expect((await at.leadOf(lead)).consents).toMatchObject({ email: { status: 'granted' } })
  await at.intake.record(null, [{ workspaceId: at.workspaceId, creatorId: at.creatorId, consumerId: lead, type: 'unsubscribed', payload: {}, source: 'system', atMs: NOW + 1 }])
  expect(Object.values((await at.leadOf(lead)).consents).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'withdrawn'))
})

it('takes a yes from a page that anybody can read the key of, and lets it take no back', async () => {
  await using at = await stage()
  const [lead = ''] = await at.leads(1)
  const say = (type: string, channel: string, trusted: boolean, atMs = NOW) => at.intake.ingest(at.workspaceId, [{ type, consumerId: lead, payload: { channel, source: 'form' }, source: 'api', atMs }], { trusted })
  await say('consent_granted', 'sms', false)
  await say('consent_withdrawn', 'email', true, NOW - 1)
  await say('consent_granted', 'email', false)
  const statuses = async () => Object.fromEntries(Object.entries((await at.leadOf(lead)).consents).map(([channel, consent]) => [channel, consent.status]))
  expect(await statuses()).toEqual({ sms: 'granted', email: 'withdrawn' })
  await say('consent_granted', 'email', true)
  expect(await statuses()).toEqual({ sms: 'granted', email: 'granted' })
})

it('makes jobs where an agent runs, lets what is planned at once be, and counts nothing that a machine did', async () => {
  const heardOf: string[] = []
  await using at = await stage({
    plan: async (_, heard) => {
      heardOf.push(...heard.map(({ event, context, before }) => `${event.type} ${before.events}-${context.events}`))
      return new Set(heard.filter(({ event }) => event.type === 'page_view').map(({ event }) => event.id))
    },
  })
  const [lead = ''] = await at.leads(1)
  const jobs = async () => (await at.db.selectFrom('event_jobs').innerJoin('events', 'events.id', 'event_jobs.event_id').select('events.type').execute()).map(({ type }) => type)
  await at.send({ type: 'booking_cancelled', consumerId: lead })
  expect(await jobs()).toEqual([])
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, wake_at, created_at) VALUES (${at.ids.next()}, ${at.workspaceId}, ${at.projectId}, 'Sales', 'messaging', '{"kind":"rules"}', 'idle', 0, NULL, 0)`.execute(at.db)
  const about = { workspaceId: at.workspaceId, creatorId: at.creatorId, consumerId: lead, payload: {}, source: 'system', atMs: NOW } as const
  await at.send({ type: 'page_view', consumerId: lead }, { type: 'booking_cancelled', consumerId: lead }, { type: 'page_view', consumerId: lead, atMs: NOW - 48 * 3_600_000 })
  await at.intake.record(null, [{ ...about, type: 'email_opened', notCounted: 'fetched by a mail proxy' }])
  expect(heardOf).toEqual(['booking_cancelled 1-2', 'page_view 2-3', 'booking_cancelled 3-4'])
  expect(await jobs()).toEqual(['booking_cancelled'])
  expect(await at.contextOf(lead)).toMatchObject({ events: 5 })
  const ids = await at.db.transaction().execute((within) => at.intake.record(within, [{ ...about, type: 'email_sent' }, { ...about, type: 'email_sent', consumerId: at.ids.next() }]))
  expect([ids.length, ids[1]]).toEqual([2, null])
  expect(await jobs()).toEqual(['booking_cancelled', 'email_sent'])
})

it('makes one lead of two when somebody says who they were, and of strangers at one browser only the first', async () => {
  const heardOf: string[] = []
  let suppressions: SuppressionList | undefined
  const merge: IntakeParts['merge'] = async (within, keepId, goId) => void await mergeLeads(within, { ids: systemIds(new VirtualClock(NOW)), nowMs: NOW, suppressions: suppressions as SuppressionList }, keepId, goId)
  await using at = await stage({ merge, plan: async (_, heard) => new Set(heard.map(({ event }) => heardOf.push(event.type) > 0 ? event.id : '')) })
  suppressions = new SuppressionList(at.parts)
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, wake_at, created_at) VALUES (${at.ids.next()}, ${at.workspaceId}, ${at.projectId}, 'Sales', 'messaging', '{"kind":"rules"}', 'idle', 0, NULL, 0)`.execute(at.db)
  const leads = () => at.db.selectFrom('consumers').select(['id', 'external_id', 'merged_into']).orderBy('id').execute()
  await at.send({ type: 'page_view', anonymousId: 'b-1' }, { type: 'service_click', externalId: 'u-1' }, { type: 'payment_success', externalId: 'u-2', email: 'two@example.org', payload: { amountMinor: 500 } })
  heardOf.length = 0
  const { items: [told] } = await at.send({ type: 'identify', externalId: 'u-1', anonymousId: 'b-1', payload: { plan: 'pro' } }, { type: 'identify', externalId: 'u-2', anonymousId: 'b-1' })
  const [browser, one, two] = await leads()
  expect([told?.consumerId, browser?.merged_into, two?.merged_into]).toEqual([one?.id, one?.id, null])
  expect(await at.contextOf(one?.id ?? '')).toMatchObject({ events: 4, counts: { page_view: 1, service_click: 1, identify: 1 }, attributes: { plan: 'pro' } })
  // Agents hear of it when they are one.
  expect(heardOf).toEqual(['identify'])
  expect(await at.db.selectFrom('event_jobs').select('consumer_id').execute()).toEqual([{ consumer_id: one?.id }])

  // Two who are said to be each other, in one batch, are one, and nobody goes round in circles.
  await at.send({ type: 'page_view', anonymousId: 'x-9' }, { type: 'page_view', externalId: 'x-9' })
  await at.send({ type: 'alias', anonymousId: 'x-9', previousId: 'x-9' }, { type: 'page_view', externalId: 'x-9', anonymousId: 'x-9' }, { type: 'alias', anonymousId: 'x-9', previousId: 'x-9' })
  await sql`DELETE FROM consumers WHERE id IN (SELECT id FROM consumers ORDER BY id DESC LIMIT 2)`.execute(at.db)

  // Who stands in a public page with a key says nothing of people who are known.
  const alias = { type: 'alias', externalId: 'u-1', previousId: 'u-2' }
  await at.intake.ingest(at.workspaceId, [{ payload: {}, source: 'api', ...alias }], { trusted: false })
  expect((await leads()).map(({ merged_into: into }) => into)).toEqual([one?.id, null, null])
  await at.send(alias, { type: 'page_view', externalId: 'u-2' }, { type: 'alias', externalId: 'u-2', previousId: 'u-1' })
  expect((await leads()).map(({ merged_into: into }) => into)).toEqual([one?.id, null, one?.id])
  expect(await at.contextOf(one?.id ?? '')).toMatchObject({ stage: 'converted', revenue_minor: 500, counts: { page_view: 2, alias: 3 } })
  expect(await at.leadOf(one?.id ?? '')).toMatchObject({ external_id: 'u-1', email: 'two@example.org' })
  // A name that nobody has yet is another name of whoever had the old one.
  const { items: [named] } = await at.send({ type: 'alias', externalId: 'u-9', previousId: 'u-2' })
  expect(named?.consumerId).toBe(one?.id)
  expect((await at.send({ type: 'page_view', consumerId: two?.id ?? '' })).items[0]?.consumerId).toBe(one?.id)
})

const TYPES = ['page_view', 'service_click', 'booking_created', 'payment_success', 'email_replied', 'identify', 'consent_granted', 'unsubscribed'] as const

it('comes out the same whether it was asked who leads are, as where agents hear at once, or only what was counted of them', async () => {
  const outcomeOf = async (plan: IntakeParts['plan']) => {
    const clock = new VirtualClock(NOW)
    const ids = seededIds(clock, seeded('who'))
    const random = seeded('what')
    let suppressions: SuppressionList | undefined
    const merge: IntakeParts['merge'] = async (within, keepId, goId) => void await mergeLeads(within, { ids, nowMs: NOW, suppressions: suppressions as SuppressionList }, keepId, goId)
    await using at = await stage({ clock, ids, merge, ...plan === undefined ? {} : { plan } })
    suppressions = new SuppressionList(at.parts)
    const event = (): Partial<IncomingEvent> & { type: string } => {
      const type = random.below(60) === 0 ? 'alias' : TYPES[random.below(TYPES.length)] ?? 'page_view'
      const named = { externalId: `u-${random.below(16)}`, email: `p${random.below(16)}@example.org`, phone: `+49 30 12345${10 + random.below(30)}`, anonymousId: `b-${random.below(30)}` }
      // Most say one thing of whom they are about.
      const said = random.below(16) > 0 ? [Object.keys(named)[random.below(2)]] : Object.keys(named).filter(() => random.below(2) === 0)
      const channel = ['email', 'sms', 'whatsapp'][random.below(3)]
      const payload = { identify: { name: `Name ${random.below(9)}`, timezone: 'Europe/Paris', plan: random.below(3) }, payment_success: { amountMinor: 100 + random.below(9) }, consent_granted: { channel }, unsubscribed: { channel } }[type as string] ?? {}
      return { type, payload, atMs: NOW - random.below(90) * MINUTE_MS, ...Object.fromEntries(Object.entries(named).filter(([key]) => said.includes(key))), ...type === 'alias' ? { previousId: `u-${random.below(16)}` } : {} }
    }
    const answers: unknown[] = []
    for (let n = 0; n < 40; n++) {
      clock.advanceBy(MINUTE_MS)
      const { items } = await at.send(...Array.from({ length: 1 + random.below(24) }, event))
      answers.push(items.map(({ consumerId, refusal, note }) => [consumerId, refusal?.path, note]))
    }
    return {
      answers,
      leads: await at.db.selectFrom('consumers').select(['id', 'external_id', 'name', 'email', 'phone', 'whatsapp', 'timezone', 'consents', 'merged_into', 'created_at']).orderBy('id').execute(),
      contexts: await at.db.selectFrom('consumer_contexts').select(['consumer_id', 'stage', 'stage_since', 'first_seen_at', 'last_seen_at', 'events', 'counts', 'last_at', 'revenue_minor', 'attributes', 'marks']).orderBy('consumer_id').execute(),
      consents: await at.db.selectFrom('consents').select(['consumer_id', 'channel', 'status']).orderBy('id').execute(),
      suppressed: await at.db.selectFrom('suppressions').select(['channel', 'reason']).orderBy('id').execute(),
      identities: await at.db.selectFrom('consumer_identities').select(['kind', 'value', 'consumer_id']).orderBy('kind').orderBy('value').execute(),
      events: await at.db.selectFrom('events').select(['id', 'consumer_id', 'type', 'at', 'payload']).orderBy('id').execute(),
    }
  }
  const counted = await outcomeOf(undefined)
  const asked = await outcomeOf(async (_, heard) => new Set(heard.map(({ event }) => event.id)))
  expect(counted).toEqual(asked)
  expect(counted.leads.filter(({ merged_into: into }) => into !== null).length).toBeGreaterThan(3)
  expect(new Set(counted.events.flatMap(({ type, payload }) => (type === 'stage_changed' ? [payload?.['to']] : []))).size).toBeGreaterThan(2)
  expect(counted.contexts.length).toBeGreaterThan(9)
})
