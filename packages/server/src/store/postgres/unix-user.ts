/**
 * PostgreSQL refuses to run as root, so a root process runs it as somebody who already exists and may do little.
 * This file finds that somebody and says whether a path is open to them. It never creates a user.
 */
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ExpectedError } from '../../base/errors.ts'

export interface UnixUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

export class NoUnprivilegedUserError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'no-unprivileged-user'
  constructor() {
    super('PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody" to run it as. ' +
      'Start Troupe as an ordinary user, or set DATABASE_URL to a PostgreSQL server of yours.')
  }
}

const CANDIDATES = ['postgres', 'nobody']

/** `passwd` is the text of /etc/passwd: `name:password:uid:gid:comment:home:shell` a line. */
export function unprivilegedUser(passwd: string): UnixUser | null {
  const users = passwd.split('\n').map((line) => line.split(':'))
  for (const name of CANDIDATES) {
    const fields = users.find((user) => user[0] === name)
    const uid = Number(fields?.[2])
    const gid = Number(fields?.[3])
    if (fields && Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { name, uid, gid }
  }
  return null
}

/**
 * Whom to run the database as; `null` means as ourselves. A cluster that exists keeps its owner,
 * because PostgreSQL starts only as the owner of its files.
 */
export function databaseUser(clusterOwner: { uid: number; gid: number } | null): UnixUser | null {
  if (process.getuid?.() !== 0) return null
  if (clusterOwner && clusterOwner.uid !== 0) return { name: `user ${clusterOwner.uid}`, ...clusterOwner }
  const user = unprivilegedUser(readFileSync('/etc/passwd', 'utf8'))
  if (!user) throw new NoUnprivilegedUserError()
  return user
}

/** The outermost folder on the way to `path` that `user` may not pass through. `path` itself is not judged. */
export function barrier(user: UnixUser, path: string): string | null {
  const above: string[] = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    above.unshift(folder)
    if (folder === dirname(folder)) break
  }
  return above.find((folder) => !mayPass(user, folder)) ?? null
}

function mayPass(user: UnixUser, folder: string): boolean {
  const { mode, uid, gid } = statSync(folder)
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
