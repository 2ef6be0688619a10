import { describe, expect, it, vi } from 'vitest'
import { SystemClock, VirtualClock } from '../../base/clock.ts'
import { opened, pixelsOf } from '../codec.ts'
import { provenanceOf } from '../provenance/label-file.ts'
import { noisy, pixelAt, plain, TEST_GENERATORS } from '../testing/pictures.ts'
import { seeded } from '../../base/random.ts'
import { encoded } from '../codec.ts'
import { WORKFLOW_LIMITS } from './limits.ts'
import type { SavedImage } from './outcome.ts'
import { readWorkflow } from './read-workflow.ts'
import { runWorkflow, type RunOptions } from './run-workflow.ts'

function run(steps: readonly unknown[], change: Partial<RunOptions> = {}): ReturnType<typeof runWorkflow> {
  return runWorkflow(readWorkflow({ name: 'test', steps }), {
    generators: TEST_GENERATORS, seed: 's', credit: { persona: 'Mara Lind', operator: 'Harbour Club' }, clock: new SystemClock(), signal: new AbortController().signal, ...change,
  })
}

async function made(steps: readonly unknown[], change: Partial<RunOptions> = {}): Promise<readonly SavedImage[]> {
  const outcome = await run(steps, change)
  if (outcome.kind !== 'made') throw new Error(JSON.stringify(outcome))
  return outcome.images
}

const GROUND = { kind: 'generate', generator: 'gradient', params: { width: 64, height: 48 }, out: 'ground' }
const SAVE = { kind: 'save', in: 'ground' }

describe('a workflow run', () => {
  it('makes a file with its description and where it comes from', async () => {
    const [image] = await made([GROUND, { kind: 'transform', op: 'resize', in: 'ground', params: { width: 32 }, out: 'small' }, { kind: 'transform', op: 'format', in: 'small', params: { to: 'webp' }, out: 'web' }, { kind: 'save', in: 'web', destination: 'posts' }])
    expect(image).toMatchObject({ destination: 'posts', format: 'webp', width: 32, height: 24, description: { alt: 'A red field.' } })
    expect(await opened(image?.bytes as Uint8Array, 1e6).metadata()).toMatchObject({ format: 'webp', width: 32, height: 24 })
    expect(await provenanceOf(image?.bytes as Uint8Array)).toEqual({ generator: 'gradient', automated: true, placeholder: false, sourceType: 'algorithmicMedia', persona: 'Mara Lind', operator: 'Harbour Club', alt: 'A red field.' })
  })

  it('is the same for the same seed, another for another, and another for each step', async () => {
    const two = [GROUND, { ...GROUND, out: 'other' }, SAVE, { kind: 'save', in: 'other' }]
    const [a, b, c] = await Promise.all([made(two), made(two), made(two, { seed: 't' })])
    expect(a.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(b.map(({ bytes }) => Buffer.from(bytes).toString('base64')))
    expect(Buffer.compare(Buffer.from(a[0]?.bytes as Uint8Array), Buffer.from(c[0]?.bytes as Uint8Array))).not.toBe(0)
    expect(Buffer.compare(Buffer.from(a[0]?.bytes as Uint8Array), Buffer.from(a[1]?.bytes as Uint8Array))).not.toBe(0)
  })

  it('takes the seed that a step names before its own', async () => {
    const step = { ...GROUND, params: { ...GROUND.params, seed: 'mine' } }
    const [[a], [b]] = await Promise.all([made([step, SAVE]), made([step, SAVE], { seed: 'other' })])
    expect(a?.bytes).toEqual(b?.bytes)
  })

  it('tells each step as it begins', async () => {
    const onProgress = vi.fn<(progress: unknown) => void>()
    await made([GROUND, { kind: 'transform', op: 'crop', in: 'ground', params: { ratio: '1:1' }, out: 'square' }, { kind: 'save', in: 'square' }], { onProgress })
    expect(onProgress.mock.calls.map(([progress]) => progress)).toEqual([
      { step: 1, of: 3, name: 'generate gradient' }, { step: 2, of: 3, name: 'transform crop' }, { step: 3, of: 3, name: 'save' },
    ])
  })

  it('draws what comes as a drawing', async () => {
    const [image] = await made([{ kind: 'generate', generator: 'card', out: 'ground' }, SAVE])
    expect(pixelAt(await pixelsOf(opened(image?.bytes as Uint8Array, 1e6)), 1, 1)).toEqual([0x12, 0x34, 0x56, 255])
  })

  it('takes what a model made by name, cut to size, and says what is known of it', async () => {
    const bytes = await encoded(noisy(300, 200, seeded('m')), { to: 'jpeg', quality: 80 })
    const steps = [{ kind: 'generate', generator: 'model', params: { prompt: 'a lighthouse', width: 100, height: 100 }, out: 'ground' }, SAVE]
    const [image] = await made(steps, { modelPictures: new Map([['ground', { bytes, generator: 'openai:gpt-image-2', prompt: 'a lighthouse' }]]) })
    expect(image).toMatchObject({ width: 100, height: 100, provenance: { generator: 'openai:gpt-image-2', sourceType: 'trainedAlgorithmicMedia' }, description: { alt: 'Made by the image model openai:gpt-image-2 from the prompt: “a lighthouse”', subject: 'a lighthouse' } })
    expect(await run(steps)).toMatchObject({ kind: 'failed', step: 1, bug: false })
  })
})

describe('what goes wrong is an outcome', () => {
  it('tells a generator that breaks from one that is not there', async () => {
    expect(await run([{ kind: 'generate', generator: 'chart', out: 'ground' }, SAVE])).toMatchObject({ kind: 'failed', step: 1, message: 'the ruler broke', bug: true })
    expect(await run([{ kind: 'generate', generator: 'packshot', out: 'ground' }, SAVE])).toMatchObject({ kind: 'failed', step: 1, bug: false })
  })

  it('a part to cut out that lies outside', async () => {
    expect(await run([GROUND, { kind: 'transform', op: 'crop', in: 'ground', params: { left: 64, top: 0, width: 16, height: 16 }, out: 'x' }, { kind: 'save', in: 'x' }])).toMatchObject({ kind: 'failed', step: 2, bug: false, message: expect.stringContaining('64 × 48') })
  })

  it('a model that sent something else', async () => {
    const bytes = Buffer.from('<html>no</html>')
    expect(await run([{ kind: 'generate', generator: 'model', params: { prompt: 'x' }, out: 'ground' }, SAVE], { modelPictures: new Map([['ground', { bytes, generator: 'openai:x', prompt: 'x' }]]) })).toMatchObject({ kind: 'failed', step: 1, bug: false })
  })

  it('too many pixels, too many pictures at once, too much time', async () => {
    const limits = { ...WORKFLOW_LIMITS, pixelsMost: 64 * 48 - 1 }
    expect(await run([GROUND, SAVE], { limits })).toMatchObject({ kind: 'failed', message: expect.stringContaining('Make it smaller') })
    const bytesAliveMost = 64 * 48 * 4 * 2 - 1
    expect(await run([GROUND, { ...GROUND, out: 'b' }, SAVE, { kind: 'save', in: 'b' }], { limits: { ...WORKFLOW_LIMITS, bytesAliveMost } })).toMatchObject({ kind: 'failed', step: 2 })
    // Saved and needed no more, the first makes room.
    expect(await run([GROUND, SAVE, { ...GROUND, out: 'b' }, { kind: 'save', in: 'b' }], { limits: { ...WORKFLOW_LIMITS, bytesAliveMost } })).toMatchObject({ kind: 'made' })
    const clock = new VirtualClock(0)
    expect(await run([GROUND, SAVE], { clock, limits: { ...WORKFLOW_LIMITS, timeMostMs: 1_000 }, onProgress: ({ step }) => clock.advanceTo(step * 600) })).toMatchObject({ kind: 'failed', step: 2, message: 'It took longer than 1 s.' })
  })

  it('a picture that is not as large as it says', async () => {
    const { data } = plain(10, 10, [0, 0, 0])
    const gradient = (): never => ({ picture: { width: 11, height: 10, data }, description: {} }) as never
    expect(await run([GROUND, SAVE], { generators: { gradient } })).toMatchObject({ kind: 'failed', bug: true })
  })

  it('being given up is none: it throws', async () => {
    const controller = new AbortController()
    await expect(run([GROUND, SAVE], { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) })).rejects.toThrow('enough')
  })
})
