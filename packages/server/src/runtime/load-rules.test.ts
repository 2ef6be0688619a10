import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadRules } from './load-rules.ts'

const FINE = 'export default { shouldAct: () => true, plan: () => [] }'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-rules-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('rules of an instance', () => {
  test('are the files of one folder, by their names', async () => {
    await writeFile(join(folder, 'greeter.ts'), `type Answer = boolean\nconst yes: Answer = true\nexport default { shouldAct: () => yes, plan: () => [] }`)
    await writeFile(join(folder, 'bread-2.mjs'), FINE)
    await writeFile(join(folder, 'notes.md'), 'not code')
    const rules = await loadRules(folder)
    expect([...rules.keys()]).toEqual(['bread-2', 'greeter'])
    expect(rules.get('greeter')?.shouldAct({} as never)).toBe(true)
  })

  test('no folder, no rules', async () => {
    expect((await loadRules(join(folder, 'nowhere'))).size).toBe(0)
  })

  test('nothing below the folder is read, and no link out of it', async () => {
    await mkdir(join(folder, 'below'))
    await writeFile(join(folder, 'below', 'deep.mjs'), 'throw new Error("read")')
    await symlink(join(folder, 'below', 'deep.mjs'), join(folder, 'linked.mjs'))
    expect((await loadRules(folder)).size).toBe(0)
  })

  test.each<[string, string, RegExp]>([
    ['Greeter.mjs', FINE, /Greeter\.mjs: name it with small letters/],
    ['..evil.mjs', FINE, /name it with small letters/],
    ['broken.mjs', 'export default {', /broken\.mjs: /],
    ['throwing.mjs', 'throw new Error("no bread today")', /throwing\.mjs: no bread today/],
    ['empty.mjs', 'export const shouldAct = () => true', /empty\.mjs: it has no default export/],
    ['half.mjs', 'export default { shouldAct: () => true, plan: [] }', /half\.mjs: its default export has no function plan/],
  ])('a file that is no good is named: %s', async (file, code, message) => {
    await writeFile(join(folder, file), code)
    await expect(loadRules(folder)).rejects.toThrow(message)
  })

  test('two files cannot be one name', async () => {
    for (const file of ['bread.mjs', 'bread.ts']) await writeFile(join(folder, file), FINE)
    await expect(loadRules(folder)).rejects.toThrow('another file for the rules "bread"')
  })
})
