/** The simulation routes with the lab's real processes, on small runs. */
import type { AddressInfo } from 'node:net'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { BegunSimulation, Page, Simulation, SimulationAnswers, SimulationComparison, SimulationFeed, SimulationMeasures, SimulationOptions, SimulationPublication } from '@troupe/contract'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { OFFLINE_GENERATORS } from '../../image/generators/address.ts'
import { ImageProcesses } from '../../image/processes/image-processes.ts'
import { createSimulationServices, type SimulationServices } from '../../lab/service/simulation-services.ts'
import { EventStreams } from '../sse.ts'
import { firstOwner, member, type Caller } from '../testing/caller.ts'
import { NO_ENVIRONMENT_KEYS } from '../testing/console-server.ts'
import { testServer, type TestServer } from '../testing/test-server.ts'
import { simulationRoutes } from '../simulation-routes.ts'

const PROGRAM = new URL('../../cli/lab/lab-process.ts', import.meta.url)
const SMALL = { name: 'Small town', population: { kind: 'pack', agents: 12 }, hours: 5, seed: 'seven' }

let folder: string
let server: TestServer
let services: SimulationServices
let owner: Caller

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-runs-'))
  ;({ server, services } = await serve(folder))
  owner = await firstOwner(server.app)
})
afterEach(async () => {
  await services[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const drawing = new ImageProcesses({ clock: new SystemClock(), generators: OFFLINE_GENERATORS, processes: 1 })
afterAll(() => drawing[Symbol.asyncDispose]())

async function serve(runs: string): Promise<{ server: TestServer; services: SimulationServices }> {
  let made: SimulationServices | null = null
  const opened = await testServer({}, (app, { connection, people }) => {
    const { db } = connection
    made = createSimulationServices({
      db, databaseUrl: connection.url, audit: people.audit, packs: [], environmentKeys: NO_ENVIRONMENT_KEYS, folder: runs, program: PROGRAM, elapsedMs: () => performance.now(),
      firstWorkspace: async () => (await db.selectFrom('workspaces').select('id').orderBy('created_at').limit(1).executeTakeFirst())?.id ?? null,
    })
    simulationRoutes(app, { ...made, streams: new EventStreams(app, { batchMs: 5 }), drawing })
  })
  return { server: opened, services: made as unknown as SimulationServices }
}

async function begin(draft: object = {}): Promise<Simulation> {
  const answer = await owner.post('/api/simulations', { ...SMALL, ...draft })
  expect([answer.statusCode, answer.statusCode === 201 ? '' : answer.body]).toEqual([201, ''])
  return answer.json<BegunSimulation>().simulation
}

/** Asked again until it is so. */
async function until<Answer>(path: string, isSo: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await owner.get(path)
    const body = answer.json<Answer>()
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`)
    if (isSo(body)) return body
    await delay(50)
  }
}

function done(id: string): Promise<Simulation> {
  return until<Simulation>(`/api/simulations/${id}`, ({ state, message }) => {
    if (state === 'failed') throw new Error(message ?? 'failed')
    return state === 'done'
  })
}

describe('a simulation', () => {
  it('is begun, watched, measured, branched, compared, asked, taken away and deleted', async () => {
    const begun = await begin()
    expect(begun).toMatchObject({ id: 'small-town', name: 'Small town', population: { kind: 'pack', pack: 'agora', agents: 12 }, from: '2026-01-05T00:00:00.000Z', until: '2026-01-05T05:00:00.000Z', parent: null, published: null })
    expect(['queued', 'running']).toContain(begun.state)
    const whole = await done(begun.id)
    expect(whole.journalSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(whole.counts?.members).toBe(12)
    expect(whole.now).toBe(whole.until)

    const feed = (await owner.get(`/api/simulations/${whole.id}/feed`)).json<SimulationFeed>()
    expect(feed.at).toBe(whole.until)
    expect(feed.items.length).toBeGreaterThan(5)
    expect(feed.items.map(({ at }) => at)).toEqual(feed.items.map(({ at }) => at).toSorted().toReversed())

    const same = await done((await begin({ name: 'Again' })).id)
    expect(same.journalSha256).toBe(whole.journalSha256)

    const branch = (await owner.post(`/api/simulations/${whole.id}/forks`, {
      name: 'Popular', point: { kind: 'time', at: '2026-01-05T02:00:00Z' }, changes: 'interventions: [{ at: start, do: { recommender: popular } }]',
    })).json<Simulation>()
    expect(branch).toMatchObject({ id: 'popular', parent: whole.id, forks: [{ point: { kind: 'time', at: '2026-01-05T02:00:00.000Z' }, seed: null }] })
    await done(branch.id)
    expect((await owner.get(`/api/simulations?limit=2`)).json<Page<Simulation>>().items.map(({ id }) => id)).toHaveLength(2)

    const measures = await until<SimulationMeasures>(`/api/simulations/${whole.id}/measures`, ({ state }) => state !== 'working')
    if (measures.state !== 'ready') throw new Error(JSON.stringify(measures))
    expect(measures.plots.map(({ name }) => name)).toContain('activity')
    expect(measures.metrics.find(({ key }) => key === 'posts')?.value).toBeCloseTo((whole.counts?.posts ?? 0) / 12)
    const picture = await owner.get(`/api/simulations/${whole.id}/plots/activity.svg?theme=dark`)
    expect([picture.headers['content-type'], picture.body.slice(0, 4)]).toEqual(['image/svg+xml', '<svg'])
    expect((await owner.get(`/api/simulations/${whole.id}/plots/activity.png`)).rawPayload.subarray(1, 4).toString()).toBe('PNG')
    expect((await owner.get(`/api/simulations/${whole.id}/plots/nothing.svg`)).statusCode).toBe(404)

    const comparison = await until<SimulationComparison>(`/api/simulations/compare?runs=${whole.id},${branch.id}`, ({ state }) => state !== 'working')
    if (comparison.state !== 'ready') throw new Error(JSON.stringify(comparison))
    expect(comparison.branches).toEqual([{ name: 'Small town', runs: 1 }, { name: 'Popular', runs: 1 }])
    expect(comparison.partings).toMatchObject([{ id: branch.id, at: '2026-01-05T02:00:00.000Z' }])

    const people = (await owner.get(`/api/simulations/${whole.id}/agents?limit=3`)).json<{ total: number; archetypes: string[]; items: { username: string }[] }>()
    expect([people.total, people.items.length]).toEqual([12, 3])
    expect(people.archetypes.length).toBeGreaterThan(2)
    const journal = await readFile(join(folder, whole.id, 'journal.troupe'))
    const asked = await owner.post(`/api/simulations/${whole.id}/interviews`, {
      at: '2026-01-05T03:00:00Z', audience: { kind: 'named', who: [people.items[0]?.username] }, questions: [{ ask: 'What do you make of the roundabout?' }, { ask: 'Trust?', form: { kind: 'scale', to: 7 } }],
    })
    const { answers } = asked.json<SimulationAnswers>()
    expect(answers).toHaveLength(2)
    expect(answers[0]).toMatchObject({ at: '2026-01-05T03:00:00.000Z', username: people.items[0]?.username, fault: null })
    expect(answers[1]?.answer?.value).toBeGreaterThan(0)
    expect(await readFile(join(folder, whole.id, 'journal.troupe'))).toEqual(journal)

    const table = await owner.get(`/api/simulations/${whole.id}/export?table=posts&format=csv`)
    expect(table.headers['content-disposition']).toBe(`attachment; filename="${whole.id}-posts.csv"`)
    expect(table.body.split('\n').length).toBeGreaterThan(whole.counts?.posts ?? 0)

    expect((await owner.post(`/api/simulations/${whole.id}/publish`, { public: true })).statusCode).toBe(202)
    expect((await owner.delete(`/api/simulations/${whole.id}`)).json()).toMatchObject({ status: 409, type: '/problems/simulation-busy' })
    const published = await until<SimulationPublication>(`/api/simulations/${whole.id}/publish`, ({ state }) => state !== 'working')
    expect(published).toMatchObject({ state: 'ready' })
    expect((await owner.get(`/api/simulations/${whole.id}`)).json<Simulation>().published).toEqual(published.state === 'ready' ? { projectId: published.projectId, worldId: published.worldId } : null)
    expect((await owner.post(`/api/simulations/${whole.id}/publish`, {})).statusCode).toBe(409)

    expect((await owner.delete(`/api/simulations/${whole.id}`)).statusCode).toBe(204)
    expect((await owner.get(`/api/simulations/${whole.id}`)).statusCode).toBe(404)
    expect((await owner.get(`/api/simulations/${branch.id}`)).json<Simulation>()).toMatchObject({ parent: null, journalSha256: expect.any(String) as string })
    const audit = (await owner.get('/api/audit?limit=20')).json<{ items: { action: string }[] }>().items.map(({ action }) => action)
    expect(audit).toEqual(expect.arrayContaining(['simulation-begun', 'simulation-forked', 'simulation-interviewed', 'simulation-published', 'simulation-deleted']))
  })

  it('stopped, resumed and prolonged, it comes out as one that went through', async () => {
    const whole = await done((await begin({ hours: 80 })).id)
    // So long that it is not over before it is stopped.
    const { id } = await begin({ name: 'Stopped', hours: 70 })
    await until<Simulation>(`/api/simulations/${id}`, ({ state, counts }) => state === 'running' && (counts?.turns ?? 0) > 50)
    expect((await owner.delete(`/api/simulations/${id}`)).json()).toMatchObject({ status: 409, type: '/problems/simulation-running' })
    expect((await owner.post(`/api/simulations/${id}/start`)).statusCode).toBe(409)
    const stopped = (await owner.post(`/api/simulations/${id}/stop`)).json<Simulation>()
    expect(stopped.state).toBe('stopped')
    expect((await owner.post(`/api/simulations/${id}/stop`)).json()).toMatchObject({ status: 409, type: '/problems/simulation-not-running' })
    expect((await owner.patch(`/api/simulations/${id}`, { hours: 80, name: 'Resumed' })).json<Simulation>()).toMatchObject({ name: 'Resumed', until: whole.until, state: 'stopped' })
    expect((await owner.patch(`/api/simulations/${id}`, { hours: 0.1 })).json()).toMatchObject({ type: '/problems/simulation-further', faults: [{ path: '/hours' }] })
    await owner.post(`/api/simulations/${id}/start`)
    expect((await done(id)).journalSha256).toBe(whole.journalSha256)
    expect((await owner.post(`/api/simulations/${id}/start`)).json()).toMatchObject({ type: '/problems/simulation-done' })
  })

  it('is started once, however many start it at once, and stops for good', async () => {
    const { id } = await begin({ hours: 400, start: false })
    // The first process starts slowly enough to hide a race; those after it do not.
    for (let turns = 50, round = 0; round < 3; round++) {
      const starts = await Promise.all(Array.from({ length: 5 }, () => owner.post(`/api/simulations/${id}/start`)))
      expect(starts.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409, 409, 409, 409])
      const running = await until<Simulation>(`/api/simulations/${id}`, ({ state, counts }) => state === 'running' && (counts?.turns ?? 0) > turns)
      turns = running.counts?.turns ?? turns
      expect((await owner.post(`/api/simulations/${id}/stop`)).json<Simulation>().state).toBe('stopped')
      expect((await owner.post(`/api/simulations/${id}/stop`)).json()).toMatchObject({ type: '/problems/simulation-not-running' })
    }
  })

  it('tells over its stream how far it is and what is said, and ends the stream when it is deleted', async () => {
    const { id } = await begin({ start: false })
    await server.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.app.server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/api/simulations/${id}/stream`, { headers: owner.headers })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const told = response.text()
    await owner.post(`/api/simulations/${id}/start`)
    await done(id)
    await delay(700)
    await owner.delete(`/api/simulations/${id}`)
    const events = (await told).split('\n\n').flatMap((event) => {
      const [, kind, data] = /^event: (\w+)\ndata: (.+)$/m.exec(event) ?? []
      return kind === undefined || data === undefined ? [] : [{ kind, data: JSON.parse(data) as Simulation & SimulationFeed }]
    })
    const states = events.filter(({ kind }) => kind === 'simulation').map(({ data }) => data.state)
    expect([states[0], states.at(-1)]).toEqual(['stopped', 'done'])
    expect(events.findLast(({ kind }) => kind === 'feed')?.data.items.length).toBeGreaterThan(0)
  })

  it('is there after a restart, stopped, to be resumed', async () => {
    const { id } = await begin({ hours: 400 })
    const queued = await begin({ name: 'Waiting', hours: 2 })
    await until<Simulation>(`/api/simulations/${id}`, ({ state, counts }) => state === 'running' && (counts?.turns ?? 0) > 50)
    expect((await owner.get(`/api/simulations/${queued.id}`)).json<Simulation>()).toMatchObject({ state: 'queued', place: 1 })
    await services[Symbol.asyncDispose]()
    const again = createSimulationServices({
      db: server.connection.db, databaseUrl: server.connection.url, audit: server.people.audit, packs: [], environmentKeys: NO_ENVIRONMENT_KEYS, folder, program: PROGRAM,
      elapsedMs: () => performance.now(), firstWorkspace: async () => null,
    })
    const { workspace_id: workspaceId } = await server.connection.db.selectFrom('audit').select('workspace_id').where('action', '=', 'simulation-begun').executeTakeFirstOrThrow()
    const standing = await again.simulations.list(workspaceId ?? '', 10, null)
    expect(standing.items.map(({ id: each, state }) => [each, state])).toEqual([['waiting', 'stopped'], [id, 'stopped']])
  })

  it('of people from a file tells how it was read', async () => {
    const text = 'user_id,name,username,following_agentid_list,previous_tweets,user_char,description\n0,Ada,ada,"[1, 9]","[\'hello\']",curious,A baker.\n1,Bob,bob,[],[],calm,A tram driver.\n'
    const answer = await owner.post('/api/simulations', { name: 'Two', population: { kind: 'files', files: [{ name: '../../etc/two.csv', text }] }, hours: 1, start: false })
    const { simulation, import: read } = answer.json<BegunSimulation>()
    expect(simulation).toMatchObject({ state: 'stopped', counts: null, population: { kind: 'files', files: ['two.csv'] } })
    expect(read?.oddities[0]?.problem).toContain('9')
    const unnamed = await owner.post('/api/simulations', { name: 'Unnamed', population: { kind: 'files', files: [{ name: '..', text }] }, start: false })
    expect(unnamed.json<BegunSimulation>().simulation.population).toMatchObject({ files: ['people'] })
    expect((await owner.get(`/api/simulations/${simulation.id}/measures`)).json()).toEqual({ state: 'empty' })
    await owner.post(`/api/simulations/${simulation.id}/start`)
    expect((await done(simulation.id)).counts?.members).toBe(2)
  })
})

it('refuses what cannot be, says how to mend it, and leaves no folder', async () => {
  const refused = async (draft: object): Promise<unknown> => (await owner.post('/api/simulations', { ...SMALL, ...draft })).json()
  expect(await refused({ population: { kind: 'pack', pack: 'nobody', agents: 3 } })).toMatchObject({ status: 404 })
  expect(await refused({ graph: 'barabasi-albert:friends=3' })).toMatchObject({ status: 400, detail: expect.stringContaining('barabasi-albert:follows=N') as string })
  expect(await refused({ graph: '/etc/passwd.json' })).toMatchObject({ faults: [{ path: '/graph' }] })
  expect(await refused({ timeline: 'interventions:\n  - at: 1h\n    do: { ban: nobody_here }' })).toMatchObject({ status: 400, detail: expect.stringContaining('timeline:3') as string })
  expect(await refused({ model: 'anthropic/claude-haiku-5-5' })).toMatchObject({ status: 400, detail: expect.stringContaining('ANTHROPIC_API_KEY') as string })
  expect(await refused({ hours: -1, seed: '', recommender: 'best' })).toMatchObject({ faults: [{ path: '/hours' }, { path: '/seed' }, { path: '/recommender' }] })
  expect((await owner.get('/api/simulations')).json()).toEqual({ items: [], nextCursor: null })
  for (const id of ['nothing', '..', '%2e%2e%2fetc']) expect((await owner.get(`/api/simulations/${id}`)).statusCode).toBeGreaterThanOrEqual(400)
  expect((await owner.get('/api/simulations/options')).json<SimulationOptions>()).toMatchObject({ models: [{ name: 'rehearsal' }], folder })
})

it('is the workspace\'s own; viewers look on; one damaged by hand keeps nobody from the others', async () => {
  const { id } = await begin({ start: false })
  await begin({ name: 'Damaged', start: false })
  await writeFile(join(folder, 'damaged', 'run.json'), '{"version": 1')
  expect((await owner.get('/api/simulations')).json<Page<Simulation>>().items.map((one) => one.id)).toEqual([id])
  expect((await owner.get('/api/simulations/damaged')).json()).toMatchObject({ status: 400, detail: expect.stringContaining('not JSON') as string })
  const viewer = await member(server.app, owner, 'viewer')
  expect((await viewer.get(`/api/simulations/${id}`)).statusCode).toBe(200)
  for (const answer of [await viewer.post('/api/simulations', SMALL), await viewer.post(`/api/simulations/${id}/start`), await viewer.delete(`/api/simulations/${id}`)]) expect(answer.statusCode).toBe(403)
  const { id: elsewhereId } = (await owner.post('/api/workspaces', { name: 'Elsewhere' })).json<{ id: string }>()
  const elsewhere = owner.with({ 'x-workspace': elsewhereId })
  expect((await elsewhere.get('/api/simulations')).json<Page<Simulation>>().items).toEqual([])
  for (const answer of [await elsewhere.get(`/api/simulations/${id}`), await elsewhere.get(`/api/simulations/${id}/feed`), await elsewhere.delete(`/api/simulations/${id}`)]) expect(answer.statusCode).toBe(404)
  // One from the command line is the first workspace's.
  await rm(join(folder, id, 'console.json'))
  expect((await owner.get(`/api/simulations/${id}`)).statusCode).toBe(200)
  expect((await elsewhere.get(`/api/simulations/${id}`)).statusCode).toBe(404)
})
