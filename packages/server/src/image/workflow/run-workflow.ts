/**
 * A workflow, run: pictures by name, from step to step, until the last that is saved. It waits for nobody outside: what a
 * provider made has been fetched before (`model-steps.ts`) and comes in by name. Generators hold the thread they run in
 * for as long as they draw; `processes/` is there so that this is not the server's. Progress is told as a step begins, and
 * the signal and the time are looked at there: within a step, only ending the process stops anything.
 */
import type { GeneratorParams, ImageDescription, ImageGenerator } from '@troupe/contract/image'
import type { Clock } from '../../base/clock.ts'
import { ExpectedError, messageOf, must } from '../../base/errors.ts'
import { seeded } from '../../base/random.ts'
import type { Encoding } from '../codec.ts'
import type { Generate, Pixels } from '../generated.ts'
import { labelledFile } from '../provenance/label-file.ts'
import { sourceTypeOf, type Credit, type Provenance } from '../provenance/provenance.ts'
import { picturePixels } from '../rasterise.ts'
import { TRANSFORMS } from '../transforms/all-transforms.ts'
import type { PixelTransform, Transform } from '../transforms/transform.ts'
import { WORKFLOW_LIMITS, WorkflowLimitError, type WorkflowLimits } from './limits.ts'
import { modelPixels, type ModelPicture } from './model-picture.ts'
import type { SavedImage, WorkflowOutcome, WorkflowProgress } from './outcome.ts'
import type { GenerateStep, ReadStep, ReadWorkflow } from './read-workflow.ts'

/** Those that are code. One that is missing fails the workflow that asks for it. */
export type Generators = { readonly [Name in Exclude<ImageGenerator, 'model'>]?: Generate<GeneratorParams[Name]> }

export interface RunOptions {
  readonly generators: Generators
  /** The same workflow and seed give the same files, as long as no provider has a part in it. */
  readonly seed: string
  /** Whose picture it is; stands in the file. */
  readonly credit: Credit
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress?: (progress: WorkflowProgress) => void
  readonly limits?: WorkflowLimits
  /** What providers made, by the name of the step's result. */
  readonly modelPictures?: ReadonlyMap<string, ModelPicture>
  /** The faces that drawings use; Figtree when left out. */
  readonly fontFiles?: readonly string[]
}

/** Saved as this unless a step says otherwise: nothing is lost, and every place takes it. */
const PLAIN: Encoding = { to: 'png', quality: 100 }

interface Picture {
  readonly pixels: Pixels
  readonly description: ImageDescription
  readonly generator: string
  readonly encoding: Encoding
}

/** Throws the signal's reason when it is aborted; everything else that goes wrong is an outcome. */
export async function runWorkflow(workflow: ReadWorkflow, options: RunOptions): Promise<Exclude<WorkflowOutcome, { kind: 'exhausted' }>> {
  const { clock, limits = WORKFLOW_LIMITS, onProgress, signal } = options
  const endMs = clock.now() + limits.timeMostMs
  const pictures = new Map<string, Picture>()
  const images: SavedImage[] = []
  for (const [i, step] of workflow.steps.entries()) {
    signal.throwIfAborted()
    onProgress?.({ step: i + 1, of: workflow.steps.length, name: nameOf(step) })
    try {
      if (clock.now() > endMs) throw new WorkflowLimitError(`It took longer than ${Math.round(limits.timeMostMs / 1_000)} s.`)
      if (step.kind === 'save') images.push(await saved(taken(pictures, step.in), step.destination, options.credit))
      else {
        const picture = step.kind === 'generate' ? await generated(step, options) : await transformed(taken(pictures, step.in), step)
        bound(picture.pixels, limits)
        pictures.set(step.out, picture)
        for (const name of pictures.keys()) if (!neededAfter(workflow.steps, i, name)) pictures.delete(name)
        const alive = [...pictures.values()].reduce((sum, { pixels }) => sum + pixels.data.byteLength, 0)
        if (alive > limits.bytesAliveMost) throw new WorkflowLimitError(`Its pictures take ${Math.round(alive / 1_048_576)} MB at once. Save some earlier, or make them smaller.`)
      }
      // Another picture, a page or a beat of the heart gets its turn between steps that never wait.
      await new Promise<void>((resolve) => { setImmediate(resolve) })
    } catch (error) {
      signal.throwIfAborted()
      return { kind: 'failed', step: i + 1, message: messageOf(error), bug: !(error instanceof ExpectedError), attempts: [] }
    }
  }
  return { kind: 'made', images, attempts: [] }
}

function nameOf(step: ReadStep): string {
  switch (step.kind) {
    case 'generate': return `generate ${step.generator}`
    case 'transform': return `transform ${step.op}`
    case 'save': return 'save'
  }
}

function taken(pictures: ReadonlyMap<string, Picture>, name: string): Picture {
  return must(pictures.get(name), `a picture named ${name}`)
}

function neededAfter(steps: readonly ReadStep[], i: number, name: string): boolean {
  return steps.some((step, j) => j > i && step.kind !== 'generate' && step.in === name)
}

function bound({ width, height, data }: Pixels, limits: WorkflowLimits): void {
  if (data.byteLength !== width * height * 4) throw new Error(`a picture of ${width} × ${height} has ${data.byteLength} bytes`)
  if (width * height > limits.pixelsMost) throw new WorkflowLimitError(`The picture has ${width} × ${height} pixels, more than the ${limits.pixelsMost} that are allowed. Make it smaller.`)
}

async function generated(step: GenerateStep, { generators, seed, modelPictures, fontFiles }: RunOptions): Promise<Picture> {
  if (step.generator === 'model') {
    const picture = modelPictures?.get(step.out)
    if (picture === undefined) throw new MissingGeneratorError('model')
    return { ...(await modelPixels(picture, step.params)), generator: picture.generator, encoding: PLAIN }
  }
  const generate = generators[step.generator] as Generate<GenerateStep['params']> | undefined
  if (generate === undefined) throw new MissingGeneratorError(step.generator)
  const { picture, description } = generate(step.params, seeded(step.params.seed ?? seed).fork(step.out))
  return { pixels: picturePixels(picture, fontFiles), description, generator: step.generator, encoding: PLAIN }
}

async function transformed(picture: Picture, step: Extract<ReadStep, { kind: 'transform' }>): Promise<Picture> {
  if (step.op === 'format') return { ...picture, encoding: { to: step.params.to, quality: step.params.quality } }
  const transform = TRANSFORMS[step.op] as Transform<PixelTransform>
  const pixels = await transform.apply(picture.pixels, step.params as never)
  return { ...picture, pixels, description: transform.describe(picture.description, step.params as never, pixels) }
}

async function saved({ pixels, description, generator, encoding }: Picture, destination: string, credit: Credit): Promise<SavedImage> {
  const provenance: Provenance = { ...credit, generator, automated: true, placeholder: false, sourceType: sourceTypeOf(generator), alt: description.alt }
  const bytes = await labelledFile(pixels, encoding, provenance)
  return { destination, bytes, format: encoding.to, width: pixels.width, height: pixels.height, description, provenance }
}

/** The workflow asks for a generator that is not here, or for a provider that nobody asked. */
export class MissingGeneratorError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'generator-missing'
  constructor(name: ImageGenerator) {
    super(`There is no generator ${name} here.`)
  }
}
