import { STANDARD_MESSAGING_POLICY, type PlannedContent } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { ScriptedChannel, sendingStage } from '../testing/sending-stage.ts'
import { PublicLinks } from '../../messaging/links/public-links.ts'
import { connect } from '../../store/database.ts'
import { ChannelDesk } from '../channels/channel-desk.ts'
import { deskCarriers } from './desk-carriers.ts'
import { foresee } from './foresee.ts'
import { LOOKS_MOST } from './reconcile.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const content: PlannedContent = { subject: 'Hello', text: 'Read https://shop.example/x.', template: null, productId: null, url: null, amountMinor: null, currency: null }
const NEVER = new AbortController().signal

it('sends by the console in the very transaction that judges: message, ledger, event and history', async () => {
  await using stage = await sendingStage()
  const { db, clock } = stage
  const [lead = '', other = ''] = await stage.leads(2)
  await stage.consent([lead], 'email')
  const id = await stage.plan(lead, { content, generator: 'rehearsal' })
  await stage.plan(other)
  await stage.plan(lead, { sendAtMs: clock.now() + MINUTE })
  await stage.run()
  expect(await stage.states()).toEqual(['executed', 'suppressed', 'planned'])
  const [message] = await db.selectFrom('messages').selectAll().execute()
  expect(message).toMatchObject({ action_id: id, direction: 'out', channel: 'email', author_kind: 'agent', subject: 'Hello', vendor: 'console', delivery: 'delivered', generator: 'rehearsal', at: clock.now() })
  expect(message?.text).toMatch(/^Read https:\/\/shop\.example\/x\.\n\nWritten by an automated assistant on behalf of Ada\.\nUnsubscribe: https:\/\/troupe\.example\/u\/[\w-]+$/)
  expect(await db.selectFrom('send_ledger').select(['action_id', 'state', 'vendor', 'attempt', 'message']).execute()).toEqual([{ action_id: id, state: 'sent', vendor: 'console', attempt: 1, message: null }])
  expect(stage.recorded).toMatchObject([{ consumerId: lead, type: 'email_sent', source: 'agent', payload: { actionId: id, channel: 'email', vendor: 'console' } }])
  const action = await db.selectFrom('actions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(action).toMatchObject({ tries: 1, vendor: 'console', vendor_id: message?.vendor_id, delivery: 'delivered', sent_at: clock.now(), verdict: { kind: 'allow', policy: null } })
  const log = await db.selectFrom('action_log').select(['kind', 'state', 'policy']).orderBy('action_id').orderBy('id').execute()
  expect(log.map(({ kind, state, policy }) => `${kind} ${state} ${policy}`)).toEqual(['planned planned null', 'verdict executing null', 'attempt executed null', 'planned planned null', 'verdict suppressed consent', 'planned planned null'])
})

it('counts sends for the caps while the lead is held, whoever sends, and holds the rest until there is room', async () => {
  await using stage = await sendingStage({ caps: [{ channel: null, most: 2, hours: 24 }], quietHours: null })
  const leads = await stage.leads(5)
  await stage.consent(leads, 'email')
  for (const lead of leads) for (let n = 0; n < 4; n++) await stage.plan(lead)
  const other = stage.another({ times: { batchMost: 3 } })
  for (let rounds = 0; rounds < 20; rounds++) await Promise.all([stage.executor.round(), other.round(), other.round()])
  const counts = async () => (await sql<{ n: number }>`SELECT count(*)::int AS n FROM send_ledger GROUP BY consumer_id`.execute(stage.db)).rows.map(({ n }) => n)
  expect(await counts()).toEqual([2, 2, 2, 2, 2])
  const held = await stage.db.selectFrom('actions').select(['send_at', 'reason']).where('state', '=', 'planned').execute()
  expect(held).toHaveLength(10)
  expect(new Set(held.map(({ send_at: at, reason }) => `${at - stage.clock.now()} ${reason}`))).toEqual(new Set([`${24 * HOUR} at most 2 in 24 hours`]))
  stage.clock.advanceBy(24 * HOUR)
  await stage.run()
  expect(await counts()).toEqual([4, 4, 4, 4, 4])
})

it('sends so much a day in a creator\'s name, two workers together, and does not count notes that reach no lead', async () => {
  await using stage = await sendingStage({ caps: [], messagesPerDay: 3 })
  const leads = await stage.leads(5)
  await stage.consent(leads, 'email')
  for (const lead of leads) await stage.plan(lead, { channel: 'console', kind: 'notify' })
  await stage.run()
  for (const lead of leads) await stage.plan(lead)
  const other = stage.another({ times: { batchMost: 1 } })
  for (let rounds = 0; rounds < 6; rounds++) await Promise.all([stage.executor.round(), other.round()])
  const sent = async () => (await stage.db.selectFrom('send_ledger').select('channel').where('state', '=', 'sent').execute()).map(({ channel }) => channel).toSorted()
  expect(await sent()).toEqual([...Array<string>(5).fill('console'), ...Array<string>(3).fill('email')])
  const held = await stage.db.selectFrom('actions').select(['send_at', 'reason']).where('state', '=', 'planned').execute()
  expect(held).toEqual(Array(2).fill({ send_at: stage.clock.now() + 24 * HOUR, reason: 'at most 3 messages a day in the creator\'s name' }))
})

it('writes down that it sends before it does, and keeps what came of it: sent, tried again, given up, dead', async () => {
  await using stage = await sendingStage({ caps: [] })
  const { db, clock, vendors } = stage
  const [lead = ''] = await stage.leads(1)
  await stage.consent([lead], 'email', 'sms')
  const mail = new ScriptedChannel('email', 'smtp')
  vendors.set('email', mail)
  mail.script(async (message) => {
    expect(await db.selectFrom('send_ledger').select(['state', 'vendor']).where('id', '=', message.ledgerId).execute()).toEqual([{ state: 'intended', vendor: 'smtp' }])
    return { kind: 'sent', vendorId: 'vendor-1' }
  })
  const first = await stage.plan(lead, { content })
  await stage.run()
  expect(mail.calls).toMatchObject([{ actionId: first, to: 'lead1@example.org', recipientName: 'Lead 1', senderName: 'Ada', subject: 'Hello', automated: true, idempotencyKey: first, unsubscribeUrl: expect.stringContaining('https://troupe.example/u/') as string }])
  expect(Object.keys(mail.calls[0]?.tracking?.clickUrls ?? {})).toEqual(['https://shop.example/x'])
  expect(await db.selectFrom('actions').select(['state', 'vendor_id', 'delivery']).execute()).toEqual([{ state: 'executed', vendor_id: 'vendor-1', delivery: 'sent' }])

  const sms = new ScriptedChannel('sms', 'twilio')
  vendors.set('sms', sms)
  const down = { kind: 'failed', permanent: false, reason: 'HTTP 503' } as const
  sms.script(() => down, () => ({ kind: 'later', untilMs: clock.now() + MINUTE, reason: '429' }), () => down, () => down)
  const second = await stage.plan(lead, { channel: 'sms', kind: 'send_sms', triesMost: 3 })
  const standing = async () => db.selectFrom('actions').select(['state', 'tries', 'dead', 'reason', 'send_at']).where('id', '=', second).executeTakeFirstOrThrow()
  await stage.run()
  const after = await standing()
  expect(after).toMatchObject({ state: 'planned', tries: 1, dead: false, reason: 'HTTP 503' })
  expect(after.send_at - clock.now()).toBeGreaterThanOrEqual(15_000)
  clock.advanceTo(after.send_at)
  await stage.run()
  expect(await standing()).toMatchObject({ state: 'planned', tries: 1, reason: '429', send_at: clock.now() + MINUTE })
  for (let n = 0; n < 2; n++) {
    clock.advanceBy(HOUR)
    await stage.run()
  }
  expect(await standing()).toMatchObject({ state: 'failed', tries: 3, dead: true })
  expect(sms.calls).toHaveLength(4)

  sms.script(() => ({ kind: 'failed', permanent: true, reason: '21610', suppress: 'stop' }))
  await stage.plan(lead, { channel: 'sms', kind: 'send_sms' })
  await stage.plan(lead, { channel: 'sms', kind: 'send_sms', sendAtMs: clock.now() + 1 })
  await stage.run()
  clock.advanceBy(1)
  await stage.run()
  expect((await stage.states()).slice(2)).toEqual(['failed', 'suppressed'])
  expect(stage.recorded).toHaveLength(1)
})

it('never repeats what may have gone out, looks for it each minute for ten, and knows what a dead worker left', async () => {
  await using stage = await sendingStage({ caps: [] })
  const { db, clock, vendors } = stage
  const [lead = ''] = await stage.leads(1)
  await stage.consent([lead], 'sms')
  const sms = new ScriptedChannel('sms', 'twilio')
  vendors.set('sms', sms)
  sms.script(() => ({ kind: 'unknown', reason: 'HTTP 500' }), () => { throw new Error('torn off') })
  for (let n = 0; n < 2; n++) await stage.plan(lead, { channel: 'sms', kind: 'send_sms' })
  await stage.run()
  expect(await stage.states()).toEqual(['unknown', 'unknown'])
  clock.advanceBy(MINUTE)
  sms.onReconcile = ({ message }) => message.actionId === sms.calls[0]?.actionId ? { kind: 'found', vendorId: 'SM1' } : { kind: 'not-found' }
  await stage.executor.lookAfter(NEVER)
  expect(await stage.states()).toEqual(['executed', 'unknown'])
  expect(sms.looks.map(({ message }) => message.text)).toEqual(sms.calls.map(({ text }) => text))
  for (let n = 0; n < LOOKS_MOST + 3; n++) {
    clock.advanceBy(MINUTE)
    await stage.executor.lookAfter(NEVER)
  }
  expect(sms.looks).toHaveLength(1 + LOOKS_MOST)
  expect(sms.looks.at(-1)?.taken).toContain('SM1')
  const left = await db.selectFrom('send_ledger').select(['state', 'reconcile_at', 'reconcile_tries', 'message']).orderBy('id').execute()
  expect(left).toMatchObject([{ state: 'sent', message: null }, { state: 'unknown', reconcile_at: null, reconcile_tries: LOOKS_MOST }])
  expect(sms.calls).toHaveLength(2)

  // A worker that takes one up and is never heard of again.
  sms.script(() => new Promise(() => {}))
  const dead = stage.another()
  const lost = await stage.plan(lead, { channel: 'sms', kind: 'send_sms' })
  await dead.round()
  expect((await stage.states()).at(-1)).toBe('executing')
  await stage.executor.lookAfter(NEVER)
  expect((await stage.states()).at(-1)).toBe('executing')
  clock.advanceBy(50_000)
  await stage.executor.lookAfter(NEVER)
  expect((await stage.states()).at(-1)).toBe('unknown')
  clock.advanceBy(MINUTE)
  sms.onReconcile = () => ({ kind: 'found', vendorId: 'SM3' })
  await stage.executor.lookAfter(NEVER)
  expect(await db.selectFrom('actions').select(['state', 'vendor_id']).where('id', '=', lost).executeTakeFirst()).toEqual({ state: 'executed', vendor_id: 'SM3' })
  expect(sms.calls).toHaveLength(3)
  expect(stage.recorded.map(({ type }) => type)).toEqual(['sms_sent', 'sms_sent'])
})

it('holds one connection for a batch, so that lanes never wait for one that another lane holds', async () => {
  await using stage = await sendingStage({ caps: [] })
  await using alone = connect(stage.url, { connections: 1 })
  const desk = new ChannelDesk({ ...stage.parts, db: alone.db, secretKey: Buffer.alloc(32, 7), environment: {}, links: new PublicLinks({ secretKey: Buffer.alloc(32, 7), publicUrl: null }), privateNetwork: () => false })
  const executor = stage.another({ db: alone.db, carriers: deskCarriers(desk) })
  const [lead = ''] = await stage.leads(1)
  await stage.consent([lead], 'email')
  await stage.plan(lead)
  expect(await executor.round()).toBe(1)
  expect(await stage.states()).toEqual(['executed'])
})

it('counts what was sent for the caps, and not tries that failed', async () => {
  await using stage = await sendingStage({ caps: [{ channel: null, most: 1, hours: 24 }], quietHours: null })
  const { clock, vendors } = stage
  const [lead = ''] = await stage.leads(1)
  await stage.consent([lead], 'sms')
  const sms = new ScriptedChannel('sms', 'twilio')
  vendors.set('sms', sms)
  const down = { kind: 'failed', permanent: false, reason: 'HTTP 503' } as const
  sms.script(() => down, () => down, () => ({ kind: 'sent', vendorId: 'SM1' }))
  for (let n = 0; n < 2; n++) await stage.plan(lead, { channel: 'sms', kind: 'send_sms', sendAtMs: clock.now() + n })
  for (let n = 0; n < 3; n++) {
    await stage.run()
    clock.advanceBy(HOUR)
  }
  expect([sms.calls.length, (await stage.states()).toSorted()]).toEqual([3, ['executed', 'planned']])
  const { reason } = await stage.db.selectFrom('actions').select('reason').where('state', '=', 'planned').executeTakeFirstOrThrow()
  expect(reason).toBe('at most 1 in 24 hours')
})

it('sends no automated mail where nobody could end it, and no broken way to end it with what a person wrote', async () => {
  await using stage = await sendingStage({ caps: [] }, null)
  const [lead = ''] = await stage.leads(1)
  await stage.consent([lead], 'email')
  const mail = new ScriptedChannel('email', 'smtp')
  stage.vendors.set('email', mail)
  mail.script(() => ({ kind: 'sent', vendorId: '1' }))
  await stage.plan(lead)
  await stage.plan(lead, { author: { id: null, name: 'Mira' } })
  await stage.run()
  expect([await stage.states(), mail.calls.map(({ text, unsubscribeUrl, automated }) => [/nsubscribe/.test(text), unsubscribeUrl, automated])]).toEqual([['suppressed', 'executed'], [[false, null, false]]])
  expect((await stage.db.selectFrom('actions').select('reason').where('state', '=', 'suppressed').executeTakeFirst())?.reason).toContain('TROUPE_PUBLIC_URL')
})

it('stands still within a call when it is switched off, and takes nothing up', async () => {
  await using stage = await sendingStage({ caps: [] })
  const { vendors, killed, executor } = stage
  const leads = await stage.leads(3)
  await stage.consent(leads, 'email')
  const mail = new ScriptedChannel('email', 'smtp')
  vendors.set('email', mail)
  mail.script((_, signal) => new Promise((resolve) => { signal.addEventListener('abort', () => resolve({ kind: 'unknown', reason: 'given up' })) }))
  await stage.plan(leads[0] ?? '')
  await executor.round()
  await stage.plan(leads[1] ?? '')
  killed.set(stage.projectId, 'runaway')
  expect(executor.abort('instance', 'runaway')).toBe(1)
  await stage.run()
  expect(await stage.states()).toEqual(['unknown', 'planned'])
  killed.clear()
  // Thrown between the commit and the call.
  let asked = 0
  const late = stage.another({ killed: () => (++asked > 1 ? 'runaway' : null) })
  await stage.run(late).catch(() => {})
  expect(mail.calls).toHaveLength(1)
  expect(await stage.db.selectFrom('actions').select(['state', 'tries']).orderBy('id').execute()).toEqual([{ state: 'unknown', tries: 1 }, { state: 'planned', tries: 0 }])
})

it("holds what an agent of all leads has planned while its own project stands still, whoever's lead it is for", async () => {
  await using stage = await sendingStage({ caps: [] })
  const { db, ids, workspaceId, killed } = stage
  const [agentId, everyones] = [ids.next(), ids.next()]
  await db.insertInto('projects').values({ id: everyones, workspace_id: workspaceId, name: 'Engagement', wake: '{"kind":"rhythm"}', created_at: 0 }).execute()
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, created_at) VALUES (${agentId}, ${workspaceId}, ${everyones}, 'Everyone', 'messaging', '{}', 'idle', 0, 0)`.execute(db)
  const leads = await stage.leads(1)
  await stage.consent(leads, 'email')
  const mail = new ScriptedChannel('email', 'smtp')
  mail.script(async () => ({ kind: 'sent', vendorId: 'v1' }))
  stage.vendors.set('email', mail)
  await stage.plan(leads[0] ?? '', { agentId })
  killed.set(everyones, 'runaway')
  await stage.run()
  expect([mail.calls.length, await db.selectFrom('actions').select(['state', 'reason']).execute()]).toEqual([0, [{ state: 'planned', reason: 'switched off: runaway' }]])
  killed.clear()
  stage.clock.advanceBy(60_000)
  await stage.run()
  expect(mail.calls.length).toBe(1)
})

it('asks first where a yes is needed, cancels what has lost its reason, and foresees the same without a trace', async () => {
  await using stage = await sendingStage({ approval: { ...STANDARD_MESSAGING_POLICY.approval, mode: 'first-to-lead' }, quietHours: null })
  const { db, clock } = stage
  const [lead = '', bought = ''] = await stage.leads(2)
  await stage.consent([lead, bought], 'email')
  const item = { workspaceId: stage.workspaceId, projectId: stage.projectId, creatorId: stage.creatorId, consumerId: lead, agentId: null, kind: 'send_email', channel: 'email', content, generator: null, author: null, approvedHash: null } as const
  const seen = await foresee(db, stage.parts, [item, { ...item, author: { id: null, name: 'Mira' } }, item], clock.now())
  expect(seen.map(({ verdict }) => [verdict.kind, verdict.policy])).toEqual([['ask', 'approval'], ['allow', null], ['allow', null]])
  await stage.plan(lead, { content })
  await stage.plan(bought, { cancelWhen: ['converted'] })
  await db.updateTable('consumer_contexts').set({ stage: 'converted' }).where('consumer_id', '=', bought).execute()
  await stage.run()
  expect(await stage.states()).toEqual(['awaiting-approval', 'cancelled'])
  const [waiting] = await db.selectFrom('approvals').selectAll().execute()
  expect(waiting).toMatchObject({ state: 'waiting', why: 'it is the first message to this lead', expires_at: clock.now() + 48 * HOUR })
  expect(waiting?.content_hash.toString('hex')).toBe(seen[0]?.situation.facts.message.contentHash)
  expect(await db.selectFrom('send_ledger').select('id').execute()).toEqual([])
})

it('ends what is left of a lead who was erased, and does not let it keep others waiting', async () => {
  await using stage = await sendingStage({ quietHours: null })
  const { db, vendors } = stage
  const [gone = '', lead = ''] = await stage.leads(2)
  await stage.consent([lead], 'sms')
  const sms = new ScriptedChannel('sms', 'twilio')
  sms.script(() => ({ kind: 'sent', vendorId: 'SM1' }))
  vendors.set('sms', sms)
  // More of them than a batch looks at.
  const batch = stage.another({ times: { batchMost: 2 } })
  for (let n = 0; n < 12; n++) await stage.plan(gone, { channel: 'sms', kind: 'send_sms' })
  await stage.plan(lead, { channel: 'sms', kind: 'send_sms' })
  await db.updateTable('consumers').set({ erased_at: stage.clock.now() }).where('id', '=', gone).execute()
  await db.deleteFrom('consumer_contexts').where('consumer_id', '=', gone).execute()
  await stage.run(batch)
  expect(await stage.states()).toEqual([...Array<string>(12).fill('suppressed'), 'executed'])
  expect(await batch.nextMs()).toBeNull()
})

it('leaves what a person has cancelled cancelled, whatever is heard of its try, unless it went out', async () => {
  await using stage = await sendingStage({ caps: [], quietHours: null })
  const { db, clock, vendors } = stage
  const [lead = ''] = await stage.leads(1)
  await stage.consent([lead], 'sms')
  const sms = new ScriptedChannel('sms', 'twilio')
  vendors.set('sms', sms)
  sms.script(() => ({ kind: 'unknown', reason: 'HTTP 500' }))
  const ids = [await stage.plan(lead, { channel: 'sms', kind: 'send_sms' }), await stage.plan(lead, { channel: 'sms', kind: 'send_sms' })]
  await stage.run()
  clock.advanceBy(MINUTE)
  sms.onReconcile = async ({ message }) => {
    // While Twilio is asked.
    await db.updateTable('actions').set({ state: 'cancelled', reason: 'cancelled by Mira', ended_at: clock.now() }).where('id', '=', message.actionId).execute()
    return message.actionId === ids[0] ? { kind: 'again', reason: 'it was not there' } : { kind: 'found', vendorId: 'SM2' }
  }
  await stage.executor.lookAfter(NEVER)
  await stage.run()
  expect(await stage.states()).toEqual(['cancelled', 'executed'])
  expect(await db.selectFrom('send_ledger').select('state').orderBy('id').execute()).toEqual([{ state: 'failed' }, { state: 'sent' }])
  expect(sms.calls).toHaveLength(2)
})

it('keeps by which way a payment link went: for caps, and for the list that a refusal puts it on', async () => {
  await using stage = await sendingStage({ caps: [{ channel: 'sms', most: 1, hours: 24 }], quietHours: null, consentNeeded: [] })
  const { db, vendors } = stage
  const [lead = ''] = await stage.leads(1)
  await stage.consent([lead], 'whatsapp', 'sms')
  await db.updateTable('consumers').set({ email: null, whatsapp: null, phone: '+49301234567' }).execute()
  await db.updateTable('consumers').set({ consents: JSON.stringify({ sms: { status: 'granted', source: 'form', at: new Date(0).toISOString() } }) }).execute()
  const link = new ScriptedChannel('payment-link', 'twilio')
  link.script(() => ({ kind: 'sent', vendorId: 'SM1' }))
  vendors.set('payment-link', link)
  const asked = { channel: 'payment-link', kind: 'send_payment_link', content: { subject: null, text: 'Pay here', template: null, productId: null, url: null, amountMinor: 100, currency: 'EUR' } } as const
  await stage.plan(lead, asked)
  await stage.run()
  await stage.plan(lead, asked)
  await stage.plan(lead, { channel: 'sms', kind: 'send_sms' })
  await stage.run()
  expect(await stage.states()).toEqual(['executed', 'planned', 'planned'])
  expect(await db.selectFrom('send_ledger').select(['channel', 'way']).execute()).toEqual([{ channel: 'payment-link', way: 'sms' }])
  expect(await db.selectFrom('actions').select('reason').where('state', '=', 'planned').execute()).toEqual([{ reason: 'at most 1 by sms in 24 hours' }, { reason: 'at most 1 by sms in 24 hours' }])

  await db.updateTable('consumers').set({ whatsapp: '+49301234567', consents: JSON.stringify({ whatsapp: { status: 'granted', source: 'form', at: new Date(0).toISOString() } }) }).execute()
  await db.updateTable('consumer_contexts').set({ counts: '{}' }).execute()
  await db.insertInto('conversations').values({
    id: stage.ids.next(), workspace_id: stage.workspaceId, creator_id: stage.creatorId, consumer_id: lead, channel: 'whatsapp', state: 'with-agent', reason: null, agent_id: null, assigned_to: null, unanswered_event_id: null,
    last_inbound_at: stage.clock.now(), created_at: 0, updated_at: 0,
  }).execute()
  await db.updateTable('actions').set({ state: 'cancelled' }).where('state', '=', 'planned').execute()
  link.script(() => ({ kind: 'failed', permanent: true, reason: 'Twilio answered 63014: blocked', suppress: 'stop' }))
  await stage.plan(lead, asked)
  await stage.run()
  expect(await db.selectFrom('suppressions').select(['channel', 'reason']).execute()).toEqual([{ channel: 'whatsapp', reason: 'stop' }])
})
