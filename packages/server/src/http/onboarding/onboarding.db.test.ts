import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { AuditEntry, Creator, OnboardingJob, OnboardingLogEntry, Page, Problem, Product } from '@troupe/contract'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { seeded } from '../../base/random.ts'
import { Projects } from '../../runtime/projects/projects.ts'
import { engagementServer } from '../testing/engagement-server.ts'

/** A profile API that answers what it is told to. */
async function profileApi(answer: RequestListener) {
  const api = { answer, url: '', [Symbol.asyncDispose]: async () => void (server.closeAllConnections(), server.close()) }
  const server = createServer((request, response) => api.answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  return api
}

const says = (body: unknown, headers: Record<string, string> = {}): RequestListener => (_, response) => response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(Buffer.isBuffer(body) ? body : JSON.stringify(body))
const ADA = { user: { displayName: 'Ada Ito', bio: 'Coach in Kyoto.', timezone: 'Asia/Tokyo' }, services: [{ id: 'a', title: 'Talk', price: { amount: 40, currency: 'EUR' } }, { id: 'b', title: 'Plan', price: 90, currency: 'EUR' }], ratings: { average: 4.5, count: 3 } }

async function withApi(answer: RequestListener) {
  const api = await profileApi(answer)
  const server = await engagementServer({ profileApiUrl: api.url })
  const { owner, engagement } = server
  return {
    ...server, api,
    run: async () => {
      engagement.onboardingRuns.poke()
      await engagement.onboardingRuns.settled()
    },
    creator: async (id: Id) => (await owner.get(`/api/creators/${id}`)).json<Creator>(),
    log: async (id: Id) => (await owner.get(`/api/creators/${id}/onboarding-log`)).json<Page<OnboardingLogEntry>>().items,
    begin: async (username = 'ada') => (await owner.post('/api/onboarding', { username })).json<{ creatorId: Id; job: OnboardingJob }>(),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

it('onboards, and a sync changes what was not edited by hand', async () => {
  const asked: (string | undefined)[] = []
  await using server = await withApi((request, response) => {
    asked.push(request.url)
    says(ADA)(request, response)
  })
  const { owner, begin, run, creator, log } = server
  const { creatorId, job } = await begin()
  expect((await creator(creatorId)).state).toBe('onboarding')
  expect(job).toMatchObject({ kind: 'onboarding', step: 'queued', endedAt: null })
  expect((await owner.post('/api/onboarding', { username: 'ada' })).json<Problem>().type).toBe('/problems/onboarding-under-way')
  await run()
  const made = await creator(creatorId)
  expect(asked).toEqual(['/api/ada'])
  expect(made).toMatchObject({ state: 'ready', name: 'Ada Ito', timezone: 'Asia/Tokyo', currency: 'EUR', sample: false, generator: 'rehearsal', edited: [], job: { step: 'done', progress: 1 }, counts: { products: 2 }, profile: { ratings: { average: 4.5, count: 3 } } })
  expect((await log(creatorId)).map(({ step, outcome }) => [step, outcome])).toEqual([['check', 'ok'], ['model', 'ok'], ['fetch', 'ok']])
  expect((await owner.get(`/api/onboarding/profile/${creatorId}`)).json<Creator>().profile).toEqual(made.profile)
  expect((await owner.post('/api/onboarding', { username: 'ada' })).json<Problem>().type).toBe('/problems/creator-exists')

  await owner.patch(`/api/creators/${creatorId}/profile`, { set: { pitch: 'By hand.' } })
  const { items: [plan] } = (await owner.get(`/api/products?creatorId=${creatorId}`)).json<Page<Product>>()
  server.api.answer = says({ ...ADA, user: { ...ADA.user, displayName: 'Renamed' }, services: [{ id: 'a', title: 'Talk', price: { amount: 55, currency: 'EUR' } }] })
  expect((await owner.post('/api/onboarding/sync', { creatorId })).json<{ job: OnboardingJob }>().job.kind).toBe('sync')
  await run()
  const synced = await creator(creatorId)
  expect(synced).toMatchObject({ name: 'Ada Ito', edited: ['pitch'], profile: { pitch: 'By hand.', services: [{ externalId: 'a', price: '55 EUR' }] } })
  expect(synced.job?.changed).toEqual(expect.arrayContaining(['services', 'pricing']))
  expect(synced.job?.changed).not.toContain('pitch')
  const products = (await owner.get(`/api/products?creatorId=${creatorId}`)).json<Page<Product>>().items
  expect(products.map(({ externalId, priceMinor, active }) => [externalId, priceMinor, active]).toSorted()).toEqual([['a', 5500, true], ['b', 9000, false]])
  expect(products.map(({ id }) => id)).toContain(plan?.id)
  const [entry] = (await owner.get('/api/audit?action=creator-synced')).json<Page<AuditEntry>>().items
  expect(entry).toMatchObject({ actor: { kind: 'system', name: 'onboarding' }, after: { kept: ['pitch'] } })
})

it('says what went wrong, and tries again what may go better', async () => {
  await using server = await withApi((_, response) => response.writeHead(503).end('busy'))
  const { begin, run, creator, log, clock } = server
  const { creatorId } = await begin()
  await run()
  expect((await creator(creatorId)).job).toMatchObject({ step: 'queued', message: expect.stringContaining('status 503. Trying again in 5 s (try 2 of 4)'), endedAt: null })
  await run()
  expect(await log(creatorId)).toHaveLength(1)
  server.api.answer = (_, response) => response.writeHead(200).end('<html>Welcome</html>')
  clock.advanceBy(5_000)
  await run()
  expect((await creator(creatorId)).job?.message).toContain('no JSON, but a page')
  server.api.answer = (_, response) => response.writeHead(302, { location: 'http://elsewhere.example' }).end()
  clock.advanceBy(30_000)
  await run()
  expect(await creator(creatorId)).toMatchObject({ state: 'failed', job: { step: 'failed', message: expect.stringContaining('redirect') } })
  // A name that somebody typed is no project; what was tried stays where it can be read.
  const { projectId } = await creator(creatorId)
  const { db, clock: time, ids, people, workspaceId } = server
  const all = new Projects({ db, clock: time, ids, random: seeded('projects'), audit: people.audit, wakes: { poke: () => {} }, erasure: { poke: () => {}, hasGone: async () => true }, onWithdrawn: () => {} })
  const projects = async () => (await all.list(workspaceId, { limit: 100, beforeId: null })).items.map(({ id }) => id)
  expect(await projects()).not.toContain(projectId)
  expect((await log(creatorId)).map(({ attempt, outcome, raw }) => [attempt, outcome, raw])).toEqual([[3, 'failed', null], [2, 'failed', '<html>Welcome</html>'], [1, 'failed', 'busy']])

  // Begun again, it gives up in the end.
  server.api.answer = (_, response) => response.writeHead(500).end()
  await server.owner.post('/api/onboarding', { username: 'ada' })
  for (const waitMs of [0, 5_000, 30_000, 120_000]) {
    clock.advanceBy(waitMs)
    await run()
  }
  expect((await creator(creatorId)).job).toMatchObject({ step: 'failed', message: 'The profile API answered with the status 500.' })

  // Made somebody by hand, it is one.
  await server.owner.post('/api/products', { creatorId, name: 'Plan' })
  expect((await creator(creatorId)).state).toBe('ready')
  expect(await projects()).toContain(projectId)
})

it.each([
  ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify({ user: { name: 'Zoë' } }), 'utf16le')]), {}],
  ['Latin-1 that says so', Buffer.from(JSON.stringify({ user: { name: 'Zoë' } }), 'latin1'), { 'content-type': 'application/json; charset=iso-8859-1' }],
  ['Latin-1 that says nothing', Buffer.from(JSON.stringify({ user: { name: 'Zoë' } }), 'latin1'), {}],
])('reads %s, and a profile that lacks nearly everything', async (_, body, headers) => {
  await using server = await withApi(says(body, headers))
  const { creatorId } = await server.begin()
  await server.run()
  expect(await server.creator(creatorId)).toMatchObject({ name: 'Zoë', job: { step: 'done' }, counts: { products: 0 } })
  expect((await server.log(creatorId)).at(-1)).toMatchObject({ outcome: 'repaired', error: expect.stringContaining('no services') })
})

it('takes no answer without end', async () => {
  await using server = await withApi((_, response) => response.writeHead(200).end(`"${'x'.repeat(2.2 * 1024 * 1024)}"`))
  const { creatorId } = await server.begin()
  await server.run()
  expect((await server.creator(creatorId)).job).toMatchObject({ step: 'failed', message: expect.stringContaining('more than 2 MB') })
})

it('is taken up by another process when the first one died, and by one at a time', async () => {
  await using server = await withApi(says(ADA))
  const { db, begin, run, creator, clock } = server
  const { creatorId, job } = await begin()
  await db.updateTable('onboarding_jobs').set({ lease_until: clock.now() + 60_000, tries: 1, step: 'writing' }).where('id', '=', job.id).execute()
  await run()
  expect((await creator(creatorId)).profile).toBeNull()
  clock.advanceBy(60_000)
  await run()
  expect((await creator(creatorId)).job?.step).toBe('done')
})

it('offers the creators that ship where no API is set up, and tells of a job as it goes', async () => {
  await using server = await engagementServer()
  const { owner, engagement, app } = server
  const run = async () => {
    engagement.onboardingRuns.poke()
    await engagement.onboardingRuns.settled()
  }
  const unknown = (await owner.post('/api/onboarding', { username: 'nobody' })).json<{ creatorId: Id }>()
  await run()
  expect((await owner.get(`/api/creators/${unknown.creatorId}`)).json<Creator>().job?.message).toMatch(/Set PROFILE_API_URL.*npm run profiles.*amara-okafor/)
  const { creatorId, job } = (await owner.post('/api/onboarding', { username: 'amara-okafor' })).json<{ creatorId: Id; job: OnboardingJob }>()
  await run()
  expect((await owner.get(`/api/creators/${creatorId}`)).json<Creator>()).toMatchObject({ sample: true, name: 'Amara Okafor', flags: [] })
  const stream = await app.inject({ url: `/api/onboarding/jobs/${job.id}/stream`, headers: owner.headers })
  expect(stream.body).toMatch(/^event: job\ndata: \{.*"step":"done"/m)
  expect((await owner.get(`/api/onboarding/jobs/${creatorId}/stream`)).statusCode).toBe(404)
})
