/**
 * The drawing processes of a server: a few, a bounded line before them, first come first served. The same work as in
 * `workflow/run-workflow.ts`, `upload.ts`, `variants.ts` and `placeholder.ts`, done where it holds up nobody.
 */
import { availableParallelism } from 'node:os'
import type { Clock } from '../../base/clock.ts'
import { ExpectedError, messageOf } from '../../base/errors.ts'
import { INTAKE_RULES, type IntakeRules } from '../intake.ts'
import type { PlaceholderOptions } from '../placeholder.ts'
import type { Credit, Provenance } from '../provenance/provenance.ts'
import type { ImageModelPort } from '../providers/image-model-port.ts'
import type { Upload } from '../upload.ts'
import type { Variants } from '../variants.ts'
import { WORKFLOW_LIMITS, type WorkflowLimits } from '../workflow/limits.ts'
import { modelSteps } from '../workflow/model-steps.ts'
import type { SavedImage, WorkflowOutcome, WorkflowProgress } from '../workflow/outcome.ts'
import type { ReadWorkflow } from '../workflow/read-workflow.ts'
import { DrawingProcess, type ProcessLimits } from './drawing-process.ts'
import type { ImageJob, ImageJobResults } from './image-job.ts'

export interface ImageProcessesOptions {
  readonly clock: Clock
  /** The module that exports `OFFLINE_GENERATORS`: each process imports it. */
  readonly generators: URL
  /** The faces that drawings use; Figtree when left out. */
  readonly fontFiles?: readonly string[]
  /** One core is left to the pages when left out. */
  readonly processes?: number
  readonly waitingMost?: number
  readonly limits?: Partial<ProcessLimits>
}

export interface WorkflowRun {
  readonly seed: string
  readonly credit: Credit
  readonly signal: AbortSignal
  /** Whom steps that need a model ask; null: nobody. */
  readonly port: ImageModelPort | null
  readonly onProgress?: (progress: WorkflowProgress) => void
  readonly limits?: WorkflowLimits
}

/** More pictures wait to be drawn than the line holds. */
export class TooManyImagesError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'too-many-images'
  constructor(most: number) {
    super(`${most} images wait to be drawn already. Try again in a minute.`)
  }
}

/** At 150 ms each, half a minute's work; bytes of uploads that wait are in memory meanwhile. */
const WAITING_MOST = 200
const PROCESSES_MOST = 4
/** Begun in 0.4 s, one takes 90 to 250 MB. */
const LIMITS: ProcessLimits = { heapMostMb: 256, timeMostMs: 60_000, graceMs: 1_000, restMostMs: 120_000 }

interface Waiting {
  readonly job: ImageJob
  readonly signal: AbortSignal
  readonly onProgress: (progress: WorkflowProgress) => void
  readonly resolve: (result: ImageJobResults[keyof ImageJobResults]) => void
  readonly reject: (error: unknown) => void
  readonly giveUp: () => void
}

export class ImageProcesses implements AsyncDisposable {
  readonly #processes: readonly DrawingProcess[]
  readonly #line: Waiting[] = []
  readonly #waitingMost: number
  #stopped = false

  constructor({ clock, generators, fontFiles, processes = Math.max(1, Math.min(PROCESSES_MOST, availableParallelism() - 1)), waitingMost = WAITING_MOST, limits = {} }: ImageProcessesOptions) {
    const data = { generators: generators.href, fontFiles: fontFiles ?? null }
    this.#processes = Array.from({ length: processes }, () => new DrawingProcess(data, clock, { ...LIMITS, ...limits }))
    this.#waitingMost = waitingMost
  }

  get waiting(): number {
    return this.#line.length
  }

  /**
   * Providers are asked first, from here; then a process draws. Throws the signal's reason and `TooManyImagesError`; what
   * else goes wrong, a process's death too, is an outcome.
   */
  async run(workflow: ReadWorkflow, { seed, credit, signal, port, onProgress = () => undefined, limits = WORKFLOW_LIMITS }: WorkflowRun): Promise<WorkflowOutcome> {
    signal.throwIfAborted()
    const asked = await modelSteps(workflow, port, signal, onProgress)
    if (asked.kind !== 'ready') return asked
    const { attempts } = asked
    try {
      const outcome = await this.#do({ kind: 'workflow', workflow, seed, credit, limits, modelPictures: asked.pictures }, signal, onProgress)
      return { ...outcome, attempts }
    } catch (error) {
      signal.throwIfAborted()
      // Nothing was drawn, and what a provider made is still in no file: the caller may try again only without one.
      if (error instanceof TooManyImagesError && attempts.length === 0) throw error
      return { kind: 'failed', step: 1, message: messageOf(error), bug: !(error instanceof ExpectedError), attempts }
    }
  }

  /** Throws `RefusedImageError`, `TooManyImagesError`, `DrawingDeathError`. */
  upload(bytes: Uint8Array, signal: AbortSignal, rules: IntakeRules = INTAKE_RULES): Promise<Upload> {
    return this.#do({ kind: 'upload', bytes, rules }, signal)
  }

  variants(file: Uint8Array, provenance: Provenance | null, signal: AbortSignal): Promise<Variants> {
    return this.#do({ kind: 'variants', file, provenance }, signal)
  }

  placeholder(options: PlaceholderOptions, signal: AbortSignal): Promise<SavedImage> {
    return this.#do({ kind: 'placeholder', options }, signal)
  }

  /** A drawing that is no image of anybody's, such as a plot, at `scale` times its size. Throws `TooManyImagesError`, `DrawingDeathError`. */
  png(svg: string, scale: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.#do({ kind: 'png', svg, scale }, signal)
  }

  /** Ends what is under way and refuses what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    for (const waiting of this.#line.splice(0)) waiting.reject(new StoppedError())
    await Promise.all(this.#processes.map((one) => one[Symbol.asyncDispose]()))
  }

  #do<Kind extends ImageJob['kind']>(job: Extract<ImageJob, { kind: Kind }>, signal: AbortSignal, onProgress: (progress: WorkflowProgress) => void = () => undefined): Promise<ImageJobResults[Kind]> {
    return new Promise<ImageJobResults[keyof ImageJobResults]>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (this.#stopped) return reject(new StoppedError())
      if (this.#line.length >= this.#waitingMost) return reject(new TooManyImagesError(this.#waitingMost))
      const waiting: Waiting = {
        job, signal, onProgress, resolve, reject,
        giveUp: () => {
          const at = this.#line.indexOf(waiting)
          if (at !== -1) this.#line.splice(at, 1)
          // A process within a step stops later, and is free only then; nobody has to wait for that.
          reject(signal.reason)
        },
      }
      signal.addEventListener('abort', waiting.giveUp, { once: true })
      this.#line.push(waiting)
      this.#next()
    }) as Promise<ImageJobResults[Kind]>
  }

  #next(): void {
    const free = this.#processes.find((one) => !one.busy)
    const next = free === undefined ? undefined : this.#line.shift()
    if (free === undefined || next === undefined) return
    free.do(next.job, next.signal, next.onProgress).then(next.resolve, next.reject).finally(() => {
      next.signal.removeEventListener('abort', next.giveUp)
      this.#next()
    })
  }
}

class StoppedError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'images-stopped'
  constructor() {
    super('The instance is stopping and draws no more images.')
  }
}
