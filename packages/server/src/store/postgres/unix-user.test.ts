import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { barrier, unprivilegedUser } from './unix-user.ts'

const NOBODY = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin'
const POSTGRES = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash'

it('postgres comes before nobody, whatever their order', () => {
  expect(unprivilegedUser(`root:x:0:0::/root:/bin/sh\n${NOBODY}\n${POSTGRES}\n`)).toEqual({ name: 'postgres', uid: 101, gid: 104 })
  expect(unprivilegedUser(`root:x:0:0::/root:/bin/sh\n${NOBODY}\n`)).toEqual({ name: 'nobody', uid: 65534, gid: 65534 })
})

it('a user with the rights of root will not do, and none is made up', () => {
  expect(unprivilegedUser('postgres:x:0:0::/:/bin/sh\n')).toBeNull()
  expect(unprivilegedUser('')).toBeNull()
})

it('the outermost closed folder is the barrier', async () => {
  const root = await mkdtemp(join(tmpdir(), 'troupe-barrier-'))
  try {
    const inner = join(root, 'a', 'b', 'c')
    await mkdir(inner, { recursive: true })
    await chmod(root, 0o755)
    await chmod(join(root, 'a'), 0o755)
    const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 }
    expect(barrier(stranger, inner)).toBeNull()
    await chmod(join(root, 'a', 'b'), 0o700)
    expect(barrier(stranger, inner)).toBe(join(root, 'a', 'b'))
    await chmod(join(root, 'a'), 0o750)
    expect(barrier(stranger, inner)).toBe(join(root, 'a'))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})
