/**
 * One supervisor a data directory. The lock is the operating system's own file lock, taken through an empty SQLite
 * file because that is the one portable way Node offers: it ends with the process however that dies, so there is no
 * stale lock to judge, and it holds between containers that share a volume, where every process is pid 1.
 * The pid in the file beside it only serves the message.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { ExpectedError } from '../../base/errors.ts'

export class DataDirectoryInUseError extends ExpectedError {
  readonly kind = 'conflict'
  readonly code = 'data-directory-in-use'
  /** The process that holds the directory; `null` in the moment before it has written its pid. */
  readonly pid: number | null
  constructor(dataPath: string, pid: number | null) {
    super(`Troupe is already running on ${dataPath}${pid === null ? '' : ` (process ${pid})`}. ` +
      'Stop it first, set TROUPE_DATA_DIR to start another instance beside it, or use `npm run worker` to add a worker to it.')
    this.pid = pid
  }
}

/** SQLite's result code for a lock that somebody else holds. */
const SQLITE_BUSY = 5

export class InstanceLock implements Disposable {
  readonly #held: DatabaseSync
  readonly #ownerFile: string
  #open = true

  private constructor(held: DatabaseSync, ownerFile: string) {
    this.#held = held
    this.#ownerFile = ownerFile
  }

  static take(dataPath: string, lockFile: string): InstanceLock {
    const ownerFile = `${lockFile}.pid`
    const held = new DatabaseSync(lockFile, { timeout: 0 })
    try {
      held.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      held.close()
      if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
      throw new DataDirectoryInUseError(dataPath, ownerIn(ownerFile))
    }
    writeFileSync(ownerFile, `${process.pid}\n`)
    return new InstanceLock(held, ownerFile)
  }

  release(): void {
    if (!this.#open) return
    this.#open = false
    rmSync(this.#ownerFile, { force: true })
    this.#held.close()
  }

  [Symbol.dispose](): void {
    this.release()
  }
}

function ownerIn(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}
