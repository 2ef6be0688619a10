/**
 * The house of DESIGN as rules over imports: arrows point down, siblings don't know each other, nothing goes round
 * in a circle. Each rule returns sentences that begin with `file:line`, so that an editor can jump there.
 */
import { posix } from 'node:path'
import type { SourceFile } from './source-file.ts'

/** Lowest first; rooms on one line are siblings. A new room gets its place here and in DESIGN at once. */
export const FLOORS: readonly (readonly string[])[] = [
  ['base'],
  ['store'],
  ['people'],
  ['site'],
  ['llm'],
  ['image'],
  ['persona'],
  ['agent'],
  ['platform'],
  ['policy'],
  ['feed', 'gallery', 'showcase', 'mastodon', 'atproto', 'messaging', 'device', 'community'],
  ['engagement', 'research', 'campaign', 'automation'],
  ['runtime'],
  ['lab'],
  ['http'],
  ['assemble-engagement.ts'],
  ['assemble.ts'],
  ['cli'],
  ['main.ts'],
]

const SERVER = 'packages/server/src/'
const CONTRACT = 'packages/contract/'
const WEB = 'packages/web/'

/** Where time, chance and network may be reached for: the floor that wraps them, vendors' adapters, the outermost edge. */
const IMPURE_PLACES = ['base/', 'llm/providers/', 'cli/', 'main.ts'].map((place) => SERVER + place)

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.endsWith('.test.tsx') || path.includes('/testing/')
}

/** The room of a server file: its first folder, or its name where it lies in none. */
function room(path: string): string | null {
  return path.startsWith(SERVER) ? (path.slice(SERVER.length).split('/')[0] as string) : null
}

function floorOf(name: string): number {
  return FLOORS.findIndex((floor) => floor.includes(name))
}

/** The repository path of a relative import; `null` for a package's name. */
function target(from: string, what: string): string | null {
  return what.startsWith('.') ? posix.join(posix.dirname(from), what) : null
}

export function unplacedRooms(files: readonly SourceFile[]): string[] {
  const rooms = new Set(files.map((file) => room(file.path)).filter((name) => name !== null))
  return [...rooms].filter((name) => floorOf(name) === -1)
    .map((name) => `${SERVER}${name}:1 has no floor: give it one in test/architecture/rules.ts`)
}

export function upwardArrows(files: readonly SourceFile[]): string[] {
  return files.filter((file) => !isTest(file.path)).flatMap((file) => file.imports.flatMap(({ what, line }) => {
    const from = room(file.path)
    const to = room(target(file.path, what) ?? '')
    if (from === null || to === null || from === to) return []
    const at = `${file.path}:${line} imports ${what}: `
    if (floorOf(to) > floorOf(from)) return [`${at}${to} lies above ${from}; move the shared word down, not the import up`]
    if (floorOf(to) === floorOf(from)) return [`${at}${to} is a sibling of ${from}; what both need belongs on a lower floor`]
    return []
  }))
}

export function strangersInWorkspaces(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => file.imports.flatMap(({ what, line }) => {
    const at = `${file.path}:${line} imports ${what}: `
    const path = target(file.path, what)
    const home = [SERVER, CONTRACT, WEB].find((workspace) => file.path.startsWith(workspace))
    if (home === undefined) return []
    if (path !== null && !path.startsWith(home)) return [`${at}a path out of ${home}; a workspace is imported by its name`]
    if (home === CONTRACT && what.startsWith('@troupe/')) return [`${at}the contract imports nothing of ours`]
    if (home === WEB && what.startsWith('@troupe/') && !/^@troupe\/contract(\/|$)/.test(what)) return [`${at}the pages import the contract only`]
    if (home === SERVER && what.startsWith('@troupe/web')) return [`${at}the server does not import the pages`]
    return []
  }))
}

export function testsInTheProduct(files: readonly SourceFile[]): string[] {
  return files.filter((file) => !isTest(file.path)).flatMap((file) => file.imports
    .filter(({ what }) => isTest(target(file.path, what) ?? ''))
    .map(({ what, line }) => `${file.path}:${line} imports ${what}: what is made for tests stays with them`))
}

export function impurities(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !isTest(file.path) && (file.path.startsWith(SERVER) || file.path.startsWith(CONTRACT)))
    .filter((file) => !IMPURE_PLACES.some((place) => file.path.startsWith(place)))
    .flatMap((file) => file.impurities.map(({ what, line }) =>
      `${file.path}:${line} uses ${what}: take a Clock, a Random or a client as a parameter (allowed in ${IMPURE_PLACES.join(', ')})`))
}

/** One sentence a circle, naming the files on it. */
export function circles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.filter((file) => !isTest(file.path)).map((file) => [file.path, file]))
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) {
      found.push(`${path}:1 is on a circle: ${[...trail.slice(start), path].join(' → ')}`)
      return
    }
    if (done.has(path)) return
    for (const { what } of byPath.get(path)?.imports ?? []) {
      const next = target(path, what)
      if (next !== null && byPath.has(next)) visit(next, [...trail, path])
    }
    done.add(path)
  }
  for (const path of byPath.keys()) visit(path, [])
  return found
}
