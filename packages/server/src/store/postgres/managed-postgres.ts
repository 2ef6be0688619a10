/**
 * Troupe's own PostgreSQL, for whoever brings none: a child process on loopback, with its files in the data directory.
 *
 * One supervisor a data directory (`instance-lock.ts`). A server that outlived its supervisor is taken over where it
 * is what we would start ourselves, so that workers keep their connections, and stopped otherwise. It is stopped when
 * the returned object is disposed of, when `signal` aborts, and when the process ends in any way but SIGKILL.
 * This file knows nothing of tables and migrations.
 */
import { existsSync, rmSync } from 'node:fs'
import { Client } from 'pg'
import type { Log } from '../../base/log.ts'
import { ExpectedError, messageOf } from '../../base/errors.ts'
import { DataDirectory, defaultCachePath, surroundings } from '../data-directory.ts'
import { binariesPackage, prepareBinaries, type PostgresBinaries } from './binaries.ts'
import { clusterOwner, DATABASE, ensureCluster, ROLE, setPassword, type ClusterPlan } from './cluster.ts'
import { InstanceLock } from './instance-lock.ts'
import { launch, settingsIn, type Launched, type LaunchPlan } from './launch.ts'
import { isPostmasterOf, postmasterFile, readPostmasterFile } from './postmaster-file.ts'
import { Postmaster } from './postmaster.ts'
import { runProgram, type RunAs } from './program.ts'
import { settingsText, type Durability } from './settings.ts'
import { stopWithProcess } from './stop-with-process.ts'
import { barrier, databaseUser, type UnixUser } from './unix-user.ts'

export interface ManagedPostgresOptions {
  readonly dataDir: string
  readonly log: Log
  /** Aborts the start, and later stops the server. */
  readonly signal?: AbortSignal
  /** Where the template of a fresh database is kept between instances. */
  readonly cacheDir?: string
  readonly durability?: Durability
}

export interface ManagedPostgres extends AsyncDisposable {
  /** Connection string, password included. */
  readonly url: string
  readonly pid: number
  /** How this start came by its server. */
  readonly origin: 'initialised' | 'copied' | 'found' | 'adopted'
  /** Resolves when the server has ended, whoever ended it. */
  readonly exited: Promise<void>
  /** Ends sessions, writes everything back and gives the data directory free. May be called twice. */
  stop(): Promise<void>
}

export class UnreachableDataError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'data-unreachable'
  constructor(user: UnixUser, dataPath: string, blocking: string) {
    super(`PostgreSQL runs as ${user.name} because it refuses to run as root, and ${user.name} may not pass through ${blocking} ` +
      `to ${dataPath}. Set TROUPE_DATA_DIR to a folder outside it, such as /var/lib/troupe, ` +
      `or open the way with: chmod o+x '${blocking}'`)
  }
}

export class PostgresNotRunningError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'postgres-not-running'
  constructor(dataPath: string) {
    super(`No database is running on ${dataPath}. Start Troupe there first (npm start), or set DATABASE_URL.`)
  }
}

/** An answer takes milliseconds; this long without one means a server that is stuck. */
const ANSWER_TIMEOUT_MS = 5_000

export async function startManagedPostgres(options: ManagedPostgresOptions): Promise<ManagedPostgres> {
  options.signal?.throwIfAborted()
  const data = await DataDirectory.open(options.dataDir)
  const lock = InstanceLock.take(data.path, data.file('lock'))
  try {
    return await startLocked(options, data, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The address of the database that another process manages on this data directory, as a worker needs it. */
export async function runningPostgresUrl(dataDir: string): Promise<string> {
  if (!existsSync(dataDir)) throw new PostgresNotRunningError(dataDir)
  const data = await DataDirectory.open(dataDir)
  const cluster = data.file('cluster')
  const note = readPostmasterFile(cluster)
  if (note?.port == null || note.status !== 'ready' || !isPostmasterOf(cluster, note.pid)) throw new PostgresNotRunningError(data.path)
  return address(note.port, await data.databasePassword())
}

async function startLocked(options: ManagedPostgresOptions, data: DataDirectory, lock: InstanceLock): Promise<ManagedPostgres> {
  const { log, signal, durability = 'full' } = options
  const cluster = data.file('cluster')
  const user = databaseUser(clusterOwner(cluster))
  const blocking = user && barrier(user, cluster)
  if (user && blocking) throw new UnreachableDataError(user, data.path, blocking)

  const as: RunAs = { user, folder: data.path }
  const binaries = await prepareBinaries(binariesPackage(process.platform, process.arch), user, data.path)
  const password = await data.databasePassword()
  const abort = signal ? { signal } : {}
  const files: ClusterPlan = { cluster, binaries, as, password, cachePath: options.cacheDir ?? defaultCachePath(surroundings(process.env)), log, ...abort }
  const plan: LaunchPlan = { cluster, binaries, as, durability, logPath: data.file('postgres.log'), log, ...abort }

  const made = await ensureCluster(files)
  const adopted = made === 'found' ? await adoptOrStop(plan, password) : null
  const launched = adopted ?? (await launchWithPassword(plan, files))
  const flushed = made === 'copied' && durability === 'full' ? flush(cluster, binaries, as, log) : Promise.resolve()
  log.debug({ pid: launched.postmaster.pid, port: launched.port, origin: adopted ? 'adopted' : made }, 'the database is ready')
  return new Supervised(launched, address(launched.port, password), adopted ? 'adopted' : made, flushed, lock, signal)
}

class Supervised implements ManagedPostgres {
  readonly url: string
  readonly origin: ManagedPostgres['origin']
  readonly #postmaster: Postmaster
  readonly #flushed: Promise<void>
  readonly #lock: InstanceLock
  readonly #forget: () => void
  #stopping: Promise<void> | null = null

  constructor(launched: Launched, url: string, origin: ManagedPostgres['origin'], flushed: Promise<void>, lock: InstanceLock, signal?: AbortSignal) {
    this.url = url
    this.origin = origin
    this.#postmaster = launched.postmaster
    this.#flushed = flushed
    this.#lock = lock
    const onAbort = (): void => void this.stop()
    signal?.addEventListener('abort', onAbort, { once: true })
    const detach = stopWithProcess(() => this.stop(), () => this.#postmaster.signal('fast'))
    this.#forget = () => {
      signal?.removeEventListener('abort', onAbort)
      detach()
    }
    if (signal?.aborted) onAbort()
  }

  get pid(): number {
    return this.#postmaster.pid
  }

  get exited(): Promise<void> {
    return this.#postmaster.exited
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    try {
      await this.#flushed
      await this.#postmaster.stop()
    } finally {
      this.#forget()
      this.#lock.release()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }
}

function address(port: number, password: string): string {
  return `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${DATABASE}`
}

/** Deals with whatever an earlier supervisor left; returns the server when it may stay. */
async function adoptOrStop(plan: LaunchPlan, password: string): Promise<Launched | null> {
  const note = readPostmasterFile(plan.cluster)
  if (!note) return null
  if (!isPostmasterOf(plan.cluster, note.pid)) {
    plan.log.info({ pid: note.pid }, 'the database was not shut down properly and will recover')
    rmSync(postmasterFile(plan.cluster), { force: true })
    return null
  }
  const postmaster = Postmaster.adopt(plan.cluster, plan.binaries, note.pid)
  const { port } = note
  if (note.status === 'ready' && port !== null && hasOurSettings(plan, port) && (await answers(address(port, password))) === 'yes') {
    plan.log.info({ pid: note.pid }, 'taking over the database that the last process left running')
    return { postmaster, port }
  }
  plan.log.info({ pid: note.pid, status: note.status }, 'stopping the database that the last process left running')
  await postmaster.stop()
  return null
}

function hasOurSettings(plan: LaunchPlan, port: number): boolean {
  return settingsIn(plan.cluster) === settingsText({ port, durability: plan.durability, version: plan.binaries.version })
}

/** A lost password file gets a new password, which the database then has to be told. */
async function launchWithPassword(plan: LaunchPlan, files: ClusterPlan): Promise<Launched> {
  const launched = await launch(plan)
  const first = await answers(address(launched.port, files.password))
  if (first === 'yes') return launched
  await launched.postmaster.stop()
  if (first !== 'wrong-password') throw first
  plan.log.warn('the password of the database had changed and is set anew')
  await setPassword(plan.cluster, files)
  return launch(plan)
}

async function answers(url: string): Promise<'yes' | 'wrong-password' | Error> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_TIMEOUT_MS, query_timeout: ANSWER_TIMEOUT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return 'yes'
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') return 'wrong-password'
    return error instanceof Error ? error : new Error(messageOf(error))
  } finally {
    await client.end().catch(() => {})
  }
}

/** Copied files reach the disk in the background: a fresh database has nothing to lose in its first second. */
function flush(cluster: string, binaries: PostgresBinaries, as: RunAs, log: Log): Promise<void> {
  return runProgram(binaries.initdb, ['--sync-only', '-D', cluster], as).catch((error: unknown) => {
    log.debug({ reason: messageOf(error) }, 'the fresh database was not forced to disk')
  })
}
