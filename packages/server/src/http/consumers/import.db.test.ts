import type { ConsentRecord, Consumer, ConsumerPage, ImportResult, Page, Problem } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { engagementServer, plainLead } from '../testing/engagement-server.ts'

const CSV = `Full name;E-Mail;Mobile;Tags;Newsletter;Plan
Lee;LEE@example.org;+49 30 1234567;vip, warm;yes;pro
"Müller; Anna";anna@example.org;;;no;
Bo;not an address;030 12;;maybe;basic
;;;;yes;x
Lee again;lee@example.org;;;;`

async function importing() {
  const server = await engagementServer()
  const run = async (csv: string, mode: 'preview' | 'write', more: object = {}) => server.owner.post('/api/consumers/import', { creatorId: server.creatorId, csv, mode, ...more })
  return { ...server, run, leads: async () => (await server.owner.get('/api/consumers?order=newest')).json<ConsumerPage>().items, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

it('shows what would be, and writes what fits, row by row', async () => {
  await using server = await importing()
  const { run, leads, owner, db } = server
  const mapping = { Plan: 'attributes.Plan' }
  const preview = (await run(CSV, 'preview', { mapping })).json<ImportResult>()
  expect(preview.columns).toEqual([
    { name: 'Full name', field: 'name' }, { name: 'E-Mail', field: 'email' }, { name: 'Mobile', field: 'phone' }, { name: 'Tags', field: 'tags' }, { name: 'Newsletter', field: 'consent.email' }, { name: 'Plan', field: 'attributes.Plan' },
  ])
  expect(preview).toMatchObject({ rows: 5, created: 2, updated: 0, suppressed: 0 })
  expect(preview.faults).toEqual([
    { row: 4, column: 'Newsletter', message: expect.stringContaining('neither yes nor no') }, { row: 4, column: 'E-Mail', message: expect.stringContaining('name@example.org') }, { row: 4, column: 'Mobile', message: expect.stringContaining('with its country') },
    { row: 5, column: '', message: expect.stringContaining('how they are reached') }, { row: 6, column: '', message: 'is the same person as in row 2' },
  ])
  expect(preview.sample[0]).toMatchObject({ name: 'Lee', email: 'lee@example.org', phone: '+49301234567', tags: ['vip', 'warm'], attributes: { Plan: 'pro' } })
  expect(await leads()).toEqual([])
  expect((await run(CSV, 'write', { mapping })).json<Problem>().faults).toEqual([{ path: '/consentSource', message: expect.any(String) }])

  const written = (await run(CSV, 'write', { mapping, consentSource: 'shop' })).json<ImportResult>()
  expect(written).toMatchObject({ created: 2, updated: 0 })
  const all = await leads()
  expect(all.find(({ email }) => email === 'lee@example.org')).toMatchObject({ name: 'Lee', tags: ['vip', 'warm'], consents: { email: { status: 'granted', source: 'shop' } }, context: { attributes: { Plan: 'pro' } } })
  expect(all.find(({ name }) => name === 'Müller; Anna')?.consents.email?.status).toBe('withdrawn')
  expect(await db.selectFrom('event_jobs').selectAll().execute()).toEqual([])

  // Again: known ones are corrected, and a yes lifts no no.
  const again = (await run('email,name,consent email,tags\nanna@example.org,Anna,yes,new\nlee@example.org,,,new', 'write', { consentSource: 'fair' })).json<ImportResult>()
  expect(again).toMatchObject({ created: 0, updated: 2, faults: [] })
  const [anna, lee] = ['anna', 'lee'].map((name) => `${name}@example.org`)
  const after = await leads()
  expect(after.find(({ email }) => email === anna)).toMatchObject({ name: 'Anna', consents: { email: { status: 'withdrawn' } } })
  expect(after.find(({ email }) => email === lee)).toMatchObject({ name: 'Lee', tags: ['vip', 'warm', 'new'] })
  expect((await owner.get('/api/audit?action=leads-imported')).json<Page<unknown>>().items).toHaveLength(2)
})

it('knows suppressed addresses, and rows that name two leads', async () => {
  await using server = await importing()
  const { run, owner, creatorId } = server
  await owner.post('/api/suppressions', { channel: 'email', address: 'lee@example.org' })
  expect((await run('email\nlee@example.org\nbo@example.org', 'write')).json<ImportResult>()).toMatchObject({ created: 2, suppressed: 1 })
  await owner.post('/api/consumers', { creatorId, phone: '+49301234567' })
  const clash = (await run('email,phone\nbo@example.org,+49301234567', 'write')).json<ImportResult>()
  expect(clash).toMatchObject({ created: 0, updated: 0, faults: [{ row: 2, message: expect.stringContaining('Merge them first') }] })
})

it.each([
  ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name\temail\nZoë\tzoe@example.org', 'utf16le')])],
  ['UTF-16 without', Buffer.from('name,email\r\nZoë,zoe@example.org', 'utf16le')],
  ['UTF-8 with its mark', Buffer.from('\uFEFFname,email\nZoë,zoe@example.org')],
  ['Latin-1', Buffer.from('name|email\nZoë|zoe@example.org', 'latin1')],
])('reads %s', async (_, bytes) => {
  await using server = await importing()
  expect((await server.run(bytes.toString('base64'), 'write', { encoding: 'base64' })).json<ImportResult>()).toMatchObject({ created: 1, columns: [{ name: 'name', field: 'name' }, { name: 'email', field: 'email' }] })
  expect((await server.leads())[0]).toMatchObject({ name: 'Zoë', email: 'zoe@example.org' })
})

it('leaves no address behind of a lead that somebody else made in the same moment', async () => {
  await using server = await importing()
  const { db, creatorId, workspaceId, ids, owner } = server
  const waiting = async (): Promise<number> => (await sql<{ n: number }>`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db)).rows[0]?.n ?? 0
  const other = await plainLead(db, { id: ids.next(), workspaceId, creatorId })
  let answer: ReturnType<typeof server.run> | undefined
  await db.transaction().execute(async (within) => {
    await within.insertInto('consumer_identities').values({ creator_id: creatorId, kind: 'phone', value: '+49301234567', consumer_id: other }).execute()
    answer = server.run('email,phone\nnew@example.org,+49301234567', 'write')
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 60_000, interval: 5 })
  })
  expect((await answer)?.json<ImportResult>()).toMatchObject({ created: 0, faults: [{ row: 2, message: expect.stringContaining('import the file again') as string }] })
  expect((await owner.post('/api/consumers', { creatorId, email: 'new@example.org' })).statusCode).toBe(201)
  expect((await server.run(`id,email\n${'x'.repeat(201)},long@example.org`, 'preview')).json<ImportResult>().faults).toMatchObject([{ column: 'id', message: 'is longer than 200 characters' }])
})

it('says why a file can\'t be read', async () => {
  await using server = await importing()
  const why = async (csv: string, more: object = {}): Promise<string> => (await server.run(csv, 'preview', more)).json<Problem>().detail
  expect(await why('name,email\nZo\uFFFD,z@example.org')).toContain('not in UTF-8')
  expect(await why('name,email\n"Lee,lee@example.org')).toContain('never closed')
  expect(await why('%%%', { encoding: 'base64' })).toContain('not base64')
  expect(await why('email\nlee@example.org', { mapping: { Mail: 'email' } })).toContain('no column "Mail"')
  expect(await why('a,b\nx,y', { mapping: { a: 'email', b: 'email' } })).toContain('Two columns')
  expect((await server.run('email,email\nlee@example.org,bo@example.org', 'preview')).json<ImportResult>().columns).toEqual([{ name: 'email', field: 'email' }, { name: 'email (2)', field: null }])
})

it('records consent with how it came about, and takes back what waits', async () => {
  await using server = await importing()
  const { owner, db, ids, creatorId, workspaceId, clock } = server
  const { id } = (await owner.post('/api/consumers', { creatorId, email: 'lee@example.org', attributes: { plan: 'pro' }, consents: [{ channel: 'email', status: 'granted', source: 'form', proof: 'https://example.org/form' }] })).json<Consumer>()
  const waiting = { workspace_id: workspaceId, project_id: creatorId, creator_id: creatorId, consumer_id: id, agent_id: null, turn_id: null, event_id: null, goal_id: null, conversation_id: null, content: null, approved_hash: null, reason: null, priority: 5, send_at: clock.now(), tries_most: 5, cancel_when: [], verdict: null, generator: null, experiment_id: null, arm: null, lease_until: null, vendor: null, vendor_id: null, delivery: null, created_at: clock.now(), sent_at: null, ended_at: null }
  await db.insertInto('actions').values([{ ...waiting, id: ids.next(), kind: 'send_email', channel: 'email', state: 'planned' }, { ...waiting, id: ids.next(), kind: 'send_sms', channel: 'sms', state: 'planned' }]).execute()
  expect((await owner.post(`/api/consumers/${id}/consents`, { channel: 'email', status: 'granted', source: 'x', at: '2030-01-01T00:00:00.000Z' })).statusCode).toBe(400)
  clock.advanceBy(1_000)
  const after = (await owner.post(`/api/consumers/${id}/consents`, { channel: 'email', status: 'withdrawn', source: 'phone call' })).json<Consumer>()
  expect(after).toMatchObject({ consents: { email: { status: 'withdrawn', source: 'phone call' } }, suppressed: {}, context: { attributes: { plan: 'pro' }, counts: { consent_granted: 1, consent_withdrawn: 1, identify: 1 } } })
  expect((await db.selectFrom('actions').select(['channel', 'state', 'reason']).orderBy('channel').execute())).toEqual([{ channel: 'email', state: 'cancelled', reason: 'consent for email was withdrawn' }, { channel: 'sms', state: 'planned', reason: null }])
  const { items } = (await owner.get(`/api/consumers/${id}/consents`)).json<Page<ConsentRecord>>()
  expect(items.map(({ status, source, proof }) => [status, source, proof])).toEqual([['withdrawn', 'phone call', null], ['granted', 'form', 'https://example.org/form']])

  await owner.post('/api/suppressions', { channel: 'email', address: 'lee@example.org' })
  expect((await owner.post(`/api/consumers/${id}/consents`, { channel: 'email', status: 'granted', source: 'new form' })).json<Consumer>()).toMatchObject({ consents: { email: { status: 'withdrawn' } }, suppressed: { email: 'manual' } })
  clock.advanceBy(1_000)
  expect((await owner.post(`/api/consumers/${id}/consents`, { channel: 'email', status: 'granted', source: 'new form' })).json<Consumer>()).toMatchObject({ consents: { email: { status: 'granted' } }, suppressed: { email: 'manual' } })
  const staged = (await owner.patch(`/api/consumers/${id}`, { stage: 'engaged', attributes: { plan: null, city: 'Bonn' } })).json<Consumer>()
  expect(staged.context).toMatchObject({ stage: 'engaged', attributes: { plan: null, city: 'Bonn' } })
})
