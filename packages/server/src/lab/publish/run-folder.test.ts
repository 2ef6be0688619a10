import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRunFolder } from './run-folder.ts'

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'troupe-run-')), 'a run')
  await mkdir(folder)
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const ADA = {
  username: 'ada_l', displayName: 'Ada', voice: { tone: 'dry', length: 'short', casing: 'sentence', emoji: 0 }, rhythm: { timezone: 'Europe/London' },
  id: 'persona7', avatarUrl: '', origin: { pack: 'agora', seed: 'x', index: 7 },
}

test('a folder without a journal is no run', async () => {
  await expect(openRunFolder(folder)).rejects.toThrow('no journal.troupe')
})

test('people stand in lines, an empty one for a number; the name is in run.json, or the folder’s', async () => {
  await writeFile(join(folder, 'journal.troupe'), '')
  expect(await openRunFolder(folder)).toMatchObject({ name: 'a run', people: null })
  await writeFile(join(folder, 'run.json'), '{"name":"Echoes","seed":7}')
  await writeFile(join(folder, 'people.jsonl'), `${JSON.stringify({ ...ADA, rhythm: undefined })}\n`)
  const run = await openRunFolder(folder)
  expect(run.name).toBe('Echoes')
  await expect(Array.fromAsync(run.people ?? [])).rejects.toThrow(/people\.jsonl:1 is no persona: rhythm/)
  await writeFile(join(folder, 'people.jsonl'), '{"username":\n')
  await expect(Array.fromAsync((await openRunFolder(folder)).people ?? [])).rejects.toThrow(/people\.jsonl:1 is no JSON/)
  await writeFile(join(folder, 'people.jsonl'), `\nnull\n${JSON.stringify(ADA)}\n`)
  expect(await Array.fromAsync((await openRunFolder(folder)).people ?? [])).toMatchObject([null, null, { username: 'ada_l', bio: '', origin: { index: 7 } }])
})
