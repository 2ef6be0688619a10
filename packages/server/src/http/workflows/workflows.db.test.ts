import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadyWorkflow, StoredWorkflow, WorkflowPreview, WorkflowRun, WorkflowVerdict } from '@troupe/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { systemIds } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { ImageProcesses } from '../../image/processes/image-processes.ts'
import { provenanceOf } from '../../image/provenance/label-file.ts'
import type { ImageReply } from '../../image/providers/image-model-port.ts'
import { LocalImageStore } from '../../image/storage/local-image-store.ts'
import { noisy } from '../../image/testing/pictures.ts'
import { encoded } from '../../image/codec.ts'
import { seeded } from '../../base/random.ts'
import { createWorkflowServices } from '../../runtime/workflows/workflow-services.ts'
import { EventStreams } from '../sse.ts'
import { workflowRoutes } from '../workflow-routes.ts'
import { anotherWorkspace, consoleServer, type ConsoleServer } from '../testing/console-server.ts'
import { member } from '../testing/caller.ts'

const GENERATORS = new URL('../../image/testing/process-generators.ts', import.meta.url)
const GROUND = { kind: 'generate', generator: 'gradient', params: { width: 64, height: 48 }, out: 'ground' }
const SAVE = { kind: 'save', in: 'ground' }
const PLAIN = { name: 'Ground', steps: [GROUND, { kind: 'transform', op: 'format', in: 'ground', params: { to: 'webp' }, out: 'light' }, { kind: 'save', in: 'light', destination: 'posters' }] }
const asking = (prompt: string) => ({ name: 'Asks', steps: [{ kind: 'generate', generator: 'model', params: { prompt }, out: 'ground' }, SAVE] })

let folder: string
let processes: ImageProcesses
let server: ConsoleServer
let services: ReturnType<typeof createWorkflowServices>
let reply: ImageReply | 'never' = 'never'
let asked = 0

beforeAll(() => {
  processes = new ImageProcesses({ clock: new SystemClock(), generators: GENERATORS, processes: 1 })
})
afterAll(() => processes[Symbol.asyncDispose]())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-workflows-'))
  asked = 0
  server = await consoleServer({
    moreRoutes: (app, { db, clock, audit, library }) => {
      services = createWorkflowServices({
        db, clock, ids: systemIds(new SystemClock()), log: silentLog, audit, store: new LocalImageStore(folder), threads: processes,
        ports: { portFor: () => ({ ask: (_request, signal) => {
          asked += 1
          return reply === 'never' ? new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })) : Promise.resolve(reply)
        } }) },
      })
      workflowRoutes(app, { db, store: new LocalImageStore(folder), workflows: services.workflows, runs: services.runs, library, threads: processes, streams: new EventStreams(app, { batchMs: 5 }) })
    },
  })
})
afterEach(async () => {
  await services.runs[Symbol.asyncDispose]()
  await services.strayFiles[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const create = async (workflow: object = PLAIN): Promise<StoredWorkflow> => {
  const answer = await server.owner.post('/api/workflows', workflow)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<StoredWorkflow>()
}
const begin = async (workflow: object, order: object = {}): Promise<WorkflowRun> => (await server.owner.post(`/api/workflows/${(await create(workflow)).id}/runs`, order)).json<WorkflowRun>()
const ran = async (workflow: object, order: object = {}): Promise<WorkflowRun> => {
  const { id } = await begin(workflow, order)
  await services.runs.settled()
  return (await server.owner.get(`/api/workflows/runs/${id}`)).json<WorkflowRun>()
}
const files = async (): Promise<number> => {
  services.strayFiles.poke()
  await services.strayFiles.settled()
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length
}

describe('workflows', () => {
  test('are kept, changed and deleted, in their own workspace alone, with a line in the audit', async () => {
    const workflow = await create()
    expect(workflow).toMatchObject({ name: 'Ground', asksModel: false, lastRun: null, steps: [{ kind: 'generate' }, { params: { to: 'webp', quality: 82 } }, { destination: 'posters' }] })
    const changed = (await server.owner.put(`/api/workflows/${workflow.id}`, { ...PLAIN, name: 'Sky' })).json<StoredWorkflow>()
    expect(changed.name).toBe('Sky')
    expect((await server.owner.get('/api/workflows')).json<{ items: StoredWorkflow[] }>().items.map(({ name }) => name)).toEqual(['Sky'])
    const elsewhere = await anotherWorkspace(server)
    expect([(await elsewhere.get(`/api/workflows/${workflow.id}`)).statusCode, (await elsewhere.delete(`/api/workflows/${workflow.id}`)).statusCode, (await elsewhere.post(`/api/workflows/${workflow.id}/runs`, {})).statusCode]).toEqual([404, 404, 404])
    const viewer = await member(server.app, server.owner, 'viewer')
    expect([(await viewer.get(`/api/workflows/${workflow.id}`)).statusCode, (await viewer.post('/api/workflows', PLAIN)).statusCode]).toEqual([200, 403])
    expect((await server.owner.delete(`/api/workflows/${workflow.id}`)).statusCode).toBe(204)
    const { items } = (await server.owner.get('/api/audit?limit=5')).json<{ items: { action: string }[] }>()
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['workflow-deleted', 'workflow-changed', 'workflow-created']))
  })

  test('are refused with every fault at its field, and told the same when only asked', async () => {
    const wrong = { name: 'x', steps: [{ ...GROUND, params: { stile: 'mesh' } }, { kind: 'transform', op: 'crop', in: 'grond', params: {}, out: 'square' }, SAVE] }
    const { valid, faults } = (await server.owner.post('/api/workflows/validate', wrong)).json<WorkflowVerdict>()
    expect([valid, faults.map(({ path }) => path)]).toEqual([false, ['/steps/0/params/stile', '/steps/1/params', '/steps/1/in']])
    const refused = await server.owner.post('/api/workflows', wrong)
    expect([refused.statusCode, refused.json<WorkflowVerdict>().faults]).toEqual([400, faults])
    expect((await server.owner.post('/api/workflows/validate', { name: '', steps: 'none' })).json<WorkflowVerdict>().valid).toBe(false)
    expect((await server.owner.post('/api/workflows/validate', PLAIN)).json<WorkflowVerdict>()).toMatchObject({ valid: true, faults: [], workflow: { name: 'Ground' } })
  })

  test('of the packs are there to begin with, and all of them can be kept as they are', async () => {
    const { items } = (await server.owner.get('/api/workflows/ready-made')).json<{ items: ReadyWorkflow[] }>()
    expect(new Set(items.map(({ archetype }) => archetype)).size).toBeGreaterThanOrEqual(6)
    for (const { workflow } of items) expect((await server.owner.post('/api/workflows/validate', workflow)).json<WorkflowVerdict>()).toMatchObject({ valid: true })
    expect(new Set(items.map(({ workflow }) => workflow.name)).size).toBe(items.length)
  })

  test('are previewed, without being kept or asking a model', async () => {
    const preview = async (workflow: object): Promise<WorkflowPreview> => (await server.owner.post('/api/workflows/preview', { workflow })).json<WorkflowPreview>()
    expect(await preview(PLAIN)).toMatchObject({ faults: [], reason: null, image: { format: 'webp', width: 64, height: 48, description: { alt: 'A red field.' } } })
    expect(await preview({ name: 'x', steps: [GROUND] })).toMatchObject({ image: null, faults: [{ path: '/steps' }] })
    expect(await preview({ name: 'x', steps: [{ kind: 'generate', generator: 'chart', out: 'ground' }, SAVE] })).toMatchObject({ image: null, faults: [], reason: 'Step 1: the ruler broke' })
    expect(await preview(asking('a lighthouse'))).toMatchObject({ image: null, reason: expect.stringContaining('costs money') })
    expect([asked, await files(), (await server.connection.db.selectFrom('images').select('id').execute()).length]).toEqual([0, 0, 0])
  })
})

describe('a run', () => {
  test('ends with its images, described and with where they come from in the file too', async () => {
    const run = await ran(PLAIN, { seed: 'one' })
    expect(run).toMatchObject({ state: 'done', name: 'Ground', progress: { done: 3, of: 3, name: null }, message: null, until: null, seed: 'one', costMicros: 0, by: 'Olga Owner' })
    const [image] = run.images
    expect(image).toMatchObject({ width: 64, height: 48, format: 'webp', placeholder: null, description: { alt: 'A red field.' }, provenance: { automated: true, generator: 'gradient', digitalSourceType: expect.stringContaining('algorithmicMedia') } })
    const file = await server.owner.get(`${image?.url}?download=1`)
    expect([file.statusCode, file.headers['content-type'], file.headers['content-disposition'], file.rawPayload.byteLength]).toEqual([200, 'image/webp', expect.stringMatching(/^attachment; filename="image-.*\.webp"$/), image?.bytes])
    expect(await provenanceOf(file.rawPayload)).toMatchObject({ generator: 'gradient', automated: true, sourceType: 'algorithmicMedia' })
    // Nobody else's to see.
    expect([(await server.app.inject(`/images/${image?.id}`)).statusCode, (await server.app.inject(image?.url ?? '')).statusCode, (await (await anotherWorkspace(server)).get(image?.url ?? '')).statusCode]).toEqual([404, 401, 404])
    const again = await ran(PLAIN, { seed: 'one' })
    expect((await server.owner.get(again.images[0]?.url ?? '')).rawPayload.equals((await server.owner.get(image?.url ?? '')).rawPayload)).toBe(true)
    expect((await server.owner.get(`/api/workflows/${run.workflowId}`)).json<StoredWorkflow>().lastRun).toMatchObject({ id: run.id, state: 'done' })
  })

  test('is told live, step by step, until it ends', async () => {
    const { id } = await begin({ name: 'slow', steps: [{ kind: 'generate', generator: 'packshot', params: { prompt: '700' }, out: 'ground' }, SAVE] })
    const stream = await server.owner.get(`/api/workflows/runs/${id}/stream`)
    const told = stream.body.split('\n').filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice(6)) as WorkflowRun)
    expect(told.map(({ state }) => state)).toEqual(expect.arrayContaining(['running', 'done']))
    expect(told.at(-1)).toMatchObject({ state: 'done', images: [{}] })
    expect(told.some(({ progress }) => progress.name === 'generate packshot')).toBe(true)
  })

  test('that breaks has a placeholder that says why', async () => {
    for (const generator of ['chart', 'ui-mockup', 'tileset']) {
      const run = await ran({ name: 'breaks', steps: [{ kind: 'generate', generator, params: { prompt: 'Twelve bars' }, out: 'ground' }, SAVE] })
      expect(run).toMatchObject({ state: 'done', message: expect.stringContaining('Step 1'), images: [{ placeholder: run.message, provenance: { generator: 'placeholder' }, description: { alt: expect.stringContaining('could not be made') } }] })
    }
  })

  test('that lacks money is refused until the reset, without a placeholder', async () => {
    const untilMs = server.clock.now() + 3_600_000
    reply = { kind: 'exhausted', untilMs, message: 'The budget of 1.00 USD a day is used up.', attempts: [] }
    expect(await ran(asking('a lighthouse'))).toMatchObject({ state: 'refused', until: new Date(untilMs).toISOString(), message: 'The budget of 1.00 USD a day is used up.', images: [] })
    expect(await files()).toBe(0)
  })

  test('that asks a model says what it cost and what made it', async () => {
    const bytes = await encoded(noisy(64, 64, seeded('m')), { to: 'png', quality: 100 })
    const attempt = { provider: 'openai', model: 'gpt-image-2', ms: 5, usage: { inputTokens: 4, outputTokens: 9 }, costMicros: 42_000, outcome: 'answered' as const, note: null }
    reply = { kind: 'answered', picture: { bytes, generator: 'openai:gpt-image-2', prompt: 'a lighthouse' }, attempts: [attempt] }
    expect(await ran(asking('a lighthouse'))).toMatchObject({ state: 'done', costMicros: 42_000, images: [{ provenance: { generator: 'openai:gpt-image-2', digitalSourceType: expect.stringContaining('trainedAlgorithmicMedia') } }] })
  })

  test('is stopped by a person, and by the kill switch', async () => {
    reply = 'never'
    const one = await begin(asking('a lighthouse'))
    await expect.poll(() => asked).toBe(1)
    expect((await server.owner.post(`/api/workflows/runs/${one.id}/stop`)).json<WorkflowRun>()).toMatchObject({ state: 'stopped', message: 'Stopped by Olga Owner.' })
    expect((await server.owner.post(`/api/workflows/runs/${one.id}/stop`)).statusCode).toBe(409)
    const two = await begin(asking('a lighthouse'))
    await expect.poll(() => asked).toBe(2)
    await server.connection.db.insertInto('kill_switches').values({ scope: 'instance', on: true, reason: 'x', by_name: 'Olga', at: 0 }).execute()
    await services.runs.heedKillSwitch()
    await services.runs.settled()
    expect((await server.owner.get(`/api/workflows/runs/${two.id}`)).json<WorkflowRun>()).toMatchObject({ state: 'stopped', message: 'Stopped with the whole instance by Olga.' })
    const three = await begin(PLAIN)
    await services.runs.settled()
    expect((await server.owner.get(`/api/workflows/runs/${three.id}`)).json<WorkflowRun>().state).toBe('waiting')
    await server.connection.db.deleteFrom('kill_switches').execute()
    await services.runs.heedKillSwitch()
    await services.runs.settled()
    expect((await server.owner.get(`/api/workflows/runs/${three.id}`)).json<WorkflowRun>().state).toBe('done')
  })

  test('that was cut off is taken up again, but not where a model may have been paid', async () => {
    const { db } = server.connection
    const cutOff = async (id: string): Promise<WorkflowRun> => {
      await services.runs.settled()
      await db.deleteFrom('images').where('run_id', '=', id).execute()
      await db.updateTable('workflow_runs').set({ state: 'running', ended_at: null, lease_until: 0 }).where('id', '=', id).execute()
      services.runs.poke()
      await services.runs.settled()
      return (await server.owner.get(`/api/workflows/runs/${id}`)).json<WorkflowRun>()
    }
    const drawn = await cutOff((await begin(PLAIN)).id)
    expect([drawn.state, drawn.images.length]).toEqual(['done', 1])
    reply = { kind: 'failed', reason: 'refused', message: 'no', attempts: [] }
    const paid = await cutOff((await begin(asking('a lighthouse'))).id)
    expect([paid.state, asked]).toEqual(['failed', 1])
  })

  test('goes with its workflow, files and all', async () => {
    const run = await ran(PLAIN)
    expect(await files()).toBeGreaterThan(0)
    expect((await server.owner.delete(`/api/workflows/${run.workflowId}`)).statusCode).toBe(204)
    expect([(await server.owner.get(run.images[0]?.url ?? '')).statusCode, await files()]).toEqual([404, 0])
  })
})
