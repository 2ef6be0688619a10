/** A live worker's process, from the outside. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { FromWorker, ToWorker } from './live-worker.ts'

export class WorkerProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  turns = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (message: FromWorker) => {
      if (message.kind !== 'ready') this.turns = message.turns
    })
  }

  static async start(databaseUrl: string, nodeOptions: readonly string[] = []): Promise<WorkerProcess> {
    const child = fork(new URL('live-worker.ts', import.meta.url), [databaseUrl], { execArgv: [...nodeOptions] })
    const worker = new WorkerProcess(child)
    await worker.#next('ready')
    return worker
  }

  begin(): void {
    this.turns = 0
    this.#send('begin')
  }

  async end(): Promise<FromWorker & { kind: 'ended' }> {
    this.#send('end')
    return this.#next('ended')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = once(this.#child, 'exit')
    this.#send('leave')
    await left
  }

  #send(message: ToWorker): void {
    this.#child.send(message)
  }

  #next<Kind extends FromWorker['kind']>(kind: Kind): Promise<FromWorker & { kind: Kind }> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`a worker ended with ${code}`))
      const onMessage = (message: FromWorker): void => {
        if (message.kind !== kind) return
        this.#child.off('message', onMessage)
        this.#child.off('exit', onExit)
        resolve(message as FromWorker & { kind: Kind })
      }
      this.#child.on('message', onMessage)
      this.#child.once('exit', onExit)
    })
  }
}
