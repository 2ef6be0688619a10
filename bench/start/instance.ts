/** `troupe up` as a process, as `npm start` runs it once everything is installed and built. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import manifest from '../../package.json' with { type: 'json' }
import { must } from '../../packages/server/src/base/errors.ts'
import { runningPostgresUrl } from '../../packages/server/src/store/postgres/managed-postgres.ts'
import { scratchFolder } from '../scratch-database.ts'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
/** What `npm start` tells Node. */
const START_OPTIONS = /^node (.*?)\s*packages/.exec(manifest.scripts.start)?.[1]?.split(' ').filter((word) => word !== '') ?? []
const WITHIN_MS = 120_000
const KILOBYTE = 1024

export class InstanceProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #folder: string
  readonly #startedMs = performance.now()
  #said = ''

  private constructor(folder: string) {
    this.#folder = folder
    const { PATH, HOME, TMPDIR } = process.env
    const env = Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined))
    this.#child = spawn(process.execPath, [...START_OPTIONS, MAIN, 'up'], { env: { ...env, PORT: '0', TROUPE_DATA_DIR: join(folder, 'data'), TROUPE_SEED: 'bench', LOG_LEVEL: 'error' } })
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (chunk: Buffer) => { this.#said += chunk.toString() })
  }

  static async start(): Promise<InstanceProcess> {
    return new InstanceProcess(await scratchFolder('bench-start'))
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedMs
  }

  get pid(): number {
    return must(this.#child.pid, 'a process id')
  }

  async said(sign: RegExp): Promise<string> {
    while (this.elapsedMs < WITHIN_MS) {
      const found = sign.exec(this.#said)
      if (found !== null) return found[1] ?? ''
      if (this.#child.exitCode !== null) break
      await delay(5)
    }
    throw new Error(`the instance did not say ${String(sign)}:\n${this.#said}`)
  }

  address(): Promise<string> {
    return this.said(/Feed\s+(\S+)/)
  }

  /** Milliseconds from the start of the process until the API serves a post. */
  async firstPostMs(): Promise<number> {
    const address = await this.address()
    while (this.elapsedMs < WITHIN_MS) {
      const response = await fetch(`${address}/api/posts?limit=1`)
      const { items = [] } = await response.json() as { items?: unknown[] }
      if (items.length > 0) return this.elapsedMs
      // A person's browser does not ask a hundred times a second; doing so took the server's time.
      await delay(50)
    }
    throw new Error('no post came')
  }

  /** Milliseconds until the past is filled and the agents are live. */
  async filledMs(): Promise<number> {
    await this.said(/From here on it is live/)
    return this.elapsedMs
  }

  databaseUrl(): Promise<string> {
    return runningPostgresUrl(join(this.#folder, 'data'))
  }

  /** Resident, in bytes. */
  async memory(): Promise<number> {
    return Number(must(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${this.pid}/status`, 'utf8'))?.[1], 'a resident size')) * KILOBYTE
  }

  /** PostgreSQL with all its processes, each page shared between them counted once. */
  async databaseMemory(): Promise<number> {
    const postmaster = (await readFile(join(this.#folder, 'data', 'cluster', 'postmaster.pid'), 'utf8')).split('\n', 1)[0] as string
    let bytes = 0
    for (const pid of [postmaster, ...await childrenOf(postmaster)]) {
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
      bytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * KILOBYTE
    }
    return bytes
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit')
      this.#child.kill('SIGTERM')
      await ended
    }
    await rm(this.#folder, { recursive: true, force: true })
  }
}

async function childrenOf(parent: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const parents = await Promise.all(pids.map(async (pid) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    return [pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]] as const
  }))
  return parents.filter(([, of]) => of === parent).map(([pid]) => pid)
}
