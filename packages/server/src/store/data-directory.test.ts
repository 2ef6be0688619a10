import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DamagedSecretError, DataDirectory, defaultCachePath, defaultDataPath } from './data-directory.ts'

const USER = { platform: 'linux' as const, isRoot: false, home: '/home/ada', xdgDataHome: undefined, xdgCacheHome: undefined }

describe('the default place', () => {
  it('is the XDG data folder', () => {
    expect(defaultDataPath(USER)).toBe(`${USER.home}/.local/share/troupe`)
    expect(defaultDataPath({ ...USER, xdgDataHome: '/data' })).toBe('/data/troupe')
    expect(defaultDataPath({ ...USER, xdgDataHome: 'relative' })).toBe(`${USER.home}/.local/share/troupe`)
    expect(defaultCachePath({ ...USER, xdgCacheHome: '/cache' })).toBe('/cache/troupe')
  })

  it('of root is outside its closed home', () => {
    expect(defaultDataPath({ ...USER, isRoot: true, home: '/root' })).toBe('/var/lib/troupe')
  })
})

describe('the data directory', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-data-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('makes its secret key once, for the owner alone', async () => {
    const data = await DataDirectory.open(join(folder, 'a', 'b'))
    const keys = await Promise.all([data.secretKey(), data.secretKey(), data.secretKey()])
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
    expect(keys[0]).toHaveLength(32)
    expect((await stat(data.file('secret.key'))).mode & 0o777).toBe(0o600)
    expect(await (await DataDirectory.open(data.path)).secretKey()).toEqual(keys[0])
  })

  it('does not replace a key that is not one', async () => {
    const data = await DataDirectory.open(folder)
    await writeFile(data.file('secret.key'), 'short')
    await expect(data.secretKey()).rejects.toThrow(DamagedSecretError)
  })
})
