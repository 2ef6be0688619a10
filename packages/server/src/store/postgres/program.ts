/**
 * Runs one of PostgreSQL's programs to its end. The environment is not passed on: PG* variables would steer
 * the programs, and provider keys are none of their business.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ExpectedError } from '../../base/errors.ts'
import { NoBinariesError } from './binaries.ts'
import type { UnixUser } from './unix-user.ts'

export class PostgresFailedError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'postgres-failed'
}

export interface RunAs {
  readonly user: UnixUser | null
  /** A folder the user may enter; PostgreSQL's programs complain of one they cannot. */
  readonly folder: string
}

/** What is kept of a program's complaints for the message. */
const COMPLAINT_CHARACTERS = 2000

export function spawnOptions(as: RunAs): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' }
  for (const name of ['PATH', 'SystemRoot']) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return { cwd: as.folder, env, ...(as.user ? { uid: as.user.uid, gid: as.user.gid } : {}) }
}

export async function runProgram(program: string, args: readonly string[], as: RunAs, input = '', signal?: AbortSignal): Promise<void> {
  const child = spawn(program, args, { ...spawnOptions(as), stdio: ['pipe', 'ignore', 'pipe'], ...(signal ? { signal } : {}) })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-COMPLAINT_CHARACTERS)
  })
  // A program that dies early closes its input; its exit says why.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = await new Promise<string | null>((resolve, reject) => {
    child.once('error', (error) => reject(spawnFailure(program, error)))
    child.once('close', (code, by) => resolve(code === 0 ? null : by ?? `code ${code}`))
  })
  if (ended !== null) throw new PostgresFailedError(`${program} ended with ${ended}:\n${complaint.trim()}`)
}

/** "No such file" for a file that is there means that its loader is not: a system with another C library (musl). */
export function spawnFailure(program: string, error: Error): Error {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT' && existsSync(program)) {
    return new NoBinariesError(`${process.platform} ${process.arch}`, 'its programs do not fit the C library of this system', { cause: error })
  }
  return error
}
