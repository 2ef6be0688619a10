/** A server or a worker as its own process, so that it can be killed like one. Only what was started here is ever killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Part = 'server' | 'worker'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const UP_WITHIN_MS = 60_000
const DOWN_WITHIN_MS = 20_000
/** What a process of this kind says once it is there. */
const SIGN: Record<Part, RegExp> = { server: /Feed\s+(\S+)/, worker: /The worker runs/ }
/** Enough to say why it fell. */
const SAID_MOST = 4_000

export interface Surroundings {
  readonly dataDir: string
  /** Null for the managed database. */
  readonly databaseUrl: string | null
}

export class TroupeProcess {
  readonly part: Part
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>
  #said = ''

  constructor(part: Part, { dataDir, databaseUrl }: Surroundings, options: readonly string[] = []) {
    this.part = part
    const { PATH, HOME, TMPDIR } = process.env
    const base = Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined))
    this.#child = spawn(process.execPath, [MAIN, part === 'server' ? 'up' : 'worker', ...options], {
      env: { ...base, PORT: '0', TROUPE_DATA_DIR: dataDir, LOG_LEVEL: 'error', ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#exited = once(this.#child, 'exit')
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#said = (this.#said + chunk.toString()).slice(-SAID_MOST)
      })
    }
  }

  get said(): string {
    return this.#said
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** What its sign says, such as the address it serves. */
  async up(): Promise<string> {
    for (const until = performance.now() + UP_WITHIN_MS; performance.now() < until;) {
      const sign = SIGN[this.part].exec(this.#said)
      if (sign !== null) return sign[1] ?? ''
      if (!this.isRunning) throw new Error(`a ${this.part} did not come up:\n${this.#said}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error(`a ${this.part} was not up within ${UP_WITHIN_MS} ms:\n${this.#said}`)
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#exited
  }

  /** In good order; whoever does not go is killed. */
  async stop(): Promise<void> {
    if (!this.isRunning) return
    this.#child.kill('SIGTERM')
    const late = setTimeout(() => this.#child.kill('SIGKILL'), DOWN_WITHIN_MS)
    await this.#exited
    clearTimeout(late)
  }

  /** Waits until it ends by itself; kills it when it doesn't. */
  async fall(): Promise<void> {
    const late = setTimeout(() => this.#child.kill('SIGKILL'), DOWN_WITHIN_MS)
    await this.#exited
    clearTimeout(late)
  }
}
