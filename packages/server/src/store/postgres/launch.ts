/**
 * From files to a server that answers: writes the settings, starts the server on a free port and waits until it is
 * ready. Three failures pass by themselves and are tried again: a port that somebody took in between, sessions of a
 * killed server that have yet to notice (PostgreSQL refuses to start beside them), and a note they left behind.
 */
import { chownSync, closeSync, fstatSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../../base/log.ts'
import { unreachable } from '../../base/errors.ts'
import type { PostgresBinaries } from './binaries.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { Postmaster } from './postmaster.ts'
import { PostgresFailedError, type RunAs } from './program.ts'
import { ACCESS_TEXT, portIn, settingsText, type Durability } from './settings.ts'

export interface LaunchPlan {
  readonly cluster: string
  readonly binaries: PostgresBinaries
  readonly as: RunAs
  readonly durability: Durability
  readonly logPath: string
  readonly log: Log
  readonly signal?: AbortSignal
}

export interface Launched {
  readonly postmaster: Postmaster
  readonly port: number
}

const READY_POLL_MS = 10
/** Sessions of a killed server end within a second or two; more than this and something else is wrong. */
const TRIES_MAX = 40
const RETRY_MS = 250
/** Recovery after a crash may read half a gigabyte back; the operator hears of it now and then. */
const STILL_STARTING_MS = 5_000
const LOG_FILE_BYTES_MAX = 1_000_000
const COMPLAINT_CHARACTERS = 2000

export async function launch(plan: LaunchPlan): Promise<Launched> {
  for (let tries = 1; ; tries++) {
    plan.signal?.throwIfAborted()
    const port = await freePort(portIn(settingsIn(plan.cluster)))
    writeSettings(plan, port)
    const outcome = await attempt(plan)
    switch (outcome.kind) {
      case 'ready':
        return { postmaster: outcome.postmaster, port }
      case 'ended':
        if (tries === TRIES_MAX || !passes(outcome.complaint)) {
          throw new PostgresFailedError(`PostgreSQL did not start on ${plan.cluster}:\n${outcome.complaint}`)
        }
        plan.log.debug({ tries, complaint: outcome.complaint }, 'the database did not start, trying again')
        await delay(RETRY_MS)
        break
      default:
        unreachable(outcome)
    }
  }
}

export function settingsIn(cluster: string): string {
  return readFileSync(join(cluster, 'postgresql.conf'), 'utf8')
}

function passes(complaint: string): boolean {
  return /Address already in use|could not create any TCP\/IP sockets|pre-existing shared memory block|lock file "postmaster\.pid" already exists/.test(complaint)
}

async function attempt(plan: LaunchPlan): Promise<{ kind: 'ready'; postmaster: Postmaster } | { kind: 'ended'; complaint: string }> {
  const logFile = openLog(plan.logPath)
  const before = fstatSync(logFile).size
  let postmaster: Postmaster
  try {
    postmaster = await Postmaster.spawn(plan.cluster, plan.binaries, plan.as, logFile)
  } finally {
    closeSync(logFile)
  }
  for (let waitedMs = 0; postmaster.running; waitedMs += READY_POLL_MS) {
    const note = readPostmasterFile(plan.cluster)
    if (note?.pid === postmaster.pid && note.status === 'ready') return { kind: 'ready', postmaster }
    if (plan.signal?.aborted) {
      await postmaster.stop()
      plan.signal.throwIfAborted()
    }
    if (waitedMs > 0 && waitedMs % STILL_STARTING_MS === 0) plan.log.info('the database is still recovering')
    await delay(READY_POLL_MS)
  }
  return { kind: 'ended', complaint: readFileSync(plan.logPath).subarray(before).toString().trim().slice(-COMPLAINT_CHARACTERS) }
}

function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_FILE_BYTES_MAX) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function writeSettings(plan: LaunchPlan, port: number): void {
  const texts = {
    'postgresql.conf': settingsText({ port, durability: plan.durability, version: plan.binaries.version }),
    'pg_hba.conf': ACCESS_TEXT,
  }
  for (const [name, text] of Object.entries(texts)) {
    // Replaced in one step: half a settings file would keep the database from starting.
    const draft = join(plan.cluster, `${name}.draft`)
    writeFileSync(draft, text, { mode: 0o600 })
    if (plan.as.user) chownSync(draft, plan.as.user.uid, plan.as.user.gid)
    renameSync(draft, join(plan.cluster, name))
  }
}

/** The port of last time when it is free, so that workers find the database again; else any. */
async function freePort(preferred: number | null): Promise<number> {
  return (preferred === null ? null : await listenOnce(preferred)) ?? (await listenOnce(0)) ?? unlucky()
}

function unlucky(): never {
  throw new PostgresFailedError('There is no free port on 127.0.0.1 for PostgreSQL.')
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? null) : null))
    })
  })
}
