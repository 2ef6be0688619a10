/**
 * A running PostgreSQL: either our child, or one that outlived the process that started it. Both are stopped alike,
 * by signals, and both say when they have ended; only the way of noticing differs.
 *
 * The server is started in a session of its own, so that Ctrl-C reaches Troupe alone, which stops it after its own
 * last write. Should Troupe die without a word, the server goes on, and the next start finds it by its note.
 */
import { execFileSync, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { PostgresBinaries } from './binaries.ts'
import { isPostmasterOf } from './postmaster-file.ts'
import { spawnFailure, spawnOptions, type RunAs } from './program.ts'

/** How PostgreSQL names its ways to stop: `fast` ends sessions and writes a checkpoint, `immediate` leaves recovery to the next start. */
type StopMode = 'fast' | 'immediate' | 'kill'
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const
const PG_CTL_SIGNALS = { fast: 'INT', immediate: 'QUIT', kill: 'KILL' } as const

/** A fast stop writes at most `max_wal_size` of changes back; even a slow disk does that in this time. */
const FAST_STOP_MS = 30_000
const IMMEDIATE_STOP_MS = 5_000
const ORPHAN_POLL_MS = 100

export class Postmaster {
  readonly pid: number
  readonly #exited: Promise<void>
  readonly #pgCtl: string
  #running = true

  private constructor(pid: number, pgCtl: string, exited: Promise<void>) {
    this.pid = pid
    this.#pgCtl = pgCtl
    this.#exited = exited.then(() => {
      this.#running = false
    })
  }

  /** Starts a child on `cluster` that writes to the open file `logFile`; it is not ready yet. */
  static async spawn(cluster: string, binaries: PostgresBinaries, as: RunAs, logFile: number): Promise<Postmaster> {
    const child = spawn(binaries.postgres, ['-D', cluster], { ...spawnOptions(as), detached: true, stdio: ['ignore', logFile, logFile] })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', (error) => reject(spawnFailure(binaries.postgres, error)))
    })
    child.unref()
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    return new Postmaster(child.pid as number, binaries.pgCtl, exited)
  }

  /** Takes over a server that somebody else started on `cluster`. */
  static adopt(cluster: string, binaries: PostgresBinaries, pid: number): Postmaster {
    const exited = (async () => {
      while (isPostmasterOf(cluster, pid)) await delay(ORPHAN_POLL_MS, undefined, { ref: false })
    })()
    return new Postmaster(pid, binaries.pgCtl, exited)
  }

  get running(): boolean {
    return this.#running
  }

  /** Resolves when the server has ended, whoever ended it. */
  get exited(): Promise<void> {
    return this.#exited
  }

  /** Synchronous, for the last moment of a process. */
  signal(mode: StopMode): void {
    if (!this.#running) return
    try {
      if (process.platform === 'win32') execFileSync(this.#pgCtl, ['kill', PG_CTL_SIGNALS[mode], String(this.pid)])
      else process.kill(this.pid, SIGNALS[mode])
    } catch {
      // It ended in between, which `exited` tells.
    }
  }

  /** Fast, then immediate, then by force; every acknowledged write survives all three. */
  async stop(): Promise<void> {
    this.signal('fast')
    if (await this.#endsWithin(FAST_STOP_MS)) return
    this.signal('immediate')
    if (await this.#endsWithin(IMMEDIATE_STOP_MS)) return
    this.signal('kill')
    await this.#exited
  }

  async #endsWithin(ms: number): Promise<boolean> {
    const patience = new AbortController()
    try {
      // The timer holds the process open: the child itself does not.
      return await Promise.race([this.#exited.then(() => true), delay(ms, false, { signal: patience.signal })])
    } finally {
      patience.abort()
    }
  }
}
