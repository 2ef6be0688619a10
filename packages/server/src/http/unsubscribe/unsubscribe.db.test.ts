import { expect, it } from 'vitest'
import { PublicLinks } from '../../messaging/links/public-links.ts'
import { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Unsubscribing } from '../../engagement/channels/unsubscribing.ts'
import { USUAL_PACE } from '../plugins/request-pace.ts'
import { testServer } from '../testing/test-server.ts'
import { unsubscribe } from './unsubscribe.ts'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

const KEY = Buffer.alloc(32, 7)
const links = new PublicLinks({ secretKey: KEY, publicUrl: null })

async function stage() {
  const server = await engagementServer()
  const { db, ids, workspaceId, creatorId, clock } = server
  const list = new SuppressionList({ db, clock, ids, secretKey: KEY })
  /** Somebody who agreed to mail, with a mail and a text message waiting. */
  const lead = async (name: string) => {
    const [email, phone] = [`${name}@example.org`, `+49301234${String(name.charCodeAt(0)).padStart(3, '0')}`]
    const consumerId = await plainLead(db, { id: ids.next(), workspaceId, creatorId, email, phone })
    await db.updateTable('consumers').set({ consents: JSON.stringify({ email: { status: 'granted', source: 'form', at: new Date(0).toISOString() } }) }).where('id', '=', consumerId).execute()
    for (const channel of ['email', 'sms'] as const) {
      await db.insertInto('actions').values({
        id: ids.next(), workspace_id: workspaceId, project_id: creatorId, creator_id: creatorId, consumer_id: consumerId, agent_id: null, turn_id: null, event_id: null, goal_id: null, conversation_id: null, kind: `send_${channel}`, channel, content: null,
        approved_hash: null, state: 'planned', reason: null, priority: 0, send_at: 0, tries_most: 5, cancel_when: [], verdict: null, generator: null, experiment_id: null, arm: null, lease_until: null, vendor: null, vendor_id: null, delivery: null, created_at: 0,
        sent_at: null, ended_at: null,
      }).execute()
    }
    const standing = async () => ({
      reasons: await list.reasons(db, workspaceId, [{ channel: 'email', address: email }, { channel: 'sms', address: phone }]),
      consent: (await db.selectFrom('consumers').select('consents').where('id', '=', consumerId).executeTakeFirst())?.consents.email?.status,
      events: (await db.selectFrom('events').select('type').where('consumer_id', '=', consumerId).execute()).map(({ type }) => type),
      states: Object.fromEntries((await db.selectFrom('actions').select(['channel', 'state']).where('consumer_id', '=', consumerId).execute()).map((row) => [row.channel, row.state])),
    })
    return { consumerId, email, standing, path: links.unsubscribeUrl({ workspaceId, consumerId, channel: 'email', address: email.toUpperCase() }) }
  }
  return { ...server, lead, list }
}
const UNTOUCHED = { reasons: [null, null], consent: 'granted', events: [], states: { email: 'planned', sms: 'planned' } }
const ENDED = { reasons: ['unsubscribe', null], consent: 'withdrawn', events: ['unsubscribed'], states: { email: 'cancelled', sms: 'planned' } }

it('shows a button at GET and changes nothing, however often scanners come; and takes no forged link for one of its own', async () => {
  await using server = await stage()
  const { path, standing, consumerId } = await server.lead('lea')
  const answers = await Promise.all([1, 2, 3].map(() => server.app.inject({ method: 'GET', url: path })))
  for (const { statusCode, headers, body } of answers) {
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-store'])
    expect(body).toMatch(/No more mail from mira\?.*<form method="post">/)
    expect(body).not.toContain('<script')
  }
  expect((await server.app.inject({ method: 'HEAD', url: path })).statusCode).toBe(200)
  const token = path.split('/').at(-1) ?? ''
  const forged = [`/u/${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, '/u/x', `/u/${'A'.repeat(token.length)}`, `/u/${token}A`, new PublicLinks({ secretKey: Buffer.alloc(32, 8), publicUrl: null }).unsubscribeUrl({ workspaceId: server.workspaceId, consumerId, channel: 'email' })]
  for (const url of forged) for (const method of ['GET', 'POST'] as const) {
    const { statusCode, body } = await server.app.inject({ method, url })
    expect([statusCode, body.includes('does not work')], url).toEqual([404, true])
  }
  expect(await standing()).toEqual(UNTOUCHED)
})

it('ends it at POST, whatever the body, by one transaction, once', async () => {
  await using server = await stage()
  const requests = {
    urlencoded: { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'List-Unsubscribe=One-Click' },
    multipart: { headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload: '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n' },
    nothing: {},
    foreign: { headers: { origin: 'https://mail.example', cookie: 'troupe_session=x', 'content-type': 'text/plain' }, payload: 'x' },
  }
  for (const [name, request] of Object.entries(requests)) {
    const { path, standing } = await server.lead(name)
    const post = () => server.app.inject({ method: 'POST', url: path, ...request })
    const [first] = await Promise.all([post(), post()])
    expect([first.statusCode, first.headers.location, first.headers['set-cookie'], first.body.includes('You are unsubscribed')], name).toEqual([200, undefined, undefined, true])
    expect(await standing(), name).toEqual(ENDED)
    await post()
    expect(await standing(), name).toEqual(ENDED)
  }
  // What has become of a lead since is no matter: the link knows the address it was sent to.
  const { db, list, workspaceId } = server
  const { path, consumerId, email } = await server.lead('erased')
  await db.deleteFrom('consumer_contexts').where('consumer_id', '=', consumerId).execute()
  await db.updateTable('consumers').set({ email: null, name: null, erased_at: 1 }).where('id', '=', consumerId).execute()
  expect((await server.app.inject({ method: 'POST', url: path })).statusCode).toBe(200)
  expect(await list.reasons(db, workspaceId, [{ channel: 'email', address: email }])).toEqual(['unsubscribe'])
})

it('heeds all that a mail provider posts for its users, however many come from one address in a minute', async () => {
  const heard: string[] = []
  await using server = await testServer({ pace: USUAL_PACE }, (app) => unsubscribe(app, { unsubscribing: { unsubscribe: async (token: string) => heard.push(token) > 0 } as unknown as Unsubscribing }))
  const most = USUAL_PACE.publicChangesPerMinute
  for (let n = 0; n < most + 10; n++) expect((await server.app.inject({ method: 'POST', url: `/u/token-${n}` })).statusCode).toBe(200)
  expect(heard).toHaveLength(most + 10)
})
