import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binariesPackage, NoBinariesError, prepareBinaries } from './binaries.ts'
import { unprivilegedUser } from './unix-user.ts'

let folder: string
let packageFolder: string

/** The package without its programs' weight and without the links that its install script would make. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-binaries-'))
  await chmod(folder, 0o755)
  const real = binariesPackage(process.platform, process.arch)
  packageFolder = join(folder, 'clone', 'package')
  await mkdir(join(packageFolder, 'native', 'lib'), { recursive: true })
  for (const part of ['package.json', 'native/bin', 'native/pg-symlinks.json']) {
    await cp(join(real, part), join(packageFolder, part), { recursive: true })
  }
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function links(base: string): Promise<{ target: string; source: string }[]> {
  return JSON.parse(await readFile(join(base, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string; source: string }[]
}

describe('the built-in programs', () => {
  it('get their links, also when some are there already', async () => {
    await prepareBinaries(packageFolder, null, folder)
    const list = await links(packageFolder)
    await rm(join(packageFolder, list[0]?.target ?? ''))
    const binaries = await prepareBinaries(packageFolder, null, folder)
    expect(binaries.postgres).toBe(join(packageFolder, 'native', 'bin', 'postgres'))
    for (const { target, source } of list) expect(join(packageFolder, 'native', 'lib', await readlink(join(packageFolder, target)))).toBe(join(packageFolder, source))
  })

  it.runIf(process.getuid?.() === 0)('are copied beside the data where the database cannot reach them, once, and open to it', async () => {
    await chmod(join(folder, 'clone'), 0o700)
    await chmod(join(packageFolder, 'native'), 0o700)
    const user = unprivilegedUser(await readFile('/etc/passwd', 'utf8'))
    const binaries = await prepareBinaries(packageFolder, user, join(folder, 'data'))
    expect(binaries.initdb).toContain(join(folder, 'data', 'postgres-binaries'))
    expect((await lstat(binaries.postgres)).mode & 0o777).toBe(0o755)
    expect((await lstat(join(binaries.postgres, '..', '..'))).mode & 0o777).toBe(0o755)
    const made = (await lstat(binaries.postgres)).ino
    expect((await lstat((await prepareBinaries(packageFolder, user, join(folder, 'data'))).postgres)).ino).toBe(made)
    expect(await readdir(join(folder, 'data', 'postgres-binaries'))).toEqual([binaries.version])
  })

  it('name DATABASE_URL where there are none', () => {
    expect(() => binariesPackage('sunos', 'ppc64')).toThrow(NoBinariesError)
    expect(() => binariesPackage('sunos', 'ppc64')).toThrow(/sunos ppc64.*DATABASE_URL/)
  })
})
