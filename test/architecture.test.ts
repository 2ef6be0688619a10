import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { circles, impurities, strangersInWorkspaces, testsInTheProduct, unplacedRooms, upwardArrows } from './architecture/rules.ts'
import { parseSource, readSource } from './architecture/source-file.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILES = globSync('packages/{contract,server,web}/src/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => readSource(ROOT, join(ROOT, path)))

describe('the house', () => {
  it('is looked at', () => {
    expect(FILES.map((file) => file.path)).toContain('packages/server/src/base/clock.ts')
  })

  it.each([
    ['every room has a floor', unplacedRooms],
    ['arrows point down, and siblings do not know each other', upwardArrows],
    ['the contract imports nothing of ours, the pages the contract only', strangersInWorkspaces],
    ['the product does not import what is made for tests', testsInTheProduct],
    ['nothing goes round in a circle', circles],
    ['time, chance and network are parameters', impurities],
  ] as const)('%s', (_, rule) => {
    const offences = rule(FILES)
    expect(offences, offences.join('\n')).toEqual([])
  })
})

describe('the rules themselves', () => {
  const at = (path: string, text: string) => parseSource(`packages/${path}`, text)

  it('see an arrow up, whatever its form, and a sibling', () => {
    const forms = ['import { x } from "../feed/x.ts"', 'import type { X } from "../feed/x.ts"', 'export * from "../feed/x.ts"',
      'export type { X } from "../feed/x.ts"', 'await import("../feed/x.ts")', 'let x: import("../feed/x.ts").X', 'import "../feed/x.ts"']
    for (const form of forms) expect(upwardArrows([at('server/src/agent/turn.ts', `\n${form}`)])).toEqual([expect.stringContaining('agent/turn.ts:2 imports ../feed/x.ts: feed lies above agent')])
    expect(upwardArrows([at('server/src/gallery/a.ts', forms[0] as string)])).toEqual([expect.stringContaining('sibling')])
    expect(upwardArrows([at('server/src/http/a.ts', forms[0] as string), at('server/src/agent/a.test.ts', forms[0] as string)])).toEqual([])
  })

  it('let nobody but the command line and main know assemble.ts', () => {
    const known = (path: string) => upwardArrows([at(`server/src/${path}`, 'import type { App } from "../assemble.ts"')]).length
    expect([known('http/a.ts'), known('runtime/a.ts'), known('cli/up.ts')]).toEqual([1, 1, 0])
  })

  it('see a circle of files', () => {
    const files = [['a', 'b'], ['b', 'c'], ['c', 'a'], ['d', 'a']].map(([from, to]) => at(`server/src/feed/${from}.ts`, `import type {} from "./${to}.ts"`))
    expect(circles(files)).toHaveLength(1)
    expect(circles(files)[0]).toContain('feed/a.ts → packages/server/src/feed/b.ts → packages/server/src/feed/c.ts → packages/server/src/feed/a.ts')
  })

  it('see strangers in a workspace', () => {
    expect(strangersInWorkspaces([
      at('contract/src/a.ts', 'import "@troupe/server/x"'), at('web/src/a.tsx', 'import "@troupe/server"'),
      at('web/src/b.tsx', 'import "../../server/src/x.ts"'), at('server/src/http/a.ts', 'import "@troupe/web"'),
    ])).toHaveLength(4)
    expect(strangersInWorkspaces([at('web/src/a.tsx', 'import "@troupe/contract/post"; import "./b.tsx"; import "react"')])).toEqual([])
  })

  it('see impurities, but no look-alikes', () => {
    const bad = 'Date.now()\nconst now = Date.now\nMath.random()\nnew Date()\nfetch("x")\nglobalThis.fetch("x")'
    expect(impurities([at('server/src/feed/a.ts', bad)]).map((offence) => offence.split(':')[1]?.split(' ')[0])).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(impurities([at('server/src/feed/a.ts', 'new Date(1); boss.fetch(2); // Date.now()\n"Math.random()"; class A { fetch() {} }')])).toEqual([])
    expect(impurities([at('server/src/base/a.ts', bad), at('server/src/feed/a.test.ts', bad)])).toEqual([])
  })
})

describe('the lock file', () => {
  interface Entry { readonly optionalDependencies?: Readonly<Record<string, string>>; readonly resolved?: string; readonly link?: boolean }
  const lock = (JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Entry> }).packages

  it('knows every platform, without which npm ci fails on all (mend: node scripts/complete-lockfile.mjs)', () => {
    const missing = Object.values(lock).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
      .filter((name) => !Object.keys(lock).some((path) => path.endsWith(`node_modules/${name}`)))
    expect(missing).toEqual([])
  })

  it('names no registry', () => {
    expect(Object.entries(lock).filter(([, entry]) => !entry.link && entry.resolved?.includes('://')).map(([path]) => path)).toEqual([])
  })
})
