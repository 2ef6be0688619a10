/**
 * `postmaster.pid`, in which a running PostgreSQL says who and where it is. Lines: pid, data folder, start (s),
 * port, socket folder, address, shared memory key, status (PostgreSQL's miscadmin.h, "LOCK_FILE_LINE_*").
 * The file is written line by line while the server starts, so any line but the first may be missing.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface PostmasterNote {
  readonly pid: number
  readonly port: number | null
  readonly status: 'starting' | 'ready' | 'stopping' | 'standby' | 'unknown'
}

const STATUSES = ['starting', 'ready', 'stopping', 'standby'] as const

export function parsePostmasterFile(text: string): PostmasterNote | null {
  const lines = text.split('\n').map((line) => line.trim())
  // Negative for a stand-alone backend, which serves nobody.
  const pid = Math.abs(Number(lines[0] || Number.NaN))
  if (!Number.isInteger(pid) || pid === 0) return null
  const port = Number(lines[3] || Number.NaN)
  return {
    pid,
    port: Number.isInteger(port) && port > 0 ? port : null,
    status: STATUSES.find((status) => status === lines[7]) ?? 'unknown',
  }
}

export function postmasterFile(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

export function readPostmasterFile(cluster: string): PostmasterNote | null {
  try {
    return parsePostmasterFile(readFileSync(postmasterFile(cluster), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/**
 * Whether `pid` is a live PostgreSQL on this very cluster. A pid alone says little: after a reboot, and in every new
 * container, the number belongs to somebody else. The command line is looked at, not the working folder,
 * which root may not read in a container without SYS_PTRACE. A zombie has no command line and counts as gone.
 */
export function isPostmasterOf(cluster: string, pid: number): boolean {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
    if (process.platform === 'win32') return process.kill(pid, 0)
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster)
  } catch {
    return false
  }
}
