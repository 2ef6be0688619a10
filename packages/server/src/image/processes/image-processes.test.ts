import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { seeded } from '../../base/random.ts'
import { encoded } from '../codec.ts'
import { RefusedImageError } from '../intake.ts'
import { provenanceOf } from '../provenance/label-file.ts'
import type { ImageModelPort } from '../providers/image-model-port.ts'
import { noisy, TEST_GENERATORS } from '../testing/pictures.ts'
import type { WorkflowOutcome } from '../workflow/outcome.ts'
import { readWorkflow } from '../workflow/read-workflow.ts'
import { runWorkflow } from '../workflow/run-workflow.ts'
import { ImageProcesses, TooManyImagesError, type ImageProcessesOptions, type WorkflowRun } from './image-processes.ts'

const GENERATORS = new URL('../testing/process-generators.ts', import.meta.url)
const CREDIT = { persona: 'Mara', operator: null }
const NEVER = new AbortController().signal
const opened: ImageProcesses[] = []

function processes(change: Partial<ImageProcessesOptions> = {}): ImageProcesses {
  const made = new ImageProcesses({ clock: new SystemClock(), generators: GENERATORS, processes: 1, ...change })
  opened.push(made)
  return made
}

function run(images: ImageProcesses, generator: string, params: object = {}, change: Partial<WorkflowRun> = {}): Promise<WorkflowOutcome> {
  return images.run(readWorkflow({ name: 'x', steps: [{ kind: 'generate', generator, params, out: 'a' }, { kind: 'save', in: 'a' }] }), { seed: 's', credit: CREDIT, signal: NEVER, port: null, ...change })
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((images) => images[Symbol.asyncDispose]()))
})

describe('drawing in a process of its own', () => {
  it('makes the bytes that the same workflow makes here, and tells its steps', async () => {
    const steps: string[] = []
    const there = await run(processes(), 'sprite', { pixels: 8 }, { onProgress: ({ step, of, name }) => steps.push(`${step}/${of} ${name}`) })
    const here = await runWorkflow(readWorkflow({ name: 'x', steps: [{ kind: 'generate', generator: 'sprite', params: { pixels: 8 }, out: 'a' }, { kind: 'save', in: 'a' }] }), { generators: TEST_GENERATORS, seed: 's', credit: CREDIT, clock: new SystemClock(), signal: NEVER })
    if (there.kind !== 'made' || here.kind !== 'made') throw new Error(JSON.stringify([there, here]))
    expect(Buffer.from(there.images[0]?.bytes as Uint8Array).equals(Buffer.from(here.images[0]?.bytes as Uint8Array))).toBe(true)
    expect(there.images[0]?.provenance).toEqual(here.images[0]?.provenance)
    expect(steps).toEqual(['1/2 generate sprite', '2/2 save'])
  })

  it('never holds up this one', async () => {
    const images = processes()
    await run(images, 'sprite')
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    expect(await run(images, 'packshot', { prompt: '1500' })).toMatchObject({ kind: 'made' })
    clearInterval(beat)
    expect(longest).toBeLessThan(700)
  })

  it('takes pictures in, makes them small and draws placeholders', async () => {
    const images = processes()
    const file = await encoded(noisy(700, 500, seeded('u')), { to: 'jpeg', quality: 70 })
    const upload = await images.upload(file, NEVER)
    expect(upload).toMatchObject({ format: 'jpeg', width: 700, height: 500, provenance: null })
    expect((await images.variants(upload.bytes, upload.provenance, NEVER)).smaller.length).toBeGreaterThan(1)
    const stand = await images.placeholder({ why: 'No.', of: null, width: 200, height: 200, credit: CREDIT, destination: 'posts' }, NEVER)
    expect(await provenanceOf(stand.bytes)).toMatchObject({ placeholder: true })
    await expect(images.upload(Buffer.from('no picture'), NEVER)).rejects.toThrow(RefusedImageError)
  })

  it.each([['exits', 'ui-mockup'], ['aborts in native code', 'tileset']])('a process that %s fails its job alone, and the next one has a new process', async (_, generator) => {
    const images = processes()
    expect(await run(images, generator)).toMatchObject({ kind: 'failed', bug: false, message: expect.stringContaining('ended within its work') })
    expect(await run(images, 'sprite')).toMatchObject({ kind: 'made' })
  })

  it('one that fills its heap dies alone', async () => {
    const images = processes({ limits: { heapMostMb: 48 } })
    expect(await run(images, 'generative-art')).toMatchObject({ kind: 'failed', message: expect.stringContaining('ended within its work') })
    expect(await run(images, 'sprite')).toMatchObject({ kind: 'made' })
  })

  it('ends what takes too long', async () => {
    expect(await run(processes({ limits: { timeMostMs: 1_000 } }), 'packshot', { prompt: '60000' })).toMatchObject({ kind: 'failed', message: expect.stringContaining('longer than 1 s') })
  })

  it('tells a bug from a failure', async () => {
    expect(await run(processes(), 'chart')).toMatchObject({ kind: 'failed', step: 1, message: 'the ruler broke', bug: true })
  })
})

describe('the line', () => {
  it('is bounded', async () => {
    const images = processes({ waitingMost: 2 })
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => run(images, 'sprite')))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(results.filter((result) => result.status === 'rejected' && result.reason instanceof TooManyImagesError)).toHaveLength(2)
  })

  it('lets go at once of who gives up, waiting or drawn, and goes on with the rest', async () => {
    const images = processes({ limits: { graceMs: 100 } })
    await run(images, 'sprite')
    const [drawn, waits] = [new AbortController(), new AbortController()]
    const under = run(images, 'packshot', { prompt: '60000' }, { signal: drawn.signal })
    const behind = run(images, 'sprite', {}, { signal: waits.signal })
    const last = run(images, 'sprite')
    await delay(50)
    const began = performance.now()
    waits.abort(new Error('waited enough'))
    drawn.abort(new Error('drawn enough'))
    await expect(behind).rejects.toThrow('waited enough')
    await expect(under).rejects.toThrow('drawn enough')
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await last).toMatchObject({ kind: 'made' })
  })

  it('is refused when the server stops, and nothing is left running', async () => {
    const images = processes()
    const [under, waits] = [run(images, 'packshot', { prompt: '60000' }), images.upload(Buffer.from('x'), NEVER)]
    const ends = Promise.allSettled([under, waits])
    await delay(50)
    await images[Symbol.asyncDispose]()
    expect(await ends).toMatchObject([{ status: 'fulfilled', value: { kind: 'failed' } }, { status: 'rejected' }])
    await expect(images.upload(Buffer.from('x'), NEVER)).rejects.toThrow('stopping')
  })

  it('is ended after a rest, and begun again', async () => {
    const images = processes({ limits: { restMostMs: 50 } })
    await run(images, 'sprite')
    await delay(300)
    expect(await run(images, 'sprite')).toMatchObject({ kind: 'made' })
  })
})

describe('steps that a provider takes', () => {
  const portOf = (ask: ImageModelPort['ask']): ImageModelPort => ({ ask })

  it('are asked from here, and their picture is drawn over there', async () => {
    const bytes = await encoded(noisy(64, 64, seeded('m')), { to: 'png', quality: 1 })
    const attempt = { provider: 'openai', model: 'x', ms: 1, usage: { inputTokens: 1, outputTokens: 2 }, costMicros: 3, outcome: 'answered', note: null } as const
    const outcome = await run(processes(), 'model', { prompt: 'fog' }, { port: portOf(async ({ prompt }) => ({ kind: 'answered', picture: { bytes, generator: 'openai:x', prompt }, attempts: [attempt] })) })
    expect(outcome).toMatchObject({ kind: 'made', attempts: [attempt], images: [{ provenance: { generator: 'openai:x', sourceType: 'trainedAlgorithmicMedia' } }] })
  })

  it('put to sleep when money is gone, and fail otherwise, with nothing drawn', async () => {
    const images = processes()
    expect(await run(images, 'model', { prompt: 'fog' }, { port: portOf(async () => ({ kind: 'exhausted', untilMs: 99, message: 'no money', attempts: [] })) })).toEqual({ kind: 'exhausted', untilMs: 99, message: 'no money', attempts: [] })
    expect(await run(images, 'model', { prompt: 'fog' }, { port: portOf(async () => ({ kind: 'failed', reason: 'refused', message: 'not this', attempts: [] })) })).toEqual({ kind: 'failed', step: 1, message: 'not this', bug: false, attempts: [] })
    expect(await run(images, 'model', { prompt: 'fog' })).toMatchObject({ kind: 'failed', message: 'No image model can be asked here.' })
  })
})
