/**
 * The lab's work in processes of their own, so that pages are answered and agents wake beside it: a run takes minutes of a core,
 * measures seconds, and a world at a moment hundreds of megabytes. Runs and questions about runs stand in two lines, so that
 * a long run keeps nobody from looking at the others. All are stopped in good order when the instance ends, and by
 * themselves when it dies: their channel closes.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { ExpectedError, type ErrorKind, type FieldFault } from '../../base/errors.ts'
import { onLargePages } from '../../base/large-pages.ts'
import { Line } from './line.ts'
import type { FromLab, LabOrder, LabOrders, LabResults, ToLab } from './order.ts'

/** What a stopped run takes to write its last checkpoint, at the most. */
const ENDING_MOST_MS = 20_000

/** An expected failure in another process, said as it was said there. */
export class LabRefusedError extends ExpectedError {
  readonly kind: ErrorKind
  readonly code: string
  override readonly faults: readonly FieldFault[]
  constructor({ kind, code, message, faults }: { kind: ErrorKind; code: string; message: string; faults: readonly FieldFault[] }) {
    super(message)
    this.kind = kind
    this.code = code
    this.faults = faults
  }
}

export class LabBrokenError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'lab-broken'
}

export interface LabProcessesOptions {
  /** The program that does it, started by this process's Node. */
  readonly program: URL
  readonly runsMost: number
  readonly questionsMost: number
}

export interface Watching {
  /** In the line. */
  readonly name: string
  readonly signal: AbortSignal
  readonly onStart?: () => void
  readonly onProgress?: (done: number, of: number) => void
}

export class LabProcesses implements AsyncDisposable {
  readonly #program: URL
  readonly #runs: Line
  readonly #questions: Line
  readonly #ending = new AbortController()
  readonly #children = new Set<ChildProcess>()

  constructor({ program, runsMost, questionsMost }: LabProcessesOptions) {
    this.#program = program
    this.#runs = new Line(runsMost)
    this.#questions = new Line(questionsMost)
  }

  /** In the line of runs, from 1; null for one that does not wait. */
  placeOf(name: string): number | null {
    return this.#runs.placeOf(name)
  }

  /** Throws `LabRefusedError`, `LabBrokenError`, and the signal's reason. */
  async do<Kind extends keyof LabOrders>(kind: Kind, order: LabOrders[Kind], { name, signal, onStart, onProgress }: Watching): Promise<LabResults[Kind]> {
    const either = AbortSignal.any([signal, this.#ending.signal])
    const leave = await (kind === 'run' ? this.#runs : this.#questions).enter(name, either)
    try {
      onStart?.()
      return await this.#inProcess({ kind, ...order } as unknown as LabOrder, either, onProgress) as LabResults[Kind]
    } finally {
      leave()
    }
  }

  async #inProcess(order: LabOrder, signal: AbortSignal, onProgress: Watching['onProgress']): Promise<unknown> {
    const child = fork(this.#program, { ...onLargePages(process.env), stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' })
    this.#children.add(child)
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)))
    const ended = once(child, 'exit')
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    child.on('message', (word: FromLab) => {
      switch (word.kind) {
        case 'progress': return onProgress?.(word.done, word.of)
        case 'done': return resolve(word.result)
        case 'refused': return reject(new LabRefusedError(word.error))
        case 'broken': return reject(new LabBrokenError(`This came to a fault of Troupe's own: ${word.message}`))
        case 'stopped': return reject(signal.reason)
      }
    })
    const stop = (): void => {
      send(child, { kind: 'stop' })
      setTimeout(() => child.kill('SIGKILL'), ENDING_MOST_MS).unref()
    }
    child.once('error', (error) => reject(new LabBrokenError(`The lab's process could not be started: ${error.message}`)))
    void ended.then(() => {
      this.#children.delete(child)
      signal.removeEventListener('abort', stop)
      reject(signal.aborted ? signal.reason : new LabBrokenError(`The lab's process ended before its work was done${said.trim() === '' ? '; the machine may have run out of memory' : `: ${said.trim()}`}. What a run wrote is kept: resume it.`))
    }, () => {})
    signal.addEventListener('abort', stop, { once: true })
    send(child, { kind: 'order', order })
    if (signal.aborted) stop()
    try {
      return await promise
    } finally {
      if (child.connected) child.disconnect()
      await ended.catch(() => {})
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ends = [...this.#children].map((child) => once(child, 'exit'))
    this.#ending.abort(new LabBrokenError('The instance was stopped.'))
    await Promise.all(ends)
  }
}

/** A child that has gone is heard of by its end. */
function send(child: ChildProcess, word: ToLab): void {
  if (child.connected) child.send(word, () => {})
}
