import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { Stripe } from 'stripe'
import twilio from 'twilio'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import { FAKE_ACCOUNT } from '../../messaging/testing/fake-twilio.ts'
import { outbound } from '../../messaging/testing/outbound.ts'
import { fakeSns, SNS_TOPIC, snsNotification, snsSubscription } from '../../messaging/testing/sns-signer.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

const PUBLIC = 'https://troupe.example'
const TOKEN = 'twilio-auth-token-of-tests'
const WEBHOOK_SECRET = 'whsec_of_tests_1234567890'

async function stage() {
  const sns = fakeSns()
  const server = await engagementServer({ publicUrl: PUBLIC, fetchSns: sns.fetch })
  const { db, ids, workspaceId, creatorId, clock, owner, app } = server
  const save = (draft: object) => owner.put('/api/channels/credentials', draft)
  await save({ vendor: 'twilio', accountSid: FAKE_ACCOUNT, authToken: TOKEN, smsFrom: '+15005550006', whatsappFrom: '+15005550006' })
  await save({ vendor: 'ses', region: 'eu-central-1', accessKeyId: 'AKIA', secretAccessKey: 'secret-of-many-letters', sender: 'mira@shop.example', topicArn: SNS_TOPIC })
  await save({ vendor: 'stripe', secretKey: 'sk_test_1234567890', webhookSecret: WEBHOOK_SECRET })
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, email: 'lea@example.org', phone: '+4930123456' })
  /** A message that was handed to a vendor. */
  const sent = async (channel: 'email' | 'sms', vendor: 'ses' | 'twilio', vendorId: string | null, state: 'sent' | 'unknown' = 'sent') => {
    const [actionId, ledgerId] = [ids.next(), ids.next()]
    const message = outbound({ actionId, ledgerId, workspaceId, creatorId, consumerId, channel, to: channel === 'email' ? 'lea@example.org' : '+4930123456' })
    const here = { workspace_id: workspaceId, creator_id: creatorId, consumer_id: consumerId }
    await db.insertInto('actions').values({
      id: actionId, ...here, project_id: creatorId, agent_id: null, turn_id: null, event_id: null, goal_id: null, conversation_id: null, kind: `send_${channel}`, channel, content: null, approved_hash: null, state: state === 'sent' ? 'executed' : 'unknown', reason: null,
      priority: 0, send_at: 0, tries_most: 5, cancel_when: [], verdict: null, generator: null, experiment_id: null, arm: null, lease_until: null, vendor, vendor_id: vendorId, delivery: state === 'sent' ? 'sent' : null, created_at: 0, sent_at: 0, ended_at: 0,
    }).execute()
    await db.insertInto('send_ledger').values({ id: ledgerId, action_id: actionId, ...here, channel, vendor, attempt: 1, state, intended_at: clock.now(), vendor_id: vendorId, reason: null, reconcile_at: null, settled_at: null, message: JSON.stringify({ message, way: channel }) }).execute()
    if (state === 'sent') {
      await db.insertInto('messages').values({ id: ids.next(), ...here, conversation_id: null, action_id: actionId, turn_id: null, direction: 'out', channel, author_kind: 'agent', author_id: null, author_name: 'Ada', subject: null, text: message.text, at: clock.now(), vendor, vendor_id: vendorId, delivery: 'sent', generator: null, intent: null, read_at: null }).execute()
    }
    return { actionId, ledgerId }
  }
  const states = async (actionId: Id) => {
    const action = await db.selectFrom('actions').select(['state', 'delivery']).where('id', '=', actionId).executeTakeFirstOrThrow()
    const message = await db.selectFrom('messages').select('delivery').where('action_id', '=', actionId).executeTakeFirst()
    const ledger = await db.selectFrom('send_ledger').select('state').where('action_id', '=', actionId).executeTakeFirstOrThrow()
    return [action.state, action.delivery, message?.delivery, ledger.state]
  }
  const events = async () => (await db.selectFrom('events').select(['type', 'payload', 'counted']).orderBy('id').execute())
  const types = async () => (await events()).map(({ type }) => type)
  const list = new SuppressionList({ db, clock, ids, secretKey: Buffer.alloc(32, 7) })
  const reasons = () => list.reasons(db, workspaceId, [{ channel: 'email', address: 'lea@example.org' }, { channel: 'sms', address: '+4930123456' }])
  const post = (path: string, payload: string, headers: Record<string, string>) => app.inject({ method: 'POST', url: `/api/receipts/${path}`, payload, headers })
  const bySms = (form: Record<string, string>, { query = '', token = TOKEN, path = `twilio/${workspaceId}` } = {}) => {
    const all = { AccountSid: FAKE_ACCOUNT, ...form }
    return post(path + query, new URLSearchParams(all).toString(), { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': twilio.getExpectedTwilioSignature(token, `${PUBLIC}/api/receipts/twilio/${workspaceId}${query}`, all) })
  }
  const bySns = (body: string) => post(`ses/${workspaceId}`, body, { 'content-type': 'text/plain; charset=UTF-8' })
  const byStripe = (type: string, object: object, secret = WEBHOOK_SECRET) => {
    const payload = JSON.stringify({ id: 'evt_1', object: 'event', type, created: Math.floor(clock.now() / 1000), data: { object } })
    return post(`stripe/${workspaceId}`, payload, { 'content-type': 'application/json', 'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(clock.now() / 1000) }) })
  }
  return { ...server, sns, consumerId, sent, states, events, types, reasons, bySms, bySns, byStripe, post }
}

it('takes Twilio\'s statuses in any order, settles by them what was unknown, and suppresses who said STOP', async () => {
  await using server = await stage()
  const { sent, states, bySms, types, reasons } = server
  const { actionId } = await sent('sms', 'twilio', 'SM1')
  const status = (MessageStatus: string, more: Record<string, string> = {}, query = '') => bySms({ MessageSid: 'SM1', MessageStatus, To: '+4930123456', From: '+15005550006', ...more }, { query })
  for (const one of ['delivered', 'sent', 'queued', 'delivered']) expect((await status(one)).statusCode).toBe(200)
  expect([await states(actionId), await types()]).toEqual([['executed', 'delivered', 'delivered', 'sent'], ['sms_delivered']])

  // The answer to the sending was lost; what Twilio says of it bears our mark.
  const lost = await sent('sms', 'twilio', null, 'unknown')
  expect((await status('sent', { MessageSid: 'SM2' }, `?ledger=${lost.ledgerId}`)).statusCode).toBe(200)
  expect(await states(lost.actionId)).toEqual(['executed', 'sent', 'sent', 'sent'])
  expect((await status('failed', { MessageSid: 'SM2', ErrorCode: '21610' })).statusCode).toBe(200)
  expect([(await states(lost.actionId))[1], await reasons()]).toEqual(['undelivered', [null, 'stop']])
})

it('takes out of the queue what went out after all, though somebody had thought it lost and replayed it', async () => {
  await using server = await stage()
  const { db, sent, states, bySms, types } = server
  const { actionId, ledgerId } = await sent('sms', 'twilio', null, 'unknown')
  const content = { subject: null, text: 'See you', template: null, productId: null, url: null, amountMinor: null, currency: null }
  await db.updateTable('send_ledger').set({ state: 'failed', message: null, settled_at: 1 }).execute()
  await db.updateTable('actions').set({ state: 'planned', content: JSON.stringify(content), send_at: server.clock.now() + 3_600_000 }).execute()
  expect((await bySms({ MessageSid: 'SM9', MessageStatus: 'delivered', To: '+4930123456', From: '+15005550006' }, { query: `?ledger=${ledgerId}` })).statusCode).toBe(200)
  expect([await states(actionId), await types()]).toEqual([['executed', 'delivered', 'delivered', 'sent'], ['sms_sent', 'sms_delivered']])
  expect(await db.selectFrom('messages').select('text').executeTakeFirst()).toEqual({ text: 'See you' })

  // One whose words nobody has any more, and that waits: nothing is said of it.
  const other = await sent('sms', 'twilio', null, 'unknown')
  await db.updateTable('send_ledger').set({ state: 'failed', message: null }).where('id', '=', other.ledgerId).execute()
  await db.updateTable('actions').set({ state: 'planned', content: null }).where('id', '=', other.actionId).execute()
  await bySms({ MessageSid: 'SM10', MessageStatus: 'delivered', To: '+4930123456', From: '+15005550006' }, { query: `?ledger=${other.ledgerId}` })
  expect(await states(other.actionId)).toEqual(['planned', null, undefined, 'failed'])
})

it('gives what comes to a number of a messaging service to the creator whose service it is', async () => {
  await using server = await stage()
  const { db, ids, workspaceId, owner, bySms } = server
  const { json } = await owner.post('/api/creators', { username: 'bo', name: 'Bo' })
  const creatorId = json<{ id: Id }>().id
  const service = 'MG0123456789abcdef0123456789abcdef'
  expect((await owner.put(`/api/channels/credentials?creatorId=${creatorId}`, { vendor: 'twilio', accountSid: FAKE_ACCOUNT, authToken: TOKEN, smsFrom: service })).statusCode).toBe(200)
  const theirs = await plainLead(db, { id: ids.next(), workspaceId, creatorId, phone: '+4930123456' })
  await bySms({ MessageSid: 'SM20', From: '+4930123456', To: '+15005550099', MessagingServiceSid: service, Body: 'Is it on?' })
  expect(await db.selectFrom('messages').select(['consumer_id', 'text']).where('direction', '=', 'in').execute()).toEqual([{ consumer_id: theirs, text: 'Is it on?' }])
})

it('hears what people write, knows them by their number, and heeds a STOP at once', async () => {
  await using server = await stage()
  const { bySms, db, types, reasons, consumerId } = server
  const write = (Body: string, MessageSid: string, From = '+4930123456') => bySms({ MessageSid, SmsStatus: 'received', From, To: '+15005550006', Body })
  const answer = await write('How much is it?', 'SM10')
  expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([200, 'text/xml', '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'])
  await write('How much is it?', 'SM10')
  expect(await db.selectFrom('messages').select(['consumer_id', 'text', 'direction']).execute()).toEqual([{ consumer_id: consumerId, text: 'How much is it?', direction: 'in' }])
  await write('Hello, who are you?', 'SM11', '+4989123456')
  expect((await db.selectFrom('consumers').select('phone').orderBy('created_at').execute()).map(({ phone }) => phone).toSorted()).toEqual(['+4930123456', '+4989123456'])
  await write(' Stop. ', 'SM12')
  expect([await reasons(), (await types()).filter((type) => type === 'unsubscribed')]).toEqual([[null, 'stop'], ['unsubscribed']])

  // Told again of what was heard, when the lead has been erased: nothing is made of it anew.
  expect((await server.owner.post(`/api/consumers/${consumerId}/erase`, { confirm: 'erase' })).statusCode).toBe(200)
  const kept = async () => (await sql<{ leads: number; events: number; words: number }>`SELECT (SELECT count(*)::int FROM consumers) AS leads, (SELECT count(*)::int FROM events) AS events, (SELECT count(text)::int FROM messages) AS words`.execute(db)).rows
  const before = await kept()
  await write('How much is it?', 'SM10')
  expect((await server.owner.post('/api/messages/simulate', { consumerId, channel: 'in-app', text: 'late' })).statusCode).toBe(400)
  expect((await server.owner.post('/api/events', { consumerId, type: 'page_view' })).statusCode).toBe(404)
  expect(await kept()).toEqual(before)
})

it('knows a lead by the WhatsApp number alone, marks what was answered, and heeds a STOP there', async () => {
  await using server = await stage()
  const { bySms, db, ids, workspaceId, creatorId, clock, types } = server
  const known = await plainLead(db, { id: ids.next(), workspaceId, creatorId })
  await db.updateTable('consumers').set({ whatsapp: '+4989765432' }).where('id', '=', known).execute()
  await db.insertInto('consumer_identities').values({ creator_id: creatorId, kind: 'whatsapp', value: '+4989765432', consumer_id: known }).execute()
  const sent = await server.sent('sms', 'twilio', 'SM30')
  for (const table of ['actions', 'messages'] as const) await db.updateTable(table).set({ channel: 'whatsapp', consumer_id: known }).execute()
  const write = (Body: string, MessageSid: string) => bySms({ MessageSid, SmsStatus: 'received', From: 'whatsapp:+4989765432', To: 'whatsapp:+15005550006', Body })
  await write('How much is it?', 'SM31')
  expect(await db.selectFrom('messages').select('consumer_id').where('direction', '=', 'in').execute()).toEqual([{ consumer_id: known }])
  expect((await server.states(sent.actionId)).slice(0, 3)).toEqual(['executed', 'replied', 'replied'])
  await write('STOP', 'SM32')
  const list = new SuppressionList({ db, clock, ids, secretKey: Buffer.alloc(32, 7) })
  expect(await list.reasons(db, workspaceId, [{ channel: 'whatsapp', address: '+4989765432' }, { channel: 'sms', address: '+4989765432' }])).toEqual(['stop', null])
  expect([await types(), (await db.selectFrom('consumers').select('consents').where('id', '=', known).executeTakeFirst())?.consents.whatsapp?.status]).toEqual([['whatsapp_received', 'stage_changed', 'whatsapp_received', 'unsubscribed'], 'withdrawn'])
})

it('takes Amazon\'s notifications: confirms its own topic, suppresses permanent bounces and complaints', async () => {
  await using server = await stage()
  const { sent, states, bySns, sns, types, reasons } = server
  expect((await bySns(snsSubscription())).statusCode).toBe(204)
  expect(sns.asked.filter((url) => url.includes('ConfirmSubscription'))).toHaveLength(1)
  const { actionId } = await sent('email', 'ses', 'ses-1')
  const mail = { messageId: 'ses-1', destination: ['lea@example.org'] }
  await bySns(snsNotification({ notificationType: 'Delivery', mail }))
  await bySns(snsNotification({ notificationType: 'Bounce', mail, bounce: { bounceType: 'Transient', bouncedRecipients: [{ emailAddress: 'lea@example.org' }] } }))
  expect([(await states(actionId))[1], await reasons()]).toEqual(['delivered', [null, null]])
  await bySns(snsNotification({ notificationType: 'Complaint', mail, complaint: { complainedRecipients: [{ emailAddress: 'lea@example.org' }] } }))
  await bySns(snsNotification({ notificationType: 'Complaint', mail, complaint: { complainedRecipients: [{ emailAddress: 'lea@example.org' }] } }))
  expect([(await states(actionId))[1], await reasons(), await types()]).toEqual(['complained', ['complaint', null], ['email_delivered', 'email_complained', 'unsubscribed']])
  // By the tag of our ledger where the answer was lost; a permanent bounce suppresses whether it is known or not.
  const lost = await sent('email', 'ses', null, 'unknown')
  await bySns(snsNotification({ eventType: 'Bounce', mail: { messageId: 'ses-2', destination: ['lea@example.org'], tags: { 'troupe-ledger': [lost.ledgerId] } }, bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'lea@example.org' }] } }))
  expect(await states(lost.actionId)).toEqual(['executed', 'bounced', 'bounced', 'sent'])
})

it('takes each payment once, each failure once, and of refunds what has been added', async () => {
  await using server = await stage()
  const { byStripe, events, workspaceId, consumerId, creatorId } = server
  const metadata = { troupe_workspace: workspaceId, troupe_consumer: consumerId, troupe_creator: creatorId }
  const session = { id: 'cs_1', object: 'checkout.session', payment_status: 'paid', amount_total: 4900, currency: 'eur', payment_intent: 'pi_1', metadata }
  for (const type of ['checkout.session.completed', 'checkout.session.completed', 'checkout.session.async_payment_succeeded']) expect((await byStripe(type, session)).statusCode).toBe(204)
  await byStripe('checkout.session.completed', { ...session, id: 'cs_2', payment_intent: 'pi_2', payment_status: 'unpaid' })
  for (let i = 0; i < 2; i++) await byStripe('payment_intent.payment_failed', { id: 'pi_3', amount: 100, currency: 'eur', metadata })
  await byStripe('checkout.session.async_payment_failed', { ...session, id: 'cs_3', payment_intent: 'pi_3' })
  for (const refunded of [1000, 1000, 2500, 1000]) await byStripe('charge.refunded', { id: 'ch_1', amount_refunded: refunded, currency: 'eur', payment_intent: 'pi_1', metadata })
  // Other payments of the same account are none of ours.
  await byStripe('charge.refunded', { id: 'ch_2', amount_refunded: 700, currency: 'eur', payment_intent: 'pi_9', metadata: {} })
  await byStripe('customer.created', { id: 'cus_1' })
  expect((await events()).filter(({ type }) => type.startsWith('payment')).map(({ type, payload }) => [type, payload?.['amountMinor']])).toEqual([['payment_success', 4900], ['payment_failed', 100], ['payment_refunded', 1000], ['payment_refunded', 1500]])
})

it('believes nothing that is not signed as it should be', async () => {
  await using server = await stage()
  const { bySms, bySns, byStripe, post, workspaceId, sent, states, events, reasons, sns, clock, ids } = server
  const { actionId, ledgerId } = await sent('sms', 'twilio', 'SM1')
  const form = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+4930123456' }
  const stripeObject = { id: 'ch_1', amount_refunded: 1000, currency: 'eur', payment_intent: null, metadata: { troupe_workspace: workspaceId, troupe_consumer: server.consumerId } }
  const old = JSON.stringify({ id: 'evt', object: 'event', type: 'charge.refunded', created: 1, data: { object: stripeObject } })
  const oldAt = Math.floor(clock.now() / 1000) - 3_600
  const answers = [
    await bySms(form, { token: 'another-token' }), await bySms({ ...form, AccountSid: `AC${'1'.repeat(32)}` }), await bySms(form, { path: `twilio/${workspaceId}?ledger=${ledgerId}` }), await bySms(form, { path: `twilio/${ids.next()}` }),
    await post(`twilio/${workspaceId}`, new URLSearchParams(form).toString(), { 'content-type': 'application/x-www-form-urlencoded' }), await post('twilio/nobody', '', { 'x-twilio-signature': 'x' }),
    await bySns(snsNotification({ notificationType: 'Bounce' }).replace('Bounce', 'Bouncy')), await bySns(snsNotification({}, { TopicArn: 'arn:aws:sns:eu-central-1:1:other' })), await bySns('{"Type":"Notification"}'), await bySns('no json'),
    await bySns(snsNotification({ notificationType: 'Bounce' }, { SigningCertURL: 'https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem' })), await bySns(snsNotification({}, { SigningCertURL: 'http://169.254.169.254/x.pem' })),
    await bySns(snsSubscription({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' })),
    await byStripe('charge.refunded', stripeObject, 'whsec_another'), await post(`stripe/${workspaceId}`, old, { 'content-type': 'application/json' }),
    await post(`stripe/${workspaceId}`, old, { 'content-type': 'application/json', 'stripe-signature': `t=${oldAt},v1=${createHmac('sha256', WEBHOOK_SECRET).update(`${oldAt}.${old}`).digest('hex')}` }),
  ]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 401))
  expect(answers.map((answer) => answer.json<{ type: string }>().type)).toEqual(answers.map(() => '/problems/bad-signature'))
  expect([await states(actionId), await events(), await reasons()]).toEqual([['executed', 'sent', 'sent', 'sent'], [], [null, null]])
  expect(sns.asked.every((url) => url.startsWith('https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-'))).toBe(true)
})
