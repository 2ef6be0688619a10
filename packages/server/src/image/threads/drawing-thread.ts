/**
 * The server's side of one thread. Its life: `resting` (none is there, or one that waits), `working` on one job, and after
 * a death `resting` again; the next job begins a new thread. A job that is given up is asked to stop, which it does between
 * two steps; one that doesn't within the grace has its thread ended, which is also how time limits hold within a step.
 */
import { Worker } from 'node:worker_threads'
import type { Clock } from '../../base/clock.ts'
import { assert, ExpectedError, messageOf, type ErrorKind } from '../../base/errors.ts'
import { RefusedImageError } from '../intake.ts'
import type { WorkflowProgress } from '../workflow/outcome.ts'
import type { Failure, FromThread, ImageJob, ImageJobResults, ThreadData, ToThread } from './image-job.ts'

/** The thread ended within a job: it was out of memory, or native code broke, or the job took too long. */
export class ThreadDeathError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'image-thread-died'
}

/** An expected failure of the other thread, with its own kind and code. */
class RemoteError extends ExpectedError {
  readonly kind: ErrorKind
  readonly code: string
  constructor(message: string, { kind, code }: { readonly kind: ErrorKind; readonly code: string }) {
    super(message)
    this.kind = kind
    this.code = code
  }
}

export interface ThreadLimits {
  /** Of JavaScript's own heap in a thread; pixels lie outside it, and are bounded by the workflow. */
  readonly heapMostMb: number
  /** A job's, its thread's beginning included. */
  readonly timeMostMs: number
  /** From being asked to stop until the thread is ended. */
  readonly graceMs: number
}

interface Working {
  readonly onProgress: (progress: WorkflowProgress) => void
  readonly resolve: (result: ImageJobResults[keyof ImageJobResults] | null) => void
  readonly reject: (error: unknown) => void
}

export class DrawingThread implements AsyncDisposable {
  readonly #data: ThreadData
  readonly #clock: Clock
  readonly #limits: ThreadLimits
  #worker: Worker | null = null
  #working: Working | null = null

  constructor(data: ThreadData, clock: Clock, limits: ThreadLimits) {
    this.#data = data
    this.#clock = clock
    this.#limits = limits
  }

  get busy(): boolean {
    return this.#working !== null
  }

  /** Rejects with the signal's reason once the thread has stopped and is free for another job. */
  async do(job: ImageJob, signal: AbortSignal, onProgress: (progress: WorkflowProgress) => void): Promise<ImageJobResults[keyof ImageJobResults]> {
    assert(this.#working === null, 'the thread does one job at a time')
    const over = new AbortController()
    const { graceMs, timeMostMs } = this.#limits
    const giveUp = (): void => {
      this.#tell({ kind: 'abort' })
      this.#after(graceMs, over.signal, 'It did not stop when it was asked to.')
    }
    try {
      const result = await new Promise<ImageJobResults[keyof ImageJobResults] | null>((resolve, reject) => {
        this.#working = { onProgress, resolve, reject }
        this.#after(timeMostMs, over.signal, `It took longer than ${Math.round(timeMostMs / 1_000)} s.`)
        signal.addEventListener('abort', giveUp, { once: true })
        this.#begun().ref()
        this.#tell({ kind: 'job', job })
      })
      if (result === null) throw signal.reason
      return result
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      over.abort()
      signal.removeEventListener('abort', giveUp)
      this.#working = null
      // A thread that waits keeps no process alive.
      this.#worker?.unref()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const worker = this.#worker
    this.#died(worker, 'The drawing threads were stopped.')
    await worker?.terminate()
  }

  #tell(word: ToThread): void {
    this.#worker?.postMessage(word)
  }

  #after(ms: number, signal: AbortSignal, how: string): void {
    this.#clock.until(this.#clock.now() + ms, signal).then(() => {
      const worker = this.#worker
      this.#died(worker, how)
      void worker?.terminate()
    }, () => undefined)
  }

  #begun(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(new URL('image-thread.ts', import.meta.url), { workerData: this.#data, resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMostMb }, name: 'images' })
    worker.on('message', (word: FromThread) => { if (worker === this.#worker) this.#hear(word) })
    worker.once('error', (error) => this.#died(worker, messageOf(error)))
    worker.once('exit', (code) => this.#died(worker, `It ended by itself (${code}).`))
    this.#worker = worker
    return worker
  }

  #hear(word: FromThread): void {
    switch (word.kind) {
      case 'ready': return
      case 'progress': return this.#working?.onProgress(word.progress)
      case 'done': return this.#working?.resolve(word.result)
      case 'aborted': return this.#working?.resolve(null)
      case 'failed': return this.#working?.reject(errorOf(word.failure))
    }
  }

  #died(worker: Worker | null, how: string): void {
    if (worker === null || worker !== this.#worker) return
    this.#worker = null
    this.#working?.reject(new ThreadDeathError(`The thread that draws images ended within its work. ${how}`))
  }
}

function errorOf({ message, stack, expected, refused }: Failure): Error {
  if (refused !== null) return new RefusedImageError(refused, message)
  if (expected !== null) return new RemoteError(message, expected)
  const error = new Error(message)
  if (stack !== null) error.stack = stack
  return error
}
