import { expect, it } from 'vitest'
import { PublicLinks } from '../../messaging/links/public-links.ts'
import { outbound } from '../../messaging/testing/outbound.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const TEXT = 'See https://shop.example/course and https://shop.example/other, or https://shop.example/third and https://shop.example/fourth.'

it('counts what people open and follow, keeps what machines did apart, and leads nowhere but where the mail said', async () => {
  await using server = await engagementServer({ publicUrl: 'https://troupe.example' })
  const { db, ids, workspaceId, creatorId, clock, app } = server
  const links = new PublicLinks({ secretKey: Buffer.alloc(32, 7), publicUrl: 'https://troupe.example' })
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, email: 'lea@example.org' })
  const [actionId, here] = [ids.next(), { workspace_id: workspaceId, creator_id: creatorId, consumer_id: consumerId }]
  await db.insertInto('actions').values({
    id: actionId, ...here, project_id: creatorId, agent_id: null, turn_id: null, event_id: null, goal_id: null, conversation_id: null, kind: 'send_email', channel: 'email', content: null, approved_hash: null, state: 'executed', reason: null, priority: 0, send_at: 0,
    tries_most: 5, cancel_when: [], verdict: null, generator: null, experiment_id: null, arm: null, lease_until: null, vendor: 'smtp', vendor_id: '<1@x>', delivery: 'sent', created_at: 0, sent_at: 0, ended_at: 0,
  }).execute()
  await db.insertInto('send_ledger').values({ id: ids.next(), action_id: actionId, ...here, channel: 'email', vendor: 'smtp', attempt: 1, state: 'sent', intended_at: 0, vendor_id: '<1@x>', reason: null, reconcile_at: null, settled_at: 0 }).execute()
  await db.insertInto('messages').values({ id: ids.next(), ...here, conversation_id: null, action_id: actionId, turn_id: null, direction: 'out', channel: 'email', author_kind: 'agent', author_id: null, author_name: 'Ada', subject: null, text: TEXT, at: clock.now(), vendor: 'smtp', vendor_id: '<1@x>', delivery: 'sent', generator: null, intent: null, read_at: null }).execute()
  const { openUrl, clickUrls } = links.tracking(actionId, TEXT) ?? { openUrl: '', clickUrls: {} }
  const get = (url: string, agent = CHROME, method: 'GET' | 'HEAD' = 'GET') => app.inject({ method, url: url.replace('https://troupe.example', ''), headers: { 'user-agent': agent } })
  const events = async () => (await db.selectFrom('events').select(['type', 'counted', 'not_counted']).where('type', 'like', 'email%').orderBy('id').execute()).map(({ type, counted, not_counted }) => [type, counted, not_counted !== null])
  const delivery = async () => (await db.selectFrom('actions').select('delivery').executeTakeFirstOrThrow()).delivery
  const click = (name: string, agent?: string, method?: 'GET' | 'HEAD') => get(clickUrls[`https://shop.example/${name}`] ?? '', agent, method)

  // A scanner, half a second after the mail arrived: it is led on, and nothing counts.
  clock.advanceBy(500)
  const led = await click('course')
  expect([led.statusCode, led.headers.location], led.body).toEqual([302, 'https://shop.example/course'])
  expect((await click('course', 'Mimecast/1.0')).statusCode).toBe(302)
  expect((await click('course', CHROME, 'HEAD')).statusCode).toBe(302)
  expect((await get(openUrl, 'Mozilla/5.0 (via ggpht.com GoogleImageProxy)')).headers['content-type']).toBe('image/gif')
  expect([await events(), await delivery()]).toEqual([[['email_clicked', false, true], ['email_clicked', false, true], ['email_clicked', false, true], ['email_opened', false, true]], 'sent'])

  clock.advanceBy(60_000)
  await get(openUrl)
  await get(openUrl)
  expect([(await events()).slice(4), await delivery()]).toEqual([[['email_opened', true, false]], 'opened'])
  await click('course')
  expect([(await events()).slice(5), await delivery()]).toEqual([[['email_clicked', true, false]], 'clicked'])
  clock.advanceBy(60_000)
  for (const name of ['other', 'third', 'fourth']) await click(name)
  expect((await events()).slice(6)).toEqual([['email_clicked', true, false], ['email_clicked', true, false], ['email_clicked', false, true]])
  const { counts } = await db.selectFrom('consumer_contexts').select('counts').executeTakeFirstOrThrow()
  expect(counts).toMatchObject({ email_opened: 1, email_clicked: 3 })

  const before = (await events()).length
  const forged = [`${clickUrls['https://shop.example/course']}x`, '/t/c/abc', links.tracking(actionId, 'https://evil.example/')?.clickUrls['https://evil.example/'] ?? '', links.tracking(ids.next(), TEXT)?.clickUrls['https://shop.example/course'] ?? '', openUrl.replace('/t/o/', '/t/c/')]
  for (const url of forged) expect([(await get(url)).statusCode, (await get(url)).headers.location], url).toEqual([404, undefined])
  expect((await get('/t/o/forged')).statusCode).toBe(200)
  expect((await events()).length).toBe(before)
})

it('leads on from a mail whose answer was lost, and knows by it that the mail went out', async () => {
  await using server = await engagementServer({ publicUrl: 'https://troupe.example' })
  const { db, ids, workspaceId, creatorId, clock, app } = server
  const links = new PublicLinks({ secretKey: Buffer.alloc(32, 7), publicUrl: 'https://troupe.example' })
  const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, email: 'lea@example.org' })
  const here = { workspace_id: workspaceId, creator_id: creatorId, consumer_id: consumerId }
  const lost = async (state: 'unknown' | 'cancelled') => {
    const [actionId, ledgerId] = [ids.next(), ids.next()]
    const content = { subject: 'Hello', text: TEXT, template: null, productId: null, url: null, amountMinor: null, currency: null }
    await db.insertInto('actions').values({
      id: actionId, ...here, project_id: creatorId, agent_id: null, turn_id: null, event_id: null, goal_id: null, conversation_id: null, kind: 'send_email', channel: 'email', content: JSON.stringify(content), approved_hash: null, state, reason: null, priority: 0, send_at: 0,
      tries_most: 5, cancel_when: [], verdict: null, generator: null, experiment_id: null, arm: null, lease_until: null, vendor: 'smtp', vendor_id: null, delivery: null, created_at: 0, sent_at: null, ended_at: null,
    }).execute()
    const message = state === 'unknown' ? JSON.stringify({ message: outbound({ actionId, ledgerId, workspaceId, creatorId, consumerId, text: TEXT }), way: 'email' }) : null
    await db.insertInto('send_ledger').values({ id: ledgerId, action_id: actionId, ...here, channel: 'email', vendor: 'smtp', attempt: 1, state: 'unknown', intended_at: 0, vendor_id: null, reason: null, reconcile_at: null, settled_at: null, message }).execute()
    return actionId
  }
  clock.advanceBy(60_000)
  for (const state of ['unknown', 'cancelled'] as const) {
    const actionId = await lost(state)
    const url = links.tracking(actionId, TEXT)?.clickUrls['https://shop.example/course'] ?? ''
    const led = await app.inject({ method: 'GET', url: url.replace('https://troupe.example', ''), headers: { 'user-agent': CHROME } })
    expect([led.statusCode, led.headers.location]).toEqual([302, 'https://shop.example/course'])
    expect(await db.selectFrom('actions').select(['state', 'delivery']).where('id', '=', actionId).executeTakeFirst()).toEqual({ state: 'executed', delivery: 'clicked' })
    expect(await db.selectFrom('messages').select(['text', 'delivery']).where('action_id', '=', actionId).execute()).toEqual([{ text: TEXT, delivery: 'clicked' }])
  }
})
