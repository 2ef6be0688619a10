/** `troupe platform` as a process of its own, on the database of an instance. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Site } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { farSide } from '../site/testing/far-side.ts'
import { connect } from '../store/database.ts'
import { testDatabase } from '../store/testing/test-database.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

it('adds, lists, checks and removes, and refuses the networks of others', async () => {
  await using database = await testDatabase()
  await using side = await farSide()
  const folder = await mkdtemp(join(tmpdir(), 'troupe-platform-'))
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  await using connection = connect(database.url, { connections: 1 })
  const { db } = connection
  await sql`INSERT INTO workspaces (id, name, private_network, created_at) VALUES ('0190a000-0000-7000-8000-000000000001', 'Ours', true, 0)`.execute(db)
  const troupe = (...words: string[]) => new Promise<{ code: number; out: string; said: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, TROUPE_DATA_DIR: folder, GALLERY_TOKEN: 'service-token-of-ours', LOG_LEVEL: 'silent' }
    const child = execFile(process.execPath, [MAIN, 'platform', ...words], { env, cwd: folder }, (_error, out, said) => resolve({ code: child.exitCode ?? -1, out, said }))
  })

  expect(await troupe('add', 'https://mastodon.social', '--kind', 'mastodon')).toMatchObject({ code: 1, out: '', said: expect.stringContaining('belongs to Mastodon') as string })
  expect(await troupe('add', 'gallery.example', '--kind', 'showcase')).toMatchObject({ code: 2, said: expect.stringContaining('https://') as string })
  expect(await troupe('add', 'https://gallery.example', '--kind', 'shop')).toMatchObject({ code: 2, said: expect.stringContaining('showcase, mastodon, atproto') as string })
  const added = await troupe('add', side.url, '--kind', 'showcase', '--name', 'Ours', '--secret-from', 'GALLERY_TOKEN', '--json')
  const site = JSON.parse(added.out) as Site
  expect([added.code, site.state, site.basis, site.credentials?.ending, side.asked]).toEqual([0, 'proved', 'private-network', 'ours', ['/.well-known/troupe.json']])
  expect(await troupe('list')).toMatchObject({ code: 0, out: expect.stringMatching(/^proved +showcase +http:\/\/127\.0\.0\.1:\d+ +Ours/) as string })
  expect(await troupe('check', side.url)).toMatchObject({ code: 0, out: expect.stringContaining('private network') as string })
  expect(await troupe('check', site.id)).toMatchObject({ code: 1, said: expect.stringContaining('less than a minute') as string })

  await sql`INSERT INTO projects (id, workspace_id, name, wake, created_at) VALUES (gen_random_uuid(), '0190a000-0000-7000-8000-000000000001', 'Gallery', '{"kind":"rhythm"}', 0)`.execute(db)
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, site_id, created_at)
    SELECT gen_random_uuid(), workspace_id, id, 'Ada', 'showcase', '{"kind":"habit"}', 'idle', 0, ${site.id}, 0 FROM projects`.execute(db)
  expect(await troupe('remove', side.url)).toMatchObject({ code: 1, said: expect.stringContaining('--agents 1') as string })
  expect(JSON.parse((await troupe('remove', side.url, '--agents', '1', '--json')).out)).toEqual({ id: site.id, agentsDeleted: 1 })
  expect(await troupe('list', '--json')).toMatchObject({ code: 0, out: '{"items":[]}\n' })
})
