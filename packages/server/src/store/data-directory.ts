/**
 * Where an instance keeps what must survive it: the managed database and the secrets that open it.
 * The directory belongs to whoever runs Troupe; others may at most pass through it (the database of a root process
 * runs as somebody else, in a folder of its own). Secrets in it are readable by the owner only.
 */
import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, realpath, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { ExpectedError } from '../base/errors.ts'

const SECRET_KEY_BYTES = 32

/** A file of the data directory is there but is not what it should be; it is never replaced silently. */
export class DamagedSecretError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'secret-damaged'
}

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  readonly home: string
  readonly xdgDataHome: string | undefined
  readonly xdgCacheHome: string | undefined
}

export function surroundings(env: NodeJS.ProcessEnv): Surroundings {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    home: homedir(),
    xdgDataHome: env['XDG_DATA_HOME'],
    xdgCacheHome: env['XDG_CACHE_HOME'],
  }
}

/** XDG says that a relative path in one of its variables is to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined
}

/** The data directory when nobody names one. Root's home is closed to the database's user, so root uses `/var/lib`. */
export function defaultDataPath(at: Surroundings): string {
  if (at.isRoot) return '/var/lib/troupe'
  return join(absolute(at.xdgDataHome) ?? join(at.home, '.local', 'share'), 'troupe')
}

/** For what can be made again: losing it costs a second, never data. */
export function defaultCachePath(at: Surroundings): string {
  if (at.isRoot) return '/var/cache/troupe'
  return join(absolute(at.xdgCacheHome) ?? join(at.home, '.cache'), 'troupe')
}

export class DataDirectory {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** Opens the directory, made if absent. As root it must let the database's user pass, hence 0711 and not 0700. */
  static async open(path: string): Promise<DataDirectory> {
    await mkdir(resolve(path), { recursive: true, mode: 0o711 })
    // One name a directory: a running database is recognised by the path it was started on.
    const directory = new DataDirectory(await realpath(path))
    if (process.getuid?.() === 0) {
      const { mode } = await stat(directory.path)
      if ((mode & 0o011) !== 0o011) await chmod(directory.path, (mode & 0o777) | 0o011)
    }
    return directory
  }

  file(...names: string[]): string {
    return join(this.path, ...names)
  }

  /** The key that seals credentials in the database (AES-256), made on first use. Without it they cannot be opened. */
  async secretKey(): Promise<Buffer> {
    const key = await this.#secret('secret.key', () => randomBytes(SECRET_KEY_BYTES))
    if (key.length !== SECRET_KEY_BYTES) {
      throw new DamagedSecretError(`${this.file('secret.key')} holds ${key.length} bytes instead of ${SECRET_KEY_BYTES}. ` +
        'Put the original back: stored credentials cannot be opened with another.')
    }
    return key
  }

  /** The managed database's password, made on first use. */
  async databasePassword(): Promise<string> {
    const password = (await this.#secret('postgres.password', () => Buffer.from(randomBytes(24).toString('base64url')))).toString().trim()
    if (!/^[\w-]{16,}$/.test(password)) throw new DamagedSecretError(`${this.file('postgres.password')} does not hold a password.`)
    return password
  }

  /** Written beside and linked into place, so that a crash leaves no half secret and two starters agree on one. */
  async #secret(name: string, make: () => Buffer): Promise<Buffer> {
    const path = this.file(name)
    const existing = await readIfThere(path)
    if (existing !== null) return existing
    const draft = `${path}.${randomBytes(6).toString('hex')}`
    try {
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(make())
        await file.sync()
      } finally {
        await file.close()
      }
      await link(draft, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
    } finally {
      await rm(draft, { force: true })
    }
    return readFile(path)
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
