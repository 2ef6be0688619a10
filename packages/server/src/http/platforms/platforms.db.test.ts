import type { AuditEntry, Page, Problem, Site } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { SiteNotOwnedError } from '../../site/site-proofs.ts'
import { notFound, says } from '../../site/testing/far-side.ts'
import { Caller, member } from '../testing/caller.ts'
import { agentsOn, DRAFT, NAME, siteServer } from '../testing/site-server.ts'

const HOUR_MS = 3_600_000

it('adds a site, proves it by its file, and keeps that at hand', async () => {
  await using server = await siteServer()
  const { owner, side, outside, clock, workspaceId, proofs, db } = server
  const made = await owner.post('/api/platforms', DRAFT)
  const site = made.json<Site>()
  expect([made.statusCode, outside.tried]).toEqual([201, []])
  expect(site).toMatchObject({
    ...DRAFT, state: 'unproven', basis: null, credentials: null, agents: { total: 0, running: 0 }, lastCheck: null, fault: null,
    proof: { url: `https://${NAME}/.well-known/troupe.json`, workspace: workspaceId, token: expect.stringMatching(/^troupe_site_[\w-]{43}$/) as string },
  })
  expect(JSON.parse(site.proof.file)).toEqual({ troupe: [server.lineOf(site)] })

  const check = () => owner.post(`/api/platforms/${site.id}/check`)
  expect((await check()).json()).toMatchObject({ state: 'unproven', fault: expect.stringContaining('404') as string, lastCheck: { outcome: 'no-file', status: 404, fetched: site.proof.url } })
  const soon = await check()
  expect([soon.statusCode, soon.json<Problem>().type, soon.headers['retry-after']]).toEqual([429, '/problems/checked-just-now', '60'])
  expect(side.asked).toHaveLength(1)

  await proofs.read()
  expect(proofs.place(site.id, workspaceId)).toMatchObject({ owned: false, why: expect.stringContaining('not been proved') as string })
  side.answer = says(JSON.stringify({ troupe: [{ workspace: 'another', token: 'x' }, server.lineOf(site)], showsAutomatedFlag: true }))
  clock.advanceBy(60_000)
  expect((await check()).json()).toMatchObject({ state: 'proved', basis: 'file', fault: null, showsAutomatedFlag: true, provedAt: new Date(clock.now()).toISOString(), lastCheck: { outcome: 'proved' } })
  await proofs.read()
  expect([proofs.place(site.id, workspaceId), proofs.showsAutomatedFlag(site.id)]).toEqual([{ owned: true }, true])
  expect(proofs.place(site.id, '0190a000-0000-7000-8000-00000000dead')).toMatchObject({ owned: false, why: expect.stringContaining('another workspace') as string })
  expect(proofs.place(workspaceId, workspaceId)).toMatchObject({ owned: false })

  const audit = (await owner.get('/api/audit')).json<Page<AuditEntry>>().items
  expect(audit.map(({ action }) => action).slice(0, 2)).toEqual(['site-proved', 'site-added'])
  expect(JSON.stringify(audit)).not.toContain(site.proof.token)
  expect((await db.selectFrom('sites').select('next_check_at').executeTakeFirstOrThrow()).next_check_at ?? 0).toBeGreaterThan(clock.now() + 20 * HOUR_MS)
})

it('refuses the networks of others before it asks anybody', async () => {
  await using server = await siteServer()
  const { owner, outside, side } = server
  for (const origin of ['https://mastodon.social', 'https://Mastodon.Social.', 'https://me@www.instagram.com/', 'http://x.com', 'https://gallery.example@bsky.social']) {
    const answer = await owner.post('/api/platforms', { ...DRAFT, kind: 'mastodon', origin })
    expect([answer.statusCode, answer.json<Problem>().type], origin).toEqual([403, '/problems/third-party-network'])
    expect(answer.json<Problem>()).toMatchObject({ detail: expect.stringContaining('there is no setting for it') as string, faults: [{ path: '/origin' }] })
  }
  expect([outside.tried, side.asked, (await owner.get('/api/platforms')).json().items]).toEqual([[], [], []])
})

it('refuses what it cannot prove: other schemes, plain http, private addresses without the grant, the same twice', async () => {
  await using server = await siteServer()
  const { owner, outside } = server
  const problem = async (change: object) => {
    const answer = await owner.post('/api/platforms', { ...DRAFT, ...change })
    return [answer.statusCode, answer.json<Problem>().type, answer.json<Problem>().faults?.map(({ path }) => path)]
  }
  expect(await problem({ origin: 'gallery.example' })).toEqual([400, '/problems/invalid-input', ['/origin']])
  expect(await problem({ origin: 'http://gallery.example' })).toEqual([400, '/problems/invalid-input', ['/origin']])
  expect(await problem({ origin: 'https://gallery.example/path' })).toEqual([400, '/problems/invalid-input', ['/origin']])
  expect(await problem({ origin: 'http://127.0.0.1:3000' })).toEqual([403, '/problems/forbidden-address', undefined])
  expect(await problem({ name: ' ', kind: 'twitter' })).toEqual([400, '/problems/invalid-input', ['/name', '/kind']])
  await server.add()
  expect(await problem({ origin: 'https://GALLERY.example.:443/' })).toEqual([409, '/problems/site-exists', undefined])
  expect(outside.tried).toEqual([])
})

it('takes the private network for owned while it is granted', async () => {
  await using server = await siteServer()
  const { owner, side, grant, proofs, workspaceId, one } = server
  await grant(true)
  const site = await server.add({ ...DRAFT, origin: side.url })
  expect(site).toMatchObject({ state: 'proved', basis: 'private-network', fault: null, lastCheck: { outcome: 'private-network', message: expect.stringContaining('needs no file') as string } })
  await proofs.read()
  expect(proofs.place(site.id, workspaceId)).toEqual({ owned: true })
  expect((await proofs.fetchFor(site.id, workspaceId)(`${side.url}/api/showcase`)).status).toBe(404)
  // A public name, though the network is granted, needs its file, and is not asked for it before its owner has read of it.
  const asked = side.asked.length
  expect(await server.add()).toMatchObject({ state: 'unproven', lastCheck: null })
  expect(side.asked).toHaveLength(asked)

  await grant(false)
  await proofs.read()
  expect(proofs.place(site.id, workspaceId)).toMatchObject({ owned: false, why: expect.stringContaining('no longer granted') as string })
  await expect(proofs.fetchFor(site.id, workspaceId)(side.url)).rejects.toThrow(SiteNotOwnedError)
  expect((await owner.post(`/api/platforms/${site.id}/check`)).json()).toMatchObject({ state: 'lost', lastCheck: { outcome: 'forbidden-address' } })
  expect((await one(site.id)).basis).toBeNull()
})

it('leads an adapter to the site alone', async () => {
  await using server = await siteServer()
  const { proofs, workspaceId, side } = server
  const site = await server.proved()
  await proofs.read()
  const go = proofs.fetchFor(site.id, workspaceId)
  const asked = side.asked.length
  for (const elsewhere of ['https://mastodon.social/api/v1/statuses', side.url, `https://${NAME}:8443/`, `http://${NAME}/`]) await expect(go(elsewhere), elsewhere).rejects.toThrow(SiteNotOwnedError)
  await expect(proofs.fetchFor(site.id, '0190a000-0000-7000-8000-00000000dead')(`https://${NAME}/`)).rejects.toThrow(/another workspace/)
  expect(side.asked).toHaveLength(asked)
})

it('looks again every day, and stops the agents when the token has gone', async () => {
  await using server = await siteServer()
  const { side, db, workspaceId, proofs, later, one } = server
  const site = await server.proved()
  await agentsOn(db, site, workspaceId, ['idle', 'asleep', 'busy', 'paused', 'ready'])
  expect((await one(site.id)).agents).toEqual({ total: 5, running: 3 })
  const asked = side.asked.length
  await later(20 * HOUR_MS)
  expect(side.asked).toHaveLength(asked)
  await later(4 * HOUR_MS)
  expect([side.asked.length, (await one(site.id)).state]).toEqual([asked + 1, 'proved'])

  side.answer = says('{"troupe":[]}')
  await later(24 * HOUR_MS)
  expect(await one(site.id)).toMatchObject({ state: 'lost', basis: null, agents: { total: 5, running: 0 }, fault: expect.stringContaining('missing') as string })
  expect(proofs.place(site.id, workspaceId)).toMatchObject({ owned: false, why: expect.stringContaining('no longer proved') as string })
  const states = await db.selectFrom('agents').select(['state', 'state_reason', 'wake_at']).orderBy('state').execute()
  expect(states.map(({ state }) => state)).toEqual(['offline', 'offline', 'offline', 'paused', 'ready'])
  expect(states[0]).toMatchObject({ state_reason: 'Our gallery is no longer proved to be yours', wake_at: null })
  const [entry] = await server.audited('site-lost')
  expect(entry).toMatchObject({ actor: { kind: 'system', name: 'daily check' }, subject: { kind: 'site', id: site.id }, before: { state: 'proved' }, after: { agentsStopped: 3 } })

  side.answer = says(site.proof.file)
  await later(HOUR_MS)
  expect((await one(site.id)).state).toBe('proved')
})

it('gives a slip three tries over an hour, and silence two days', async () => {
  await using server = await siteServer()
  const { side, later, one, proofs, workspaceId, clock } = server
  const site = await server.proved()
  side.answer = notFound
  await later(24 * HOUR_MS)
  const states: string[] = []
  for (let tries = 0; tries < 3; tries++) {
    states.push((await one(site.id)).state)
    await later(25 * 60_000)
  }
  expect([...states, (await one(site.id)).state]).toEqual(['proved', 'proved', 'proved', 'lost'])

  side.answer = says(site.proof.file)
  await later(HOUR_MS)
  side.answer = (_request, response) => void response.writeHead(502).end()
  await later(47 * HOUR_MS)
  expect(await one(site.id)).toMatchObject({ state: 'proved', fault: expect.stringContaining('502') as string })
  // Old without a check having said so: at hand it counts already.
  clock.advanceBy(2 * HOUR_MS)
  await proofs.read()
  expect(proofs.place(site.id, workspaceId)).toMatchObject({ owned: false, why: expect.stringContaining('48 hours') as string })
  await later(0)
  expect((await one(site.id)).state).toBe('lost')
})

it('knows nothing for sure that it has not read for a minute', async () => {
  await using server = await siteServer()
  const site = await server.proved()
  await server.proofs.read()
  server.clock.advanceBy(59_000)
  expect(server.proofs.place(site.id, server.workspaceId).owned).toBe(true)
  server.clock.advanceBy(2_000)
  expect(server.proofs.place(site.id, server.workspaceId)).toMatchObject({ owned: false, why: expect.stringContaining('looked up') as string })
})

it('keeps credentials to itself', async () => {
  await using server = await siteServer()
  const { owner, sites, db } = server
  const secret = 'service-token-of-the-gallery'
  const site = await server.add({ ...DRAFT, credentials: { secret } })
  expect(site.credentials).toEqual({ identifier: null, ending: 'lery', tokens: null, savedAt: expect.any(String) as string })
  expect(await sites.credentials(site.id)).toEqual({ secret })
  expect((await owner.patch(`/api/platforms/${site.id}`, { name: 'The gallery' })).json()).toMatchObject({ name: 'The gallery', credentials: { ending: 'lery' } })
  expect((await owner.patch(`/api/platforms/${site.id}`, { credentials: { secret: 'short', identifier: 'bot.gallery.example' } })).json<Site>().credentials).toMatchObject({ identifier: 'bot.gallery.example', ending: null })
  expect(await sites.credentials(site.id)).toEqual({ secret: 'short', identifier: 'bot.gallery.example' })
  expect((await owner.patch(`/api/platforms/${site.id}`, { origin: 'https://elsewhere.example' })).statusCode).toBe(400)
  const everything = JSON.stringify([(await owner.get('/api/platforms')).json(), (await owner.get('/api/audit')).json(), await db.selectFrom('sites').select(sql<string>`sites::text`.as('all')).execute()])
  for (const hidden of [secret, 'short"']) expect(everything).not.toContain(hidden)
  expect((await owner.patch(`/api/platforms/${site.id}`, { credentials: null })).json<Site>().credentials).toBeNull()
  expect(await sites.credentials(site.id)).toBeNull()
})

it('says of a JSON object of tokens whose they are, and shows none of its characters', async () => {
  await using server = await siteServer()
  const { owner, db } = server
  const add = async (secret: string) => (await owner.patch(`/api/platforms/${site.id}`, { credentials: { secret } })).json<Site>().credentials
  const site = await server.add({ ...DRAFT, kind: 'mastodon' })
  expect(await add('{"mira": "token-of-mira", "@tomas": "token-of-tomas"}')).toMatchObject({ ending: null, tokens: { count: 2, usernames: ['mira', 'tomas'] } })
  // As sites were kept before: with the end of the JSON text.
  await db.updateTable('sites').set({ secret_ending: 's"}' }).execute()
  expect((await owner.get(`/api/platforms/${site.id}`)).json<Site>().credentials).toMatchObject({ ending: null, tokens: { count: 2 } })
  expect(await add('{"mira": "token-of-mira", broken')).toMatchObject({ ending: null, tokens: null })
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, place) => [`agent${place}`, `token-${place}`]))
  const shown = (await add(JSON.stringify(many)))?.tokens
  expect([shown?.count, shown?.usernames.length]).toEqual([30, 20])
  const everything = JSON.stringify([(await owner.get('/api/platforms')).json(), (await owner.get('/api/audit')).json()])
  for (const hidden of ['token-of', 'token-2', 'broken']) expect(everything).not.toContain(hidden)
})

it('shows a secret that this instance can no longer open as stored, and no more', async () => {
  await using server = await siteServer()
  const { owner, db } = server
  const site = await server.add({ ...DRAFT, credentials: { secret: 'service-token-of-the-gallery' } })
  await db.updateTable('sites').set({ sealed_secret: Buffer.from('v1.broken') }).execute()
  expect((await owner.get(`/api/platforms/${site.id}`)).json<Site>().credentials).toMatchObject({ ending: null, tokens: null })
})

it('is changed by owners and admins, read by all, and seen by nobody elsewhere', async () => {
  await using server = await siteServer()
  const { owner, app } = server
  const site = await server.add()
  const path = `/api/platforms/${site.id}`
  for (const role of ['operator', 'reviewer', 'viewer']) {
    const caller = await member(app, owner, role)
    expect((await caller.get('/api/platforms')).json<Page<Site>>().items, role).toHaveLength(1)
    const refused = await Promise.all([caller.post('/api/platforms', DRAFT), caller.patch(path, { name: 'x' }), caller.post(`${path}/check`), caller.delete(path)])
    expect(refused.map(({ statusCode }) => statusCode), role).toEqual([403, 403, 403, 403])
  }
  const admin = await member(app, owner, 'admin')
  expect((await admin.patch(path, { name: 'Renamed' })).statusCode).toBe(200)
  expect((await new Caller(app).get('/api/platforms')).statusCode).toBe(401)

  const elsewhere = owner.with({ 'x-workspace': (await owner.post('/api/workspaces', { name: 'Elsewhere' })).json<{ id: Id }>().id })
  const missing = await Promise.all([elsewhere.get(path), elsewhere.patch(path, { name: 'x' }), elsewhere.post(`${path}/check`), elsewhere.delete(path)])
  expect(missing.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404])
  expect((await elsewhere.get('/api/platforms')).json<Page<Site>>().items).toEqual([])
  // The same address is another site there, with a token of its own.
  const theirs = (await elsewhere.post('/api/platforms', DRAFT)).json<Site>()
  expect([theirs.origin, theirs.proof.token === site.proof.token, theirs.proof.workspace === site.proof.workspace]).toEqual([site.origin, false, false])
  server.side.answer = says(site.proof.file)
  expect((await elsewhere.post(`/api/platforms/${theirs.id}/check`)).json()).toMatchObject({ state: 'unproven', lastCheck: { outcome: 'token-missing' } })
})

it('is deleted with as many agents as were announced', async () => {
  await using server = await siteServer()
  const { owner, db, workspaceId } = server
  const site = await server.proved()
  await agentsOn(db, site, workspaceId, ['idle', 'offline'])
  const other = await owner.delete(`/api/platforms/${site.id}?agents=1`)
  expect([other.statusCode, other.json<Problem>()]).toEqual([409, expect.objectContaining({ type: '/problems/agents-changed', detail: '2 agents are on this site by now, not 1. Nothing was deleted.' })])
  expect((await server.one(site.id)).agents.total).toBe(2)
  expect((await owner.delete(`/api/platforms/${site.id}?agents=2`)).json()).toEqual({ agentsDeleted: 2 })
  expect((await owner.get(`/api/platforms/${site.id}`)).statusCode).toBe(404)
  expect(await db.selectFrom('agents').select('id').execute()).toEqual([])
  const [entry] = await server.audited('site-deleted')
  expect(entry?.before).toMatchObject({ origin: DRAFT.origin, agents: 2 })
})

it('is checked by one of two who ask at once', async () => {
  await using server = await siteServer()
  const { owner, side } = server
  const site = await server.add()
  const answers = await Promise.all(Array.from({ length: 4 }, () => owner.post(`/api/platforms/${site.id}/check`)))
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 429, 429, 429])
  expect(side.asked).toHaveLength(1)
})

it('goes through pages', async () => {
  await using server = await siteServer()
  for (let i = 0; i < 3; i++) await server.add({ ...DRAFT, origin: `https://g${i}.example` })
  const first = (await server.owner.get('/api/platforms?limit=2')).json<Page<Site>>()
  const second = (await server.owner.get(`/api/platforms?limit=2&cursor=${first.nextCursor}`)).json<Page<Site>>()
  expect([...first.items, ...second.items].map(({ origin }) => origin)).toEqual(['https://g2.example', 'https://g1.example', 'https://g0.example'])
  expect(second.nextCursor).toBeNull()
})
