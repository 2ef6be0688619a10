/**
 * The server's side of one process that draws. A process and no thread: a fault in native code ends all that share memory
 * with it, and both libraries have them (resvg 0.34 panics over a layer far outside its canvas, which aborts, and decoders
 * of pictures from outside are the classic way in). So it also gets none of our environment, where secrets are.
 *
 * Its life: `resting` (none is there, or one that waits), `working` on one job, and after a death or a long rest `resting`
 * again; the next job begins a new one. A job that is given up is asked to stop, which it does between two steps; one that
 * doesn't within the grace has its process killed, which is also how time limits hold within a step.
 */
import { fork, type ChildProcess } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../../base/clock.ts'
import { assert, ExpectedError, messageOf, type ErrorKind } from '../../base/errors.ts'
import { RefusedImageError } from '../intake.ts'
import type { WorkflowProgress } from '../workflow/outcome.ts'
import type { Failure, FromProcess, ImageJob, ImageJobResults, ProcessData, ToProcess } from './image-job.ts'

/** The process ended within a job: it was out of memory, or native code broke, or the job took too long. */
export class DrawingDeathError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'drawing-process-died'
}

/** An expected failure over there, with its own kind and code. */
class RemoteError extends ExpectedError {
  readonly kind: ErrorKind
  readonly code: string
  constructor(message: string, { kind, code }: { readonly kind: ErrorKind; readonly code: string }) {
    super(message)
    this.kind = kind
    this.code = code
  }
}

export interface ProcessLimits {
  /** Of JavaScript's own heap in the process; pixels lie outside it, and are bounded by the workflow. */
  readonly heapMostMb: number
  /** A job's, its process's beginning included. */
  readonly timeMostMs: number
  /** From being asked to stop until the process is killed. */
  readonly graceMs: number
  /** Without a job for so long, its memory is given back. */
  readonly restMostMs: number
}

interface Working {
  readonly onProgress: (progress: WorkflowProgress) => void
  readonly resolve: (result: ImageJobResults[keyof ImageJobResults] | null) => void
  readonly reject: (error: unknown) => void
}

const PROGRAM = fileURLToPath(new URL('image-process.ts', import.meta.url))
/** Of what it said last on standard error: a panic's first lines. */
const LAST_WORDS_CHARS_MOST = 300
/** What a program needs to find its libraries and to write times; nothing else of ours is its business. */
const ENVIRONMENT = ['PATH', 'HOME', 'TZ', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'SystemRoot', 'FONTCONFIG_PATH', 'FONTCONFIG_FILE']

export class DrawingProcess implements AsyncDisposable {
  readonly #data: ProcessData
  readonly #clock: Clock
  readonly #limits: ProcessLimits
  #child: ChildProcess | null = null
  #lastWords = ''
  #working: Working | null = null
  #rest: AbortController | null = null

  constructor(data: ProcessData, clock: Clock, limits: ProcessLimits) {
    this.#data = data
    this.#clock = clock
    this.#limits = limits
  }

  get busy(): boolean {
    return this.#working !== null
  }

  /** Rejects with the signal's reason once the process has stopped and is free for another job. */
  async do(job: ImageJob, signal: AbortSignal, onProgress: (progress: WorkflowProgress) => void): Promise<ImageJobResults[keyof ImageJobResults]> {
    assert(this.#working === null, 'the process does one job at a time')
    this.#rest?.abort()
    const over = new AbortController()
    const { graceMs, timeMostMs, restMostMs } = this.#limits
    const giveUp = (): void => {
      this.#tell({ kind: 'abort' })
      this.#endAfter(graceMs, over.signal, 'It did not stop when it was asked to.')
    }
    try {
      const result = await new Promise<ImageJobResults[keyof ImageJobResults] | null>((resolve, reject) => {
        this.#working = { onProgress, resolve, reject }
        this.#endAfter(timeMostMs, over.signal, `It took longer than ${Math.round(timeMostMs / 1_000)} s.`)
        signal.addEventListener('abort', giveUp, { once: true })
        const child = this.#begun()
        child.ref()
        child.channel?.ref()
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
      // One that waits keeps no server alive.
      this.#child?.unref()
      this.#child?.channel?.unref()
      this.#rest = new AbortController()
      this.#endAfter(restMostMs, this.#rest.signal, 'It rested.')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#rest?.abort()
    const child = this.#child
    if (child === null) return
    const gone = new Promise<void>((resolve) => { child.once('exit', () => resolve()) })
    // Waited for, it counts again: else the server could end first, in the midst of its own ending.
    child.ref()
    this.#died(child, 'The server is stopping.')
    child.kill('SIGKILL')
    await gone
  }

  #tell(word: ToProcess): void {
    this.#child?.send(word, (error) => { if (error !== null && this.#child !== null) this.#died(this.#child, messageOf(error)) })
  }

  #endAfter(ms: number, signal: AbortSignal, how: string): void {
    this.#clock.until(this.#clock.now() + ms, signal).then(() => {
      const child = this.#child
      if (child === null) return
      this.#died(child, how)
      child.kill('SIGKILL')
    }, () => undefined)
  }

  #begun(): ChildProcess {
    if (this.#child !== null) return this.#child
    const child = fork(PROGRAM, [JSON.stringify(this.#data)], {
      serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [`--max-old-space-size=${this.#limits.heapMostMb}`],
      env: Object.fromEntries(ENVIRONMENT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
    })
    this.#child = child
    this.#lastWords = ''
    child.on('message', (word: FromProcess) => { if (child === this.#child) this.#hear(word) })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { if (child === this.#child) this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS_CHARS_MOST) })
    child.once('error', (error) => this.#died(child, messageOf(error)))
    child.once('close', (code, signal) => this.#died(child, `It ended by itself (${signal ?? code}). ${this.#lastWords.replace(/\s+/g, ' ').trim()}`))
    return child
  }

  #hear(word: FromProcess): void {
    switch (word.kind) {
      case 'progress': return this.#working?.onProgress(word.progress)
      case 'done': return this.#working?.resolve(word.result)
      case 'aborted': return this.#working?.resolve(null)
      case 'failed': return this.#working?.reject(errorOf(word.failure))
    }
  }

  #died(child: ChildProcess, how: string): void {
    if (child !== this.#child) return
    this.#child = null
    this.#working?.reject(new DrawingDeathError(`The process that draws images ended within its work. ${how}`.trim()))
  }
}

function errorOf({ message, stack, expected, refused }: Failure): Error {
  if (refused !== null) return new RefusedImageError(refused, message)
  if (expected !== null) return new RemoteError(message, expected)
  const error = new Error(message)
  if (stack !== null) error.stack = stack
  return error
}
